import type {
  AuditPage,
  ChartAccessPage,
  ListAudit,
  ListChartAccess,
  ListOwnAudit,
  ListUnrelatedReads,
} from '../../../shared/contracts/audit.ts';
import type { PatientId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { dayBounds } from '../../../shared/time/clinic-zone.ts';
import type { Query } from '../../db/transact.ts';
import { chartsOfPerson } from '../../db/merged-charts.ts';
import { authorize, ownChartFor } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AuditDeps } from './audit.deps.ts';
import { accountIn, presentAccess, presentLine } from './audit.presenter.ts';
import { recordAudit } from './audit.repo.ts';
import { type Found, lookThrough } from './look-through.ts';
import * as repo from './read-audit.repo.ts';
import { pickUnrelated } from './unrelated-reads.ts';

/** The whole trail, for the admin. That it was looked at is a line in it. */
export async function listAudit(deps: AuditDeps, actor: Actor, input: ListAudit): Promise<AuditPage> {
  authorize(actor, 'audit.read');
  const { userId, type, outcome, action, chartNumber } = input;
  await noteReading(deps, actor, { subtype: 'audit.list', cursor: input.cursor });
  const charts = chartNumber === undefined ? undefined : await chartsNumbered(deps, chartNumber);
  const found = await lookThrough(deps.db, {
    ...input,
    looked: { personId: userId, charts, type, outcome, ...(await periodOf(deps, input)) },
    pick: (_, rows) =>
      rows.filter(
        (row) =>
          (userId === undefined || row.userId === userId || accountIn(row) === userId) &&
          (type === undefined || row.type === type) &&
          (outcome === undefined || row.outcome === outcome) &&
          (action === undefined || row.action === action),
      ),
  });
  return present(deps, found);
}

/** The charts of the person one of whose has this number; none where nobody has it. */
function chartsNumbered(deps: AuditDeps, chartNumber: number): Promise<PatientId[]> {
  return deps.db.read(async (q) => {
    const id = await repo.findPatientId(q, chartNumber);
    return id === undefined ? [] : chartsOfPerson(q, id);
  });
}

/** What one has done oneself. */
export async function listOwnAudit(deps: AuditDeps, actor: Actor, input: ListOwnAudit): Promise<AuditPage> {
  const { userId } = actor;
  authorize(actor, 'audit.readOwn', { userId });
  const looked = { userId, ...(await periodOf(deps, input)) };
  return present(deps, await lookThrough(deps.db, { ...input, looked, pick: (_, rows) => rows }));
}

/** Who else was at the chart of the one who asks. */
export async function listChartAccess(
  deps: AuditDeps,
  actor: Actor,
  input: ListChartAccess,
): Promise<ChartAccessPage> {
  const patientId = ownChartFor(actor, 'audit.readOwnChart');
  const charts = await deps.db.read((q) => chartsOfPerson(q, patientId));
  const found = await lookThrough(deps.db, {
    ...input,
    looked: { charts },
    pick: (_, rows) => rows.filter((row) => row.userId !== actor.userId),
  });
  const names = await deps.db.read((q) => repo.namesOf(q, idsIn(found.rows, 'userId')));
  return { items: found.rows.map((row) => presentAccess(row, names)), nextCursor: found.nextCursor };
}

/** Charts that were opened by somebody who had nothing to do with the patient then. */
export async function listUnrelatedReads(
  deps: AuditDeps,
  actor: Actor,
  input: ListUnrelatedReads,
): Promise<AuditPage> {
  authorize(actor, 'audit.read');
  await noteReading(deps, actor, { subtype: 'audit.withoutRelation', cursor: input.cursor });
  const looked = await periodOf(deps, input);
  return present(deps, await lookThrough(deps.db, { ...input, looked, pick: pickUnrelated }));
}

/** Once for each look, not for each page of it. */
async function noteReading(
  deps: AuditDeps,
  actor: Actor,
  what: { subtype: string; cursor: string | undefined },
): Promise<void> {
  if (what.cursor !== undefined) return;
  const at = deps.clock.now();
  const entry = { action: 'R', subtype: what.subtype, purpose: 'HSYSADMIN' } as const;
  await deps.db.transact(({ q }) => recordAudit(q, { who: actor, at }, entry));
}

async function periodOf(deps: AuditDeps, { from, to }: { from?: string; to?: string }) {
  const { settings } = await deps.db.read((q) => deps.clinic.current(q));
  return {
    from: from === undefined ? undefined : dayBounds(from as CivilDate, settings.timeZone).start,
    before: to === undefined ? undefined : dayBounds(to as CivilDate, settings.timeZone).end,
  };
}

async function present(deps: AuditDeps, found: Found): Promise<AuditPage> {
  const known = await deps.db.read(async (q: Query) => ({
    names: await repo.namesOf(q, [...idsIn(found.rows, 'userId'), ...accountsIn(found.rows)]),
    chartNumbers: await repo.chartNumbersOf(q, idsIn(found.rows, 'patientId')),
  }));
  const { nextCursor, lookedBackTo } = found;
  return { items: found.rows.map((row) => presentLine(row, known)), nextCursor, lookedBackTo };
}

function accountsIn(rows: readonly repo.AuditRow[]): string[] {
  return [...new Set(rows.flatMap((row) => accountIn(row) ?? []))];
}

function idsIn(rows: readonly repo.AuditRow[], key: 'userId' | 'patientId'): string[] {
  return [...new Set(rows.flatMap((row) => row[key] ?? []))];
}
