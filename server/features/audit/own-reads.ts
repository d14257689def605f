import { grantedRelations, type PolicyAction } from '../../../shared/domain/policy.ts';
import { epochMs } from '../../../shared/time/instant.ts';
import type { Actor } from '../../trpc/context.ts';
import { currentCall } from '../../lib/current-call.ts';
import { type AuditEntry, countingLines, type IsCounted, type Who } from './audit.repo.ts';
import { type FoldDeps, writeFolded } from './denials.ts';
import { createDenialFolds } from './fold-denials.ts';

/** What belongs to the account, whoever's it is, and tells nothing of a chart. */
const OF_THE_ACCOUNT: readonly PolicyAction[] = ['session.own', 'draft.own', 'calendar.own'];
const NONE: IsCounted = () => false;
const HOUR_MS = 60 * 60 * 1000;

/**
 * What patients see of themselves comes with every screen of the portal: of each person and thing the first look in an
 * hour has its line, and one tells afterwards how often it came again. A copy of the data is no such look.
 * What says by itself which thing was looked at writes its line; of everything else the call has one.
 */
export function createOwnReads(deps: FoldDeps) {
  const folds = createDenialFolds(HOUR_MS);
  const nowMs = () => epochMs(deps.clock.now());
  const isCounted: IsCounted = (who, entry) => {
    const call = currentCall();
    if (call === undefined || who === null || !isOwnRead(who, entry)) return false;
    call.isLookNoted = true;
    const { procedure, address, requestId } = call;
    const { subtype, objectType, objectId, objectVersion } = entry;
    const what = [procedure, subtype, objectType, objectId, objectVersion].join(' ');
    const line = { who, call, entry: { ...entry, outcome: 'success', address, requestId } as const };
    return !folds.add({ person: who.userId, what, address }, line, nowMs());
  };
  return {
    /** A call that only reads has answered: where nothing of it is on record yet, its line. */
    async note(who: Actor, action: PolicyAction): Promise<void> {
      const call = currentCall();
      if (call === undefined || call.isLookNoted === true || !isOfOwnChart(who, action)) return;
      const entry = { action: 'R', subtype: action, outcome: 'success', patientId: who.patientId } as const;
      if (isCounted(who, entry)) return;
      const { address, requestId } = call;
      const line = { who, call, entry: { ...entry, address, requestId } };
      await countingLines(NONE, () => writeFolded(deps, [line]));
    },
    /** Runs what only reads. */
    counting: <T>(read: () => T): T => countingLines(isCounted, read),
    writeRepeats: (which: 'all' | 'overdue'): Promise<void> => writeFolded(deps, folds.take(which, nowMs())),
  };
}

/** Patients are let through to nobody's chart but their own. */
function isOwnRead(who: Who, { action, outcome = 'success', patientId }: AuditEntry): boolean {
  const isLook = action === 'R' && outcome === 'success' && patientId !== undefined && patientId !== null;
  return isLook && who?.role === 'patient';
}

function isOfOwnChart({ role, patientId }: Actor, action: PolicyAction): boolean {
  if (role !== 'patient' || patientId === null || OF_THE_ACCOUNT.includes(action)) return false;
  return grantedRelations(role, action).every((relation) => relation === 'self');
}
