import type {
  ListAudit,
  ListChartAccess,
  ListOwnAudit,
  ListUnrelatedReads,
} from '../../../shared/contracts/audit.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import { AppError } from '../../../shared/errors.ts';
import { type Call, inCall } from '../../lib/current-call.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AuditDeps } from './audit.deps.ts';
import { createDenials, type Refused } from './denials.ts';
import { createListReads } from './list-reads.ts';
import { createOwnReads } from './own-reads.ts';
import { listAudit, listChartAccess, listOwnAudit, listUnrelatedReads } from './read-audit.ts';
import { createTrailWatch } from './watch-trail.ts';

const FORGED: Refused = { who: null, action: 'E', refusal: new AppError('unauthenticated', {}, {}) };

export type AuditService = ReturnType<typeof createAudit>;

/** The trail of who did, read and was refused what. Features write their lines with `recordAudit`. */
export function createAudit(deps: AuditDeps) {
  const denials = createDenials(deps);
  const listReads = createListReads(deps);
  const ownReads = createOwnReads(deps);
  const { verifyNow, state, checkEnd, verifyDaily, anchor } = createTrailWatch(deps);
  return {
    list: (actor: Actor, input: ListAudit) => listAudit(deps, actor, input),
    own: (actor: Actor, input: ListOwnAudit) => listOwnAudit(deps, actor, input),
    ofMyChart: (actor: Actor, input: ListChartAccess) => listChartAccess(deps, actor, input),
    withoutRelation: (actor: Actor, input: ListUnrelatedReads) => listUnrelatedReads(deps, actor, input),
    verifyNow,
    state,
    checkEnd,
    verifyDaily,
    anchorDaily: (): Promise<void> => anchor('daily'),
    /** Leaves a line when the policy was the one who refused. Never throws: the refusal stands. */
    noteDenial: (refused: Refused): Promise<void> => denials.note(refused),
    /** A list with patients in it is about to be shown. */
    noteListRead: (who: Actor): Promise<void> => listReads.note(who),
    /** Runs a call that only reads: of what patients see of themselves again and again not every look has a line. */
    countOwnReads: <T>(read: () => T): T => ownReads.counting(read),
    /** A call has shown patients something of their own. */
    noteOwnRead: (who: Actor, action: PolicyAction): Promise<void> => ownReads.note(who, action),
    /** Leaves a line of a token that is none of ours, by whoever showed it. */
    noteForgedToken: (call: Omit<Call, 'policy'>): Promise<void> =>
      inCall({ ...call, policy: 'public' }, () => denials.note(FORGED)),
    /** Writes how often refusals and looks came again, of those whose time is up. */
    writeRepeats: async (): Promise<void> => {
      await denials.writeRepeats('overdue');
      await listReads.writeRepeats('overdue');
      await ownReads.writeRepeats('overdue');
    },
    /** May be asked again: of a closed database nothing is left to tell. */
    close: async (): Promise<void> => {
      if (!deps.db.file.open) return;
      await denials.writeRepeats('all');
      await listReads.writeRepeats('all');
      await ownReads.writeRepeats('all');
      await anchor('now');
    },
  };
}
