import type {
  ApplyRetention,
  RetentionApplied,
  RetentionLine,
  RetentionReport,
  UpdateRetention,
} from '../../../shared/contracts/retention.ts';
import type { RetentionKind } from '../../../shared/domain/retention.ts';
import { AppError } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { civilDateOf, localTimeOf } from '../../../shared/time/clinic-zone.ts';
import type { Db, Query } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit, type Who } from '../audit/audit.repo.ts';
import type { AuthService } from '../auth/auth.service.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { ErasureService } from '../erasure/erasure.service.ts';
import { LEFTOVER_KINDS } from '../leftovers/leftover-files.ts';
import type { LeftoversService } from '../leftovers/leftovers.service.ts';
import { requireBelievedClock } from './believed-clock.ts';
import * as repo from './retention.repo.ts';
import type { RetentionSettingsService } from './retention-settings.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly clinic: Pick<ClinicService, 'current'>;
  readonly auth: Pick<AuthService, 'confirmPassword'>;
  readonly erasure: ErasureService;
  readonly leftovers: LeftoversService;
  readonly periods: RetentionSettingsService;
};
export type RetentionService = ReturnType<typeof createRetention>;

/** So few at a time that a desk that books meanwhile does not wait. */
const ROWS_AT_ONCE = 200;
const CHARTS_AT_ONCE = 10;
const NIGHT = { from: '02:00', to: '05:00' } as const;
const NOBODY_KEPT = { hold: 0, openVisits: 0, minors: 0 };

/** What the clinic holds longer than it should, and its going. A legal hold wins over every period. */
export function createRetention(deps: Deps) {
  return {
    report: (actor: Actor): Promise<RetentionReport> => {
      authorize(actor, 'retention.read');
      return report(deps);
    },
    update: async (actor: Actor, input: UpdateRetention): Promise<RetentionReport> => {
      await deps.periods.update(actor, input);
      return report(deps);
    },
    run: async (actor: Actor, input: ApplyRetention): Promise<RetentionApplied> => {
      authorize(actor, 'retention.write');
      const confirmed = await deps.auth.confirmPassword(actor, input.password);
      // What goes has lines of its own; that somebody asked for it has this one, also where nothing is due.
      const line = { action: 'E', subtype: 'retention.run' } as const;
      await confirmed.transact(async ({ q }) => {
        const at = deps.clock.now();
        await requireBelievedClock(q, at);
        await recordAudit(q, { who: actor, at }, line);
      });
      return apply(deps, actor);
    },
    /** At the computer itself, where the command line stands for the admin. */
    reportHere: (): Promise<RetentionReport> => report(deps),
    applyHere: (): Promise<RetentionApplied> => apply(deps, null),
    /** Where the clinic has chosen so, what is due goes by itself. */
    applyNightly: createNightly(deps),
  };
}

/** Once a night of the clinic's own clock, when nobody books. */
function createNightly(deps: Deps): () => Promise<void> {
  let lastOn: string | undefined;
  return async () => {
    const cut = await deps.db.read((q) => cutOf(deps, q));
    const { timeZone } = (await deps.db.read((q) => deps.clinic.current(q))).settings;
    const time = localTimeOf(cut.now, timeZone);
    const isDue = cut.settings.isNightly && time >= NIGHT.from && time < NIGHT.to && lastOn !== cut.today;
    if (!isDue) return;
    lastOn = cut.today;
    try {
      await apply(deps, null);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // Nobody sits before it: who looks into the trail finds why nothing went.
      const line = { action: 'E', subtype: 'retention.run', outcome: 'failure', reason: error.code } as const;
      await deps.db.transact(({ q }) => recordAudit(q, { who: null, at: cut.now }, line));
    }
  };
}

async function cutOf(deps: Deps, q: Query): Promise<repo.Cut> {
  const now = deps.clock.now();
  const { timeZone } = (await deps.clinic.current(q)).settings;
  return { now, today: civilDateOf(now, timeZone), settings: await deps.periods.current(q) };
}

/** Changes nothing: what would go today, and what stays though it is old. */
async function report(deps: Deps): Promise<RetentionReport> {
  const files: RetentionLine[] = [];
  for (const kind of LEFTOVER_KINDS) files.push(lineOf(kind, await deps.leftovers.count(kind)));
  return deps.db.read(async (q) => {
    const cut = await cutOf(deps, q);
    const { minors, hold, openVisits, ...charts } = await repo.countCharts(q, cut);
    const lines: RetentionLine[] = [lineOf('charts', charts, { minors, hold, openVisits })];
    for (const kind of repo.ROW_KINDS) lines.push(lineOf(kind, await repo.countRows(q, kind, cut)));
    return { madeAt: cut.now, settings: cut.settings, lines: [...lines, ...files] };
  });
}

function lineOf(kind: RetentionKind, counted: repo.Counted, kept = NOBODY_KEPT): RetentionLine {
  const { total, due: dueCount, oldestAt } = counted;
  return { kind, total, dueCount, oldestAt, kept };
}

/** Step by step: one that breaks off has done what it has done, and the next goes on from there. */
async function apply(deps: Deps, who: Who): Promise<RetentionApplied> {
  const cut = await deps.db.read((q) => cutOf(deps, q));
  await deps.db.read((q) => requireBelievedClock(q, cut.now));
  const charts = await eraseCharts(deps, who, cut);
  const gone: RetentionApplied['gone'] = [{ kind: 'charts', count: charts }];
  for (const kind of repo.ROW_KINDS) gone.push({ kind, count: await deleteRows(deps, { who, kind, cut }) });
  for (const kind of LEFTOVER_KINDS) gone.push({ kind, count: await deps.leftovers.dropOld(who, kind) });
  await deps.erasure.wipeLog();
  if (charts > 0) await deps.erasure.renewFiles(who);
  return { appliedAt: cut.now, gone: gone.filter(({ count }) => count > 0) };
}

async function eraseCharts(deps: Deps, who: Who, cut: repo.Cut): Promise<number> {
  let count = 0;
  /** Somebody has booked or forbidden it since it was looked at; they are in the next report. */
  const refused = new Set<PatientId>();
  for (;;) {
    const limit = CHARTS_AT_ONCE + refused.size;
    const found = await deps.db.read((q) => repo.findDueCharts(q, cut, limit));
    const due = found.filter((id) => !refused.has(id));
    if (due.length === 0) return count;
    for (const patientId of due) {
      try {
        await deps.db.transact((tx) =>
          deps.erasure.erase(tx, { patientId, who, subtype: 'retention.erase' }),
        );
        count += 1;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        refused.add(patientId);
      }
    }
  }
}

async function deleteRows(
  deps: Deps,
  what: { readonly who: Who; readonly kind: repo.RowKind; readonly cut: repo.Cut },
): Promise<number> {
  const { who, kind, cut } = what;
  let count = 0;
  for (;;) {
    const deleted = await deps.db.transact(async ({ q }) => {
      const some = await repo.deleteSome(q, kind, { cut, limit: ROWS_AT_ONCE });
      const object = { objectType: kind, reason: `${some}` };
      if (some > 0) {
        const line = { action: 'D', subtype: 'retention.delete', ...object } as const;
        await recordAudit(q, { who, at: deps.clock.now() }, line);
      }
      return some;
    });
    count += deleted;
    if (deleted < ROWS_AT_ONCE) return count;
  }
}
