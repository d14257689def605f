import type {
  BreakGlass,
  BreakGlassDto,
  BreakGlassPage,
  ListBreakGlass,
  OpenedChart,
  OpenedCharts,
  ReviewBreakGlass,
} from '../../../shared/contracts/break-glass.ts';
import { AppError, denied } from '../../../shared/errors.ts';
import type { Db } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { decodeCursor, toPage } from '../../lib/cursor.ts';
import { createGuessTally, type GuessTally } from '../../lib/guess-tally.ts';
import type { Ids } from '../../lib/ids.ts';
import type { Seal } from '../../lib/seal.ts';
import { authorize } from '../../policy/decide.ts';
import { scopeFor } from '../../policy/scope.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { AuthService } from '../auth/auth.service.ts';
import type { SecuritySettingsStore } from '../security/security-settings.ts';
import { presentGlass, presentOpened } from './break-glass.presenter.ts';
import * as repo from './break-glass.repo.ts';
import { breakGlass } from './open-by-reason.ts';

export type BreakGlassDeps = {
  readonly db: Db;
  /** The one that never goes back. */
  readonly clock: Clock;
  readonly ids: Ids;
  readonly seal: Seal;
  readonly auth: Pick<AuthService, 'confirmPassword'>;
  readonly settings: Pick<SecuritySettingsStore, 'current'>;
  /** Of persons a doctor named whom nobody knows, or not so. */
  readonly misses: GuessTally;
};
/** Who has the papers before them mistypes a few times; nobody tries out birth dates. */
const MISSES = { max: 8, windowSec: 3600 };
export type BreakGlassService = ReturnType<typeof createBreakGlass>;

/** Charts opened with a reason by doctors who do not treat the patient, and what an admin says to it afterwards. */
export function createBreakGlass(given: Omit<BreakGlassDeps, 'misses'>) {
  const deps: BreakGlassDeps = { ...given, misses: createGuessTally(given.clock, [MISSES]) };
  return {
    open: (actor: Actor, input: BreakGlass): Promise<OpenedChart> => breakGlass(deps, actor, input),
    listOwn: (actor: Actor): Promise<OpenedCharts> => listOwn(deps, actor),
    list: (actor: Actor, input: ListBreakGlass): Promise<BreakGlassPage> => list(deps, actor, input),
    review: (actor: Actor, input: ReviewBreakGlass): Promise<BreakGlassDto> => review(deps, actor, input),
    /** Closes for good what has had its time. Every look asks for that, too; but the PC's clock may be set back. */
    endDue: (): Promise<void> => endDue(deps),
  };
}

async function endDue({ db, clock }: BreakGlassDeps): Promise<void> {
  const now = clock.now();
  if (!(await db.read((q) => repo.isAnyDue(q, now)))) return;
  await db.transact(async ({ q, emit }) => {
    for (const { id, userId } of await repo.endDue(q, now)) emit({ type: 'breakGlass.changed', id, userId });
  });
}

function listOwn(deps: BreakGlassDeps, actor: Actor): Promise<OpenedCharts> {
  const now = deps.clock.now();
  const scope = scopeFor({ actor, now }, 'breakGlass.readOwn');
  return deps.db.read(async (q) => ({ items: (await repo.listOpened(q, scope, now)).map(presentOpened) }));
}

function list(deps: BreakGlassDeps, actor: Actor, input: ListBreakGlass): Promise<BreakGlassPage> {
  authorize(actor, 'breakGlass.read');
  const { state, cursor, limit } = input;
  const [openedAt, id] = cursor === undefined ? [] : decodeCursor(cursor, 2);
  const after = openedAt === undefined || id === undefined ? undefined : { openedAt, id };
  return deps.db.read(async (q) => {
    const rows = await repo.listGlass(q, { isReviewed: state === 'reviewed', after, limit: limit + 1 });
    return toPage(rows, limit, {
      item: (row) => presentGlass(row, actor),
      keys: (row) => [row.openedAt, row.id],
    });
  });
}

function review(deps: BreakGlassDeps, actor: Actor, input: ReviewBreakGlass): Promise<BreakGlassDto> {
  authorize(actor, 'breakGlass.review');
  const { id, expectedVersion, note } = input;
  const at = deps.clock.now();
  return deps.db.transact(async ({ q, emit }) => {
    const before = await repo.findGlass(q, id);
    if (before === undefined) throw new AppError('not_found');
    // Whoever has become an administrator since is not the one to look over what they did before.
    if (before.userId === actor.userId)
      throw denied('forbidden', { patientId: before.patientId, objectType: 'breakGlass', objectId: id });
    const columns = { reviewedAt: at, reviewedBy: actor.userId, reviewNote: note };
    if (!(await repo.markReviewed(q, { id, expectedVersion }, columns))) {
      throw new AppError('stale_version', { current: presentGlass(before, actor) });
    }
    const what = { objectType: 'breakGlass', objectId: id, objectVersion: before.version + 1 };
    const line = { action: 'U', subtype: 'patient.breakGlassReview', patientId: before.patientId } as const;
    await recordAudit(q, { who: actor, at }, { ...line, ...what, changedFields: Object.keys(columns) });
    emit({ type: 'breakGlass.changed', id, userId: before.userId });
    const after = await repo.findGlass(q, id);
    return presentGlass(after ?? before, actor);
  });
}
