import type {
  EditOwnContact,
  EditPatient,
  FindPatients,
  FoundPatients,
  ListPatients,
  PatientDto,
  PatientPage,
  RegisterPatientAtDesk,
} from '../../../shared/contracts/patients.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import { AppError } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import { decodeCursor, toPage } from '../../lib/cursor.ts';
import { ownChartFor, requireGrant } from '../../policy/decide.ts';
import { scopeFor } from '../../policy/scope.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import { type ChartChange, changeChart, edit, editOwnContact, editPatient } from './edit-patient.ts';
import { searchPatients } from './find-patients.repo.ts';
import { openChart, registerAtDesk } from './open-chart.ts';
import { parsePatientQuery } from './patient-query.ts';
import type { PatientDeps } from './patient-deps.ts';
import { toPatientDto, toSummary } from './patients.presenter.ts';
import * as repo from './patients.repo.ts';

export type PatientsService = ReturnType<typeof createPatients>;

/** Charts: who a patient is and how they are reached. */
export function createPatients(deps: PatientDeps) {
  return {
    register: (actor: Actor, input: RegisterPatientAtDesk): Promise<PatientDto> =>
      registerAtDesk(deps, actor, input),
    /** A new chart in the caller's transaction, for somebody who makes their own account. */
    openChart: openChart.bind(null, deps),
    edit: (actor: Actor, input: EditPatient): Promise<PatientDto> => editPatient(deps, actor, input),
    /** A correction the desk has accepted, in the caller's transaction. */
    correct: (tx: Transaction, what: ChartChange): Promise<PatientDto> => edit(deps, tx, what),
    editOwnContact: (actor: Actor, input: EditOwnContact): Promise<PatientDto> =>
      editOwnContact(deps, actor, input),
    /** In the caller's transaction, for those who keep more of a patient than the chart's head. */
    changeChart: (tx: Transaction, what: ChartChange): Promise<repo.PatientRow> =>
      changeChart(deps, tx, what),
    findChart: (q: Query, id: PatientId): Promise<repo.PatientRow | undefined> => repo.findPatient(q, id),
    /** The chart as this reader may see it. */
    present: async (q: Query, actor: Actor, row: repo.PatientRow): Promise<PatientDto> =>
      toPatientDto(actor, row, await repo.hasAccount(q, row.id)),
    /** The person has another chart: this one stays readable, is found no more and takes nothing in. */
    closeChart: (tx: Transaction, row: repo.PatientRow, into: PatientId): Promise<void> =>
      closeChart(deps, tx, { row, into }),
    get: (actor: Actor, id: PatientId): Promise<PatientDto> =>
      getChart(deps, actor, { id, action: 'patient.read' }),
    own: (actor: Actor): Promise<PatientDto> => getOwnChart(deps, actor),
    list: (actor: Actor, input: ListPatients): Promise<PatientPage> => list(deps, actor, input),
    find: (actor: Actor, input: FindPatients): Promise<FoundPatients> => find(deps, actor, input),
  };
}

function getChart(
  deps: PatientDeps,
  actor: Actor,
  wanted: { id: PatientId; action: PolicyAction },
): Promise<PatientDto> {
  const { id, action } = wanted;
  const at = deps.clock.now();
  return deps.db.transact(async ({ q }) => {
    const row = await repo.findPatient(q, id);
    if (row === undefined) throw new AppError('not_found');
    await requireGrant(q, { actor, now: at }, { action, subject: { patientId: id } });
    const what = { patientId: id, objectType: 'patient', objectId: id, objectVersion: row.version };
    await recordAudit(q, { who: actor, at }, { action: 'R', subtype: 'patient.get', ...what });
    return toPatientDto(actor, row, await repo.hasAccount(q, id));
  });
}

async function closeChart(
  deps: PatientDeps,
  tx: Transaction,
  { row, into }: { row: repo.PatientRow; into: PatientId },
): Promise<void> {
  const key = { id: row.id, expectedVersion: row.version };
  await repo.updatePatient(tx.q, key, { mergedInto: into, updatedAt: deps.clock.now() });
  tx.emit({ type: 'patient.changed', id: row.id, version: row.version + 1 });
}

async function getOwnChart(deps: PatientDeps, actor: Actor): Promise<PatientDto> {
  const action = 'patient.readOwn';
  return getChart(deps, actor, { id: ownChartFor(actor, action), action });
}

async function list(deps: PatientDeps, actor: Actor, input: ListPatients): Promise<PatientPage> {
  const scope = scopeFor({ actor, now: deps.clock.now() }, 'patient.find');
  const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor, 3);
  const rows = await deps.db.read((q) => repo.listPatients(q, { scope, after, limit: input.limit + 1 }));
  const keys = (row: (typeof rows)[number]) => [row.nameKey, row.birthDate, row.chartNumber];
  return toPage(rows, input.limit, { item: toSummary, keys });
}

async function find(deps: PatientDeps, actor: Actor, input: FindPatients): Promise<FoundPatients> {
  const scope = scopeFor({ actor, now: deps.clock.now() }, 'patient.find');
  const terms = parsePatientQuery(input.query);
  if (terms.length === 0) return { items: [] };
  const rows = await deps.db.read((q) => searchPatients(q, { terms, scope, limit: input.limit }));
  return { items: rows.map(toSummary) };
}
