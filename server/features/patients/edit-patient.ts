import type { EditOwnContact, EditPatient, PatientDto } from '../../../shared/contracts/patients.ts';
import { nameKeyOf, searchTextOf } from '../../../shared/domain/patient-search-text.ts';
import { AppError } from '../../../shared/errors.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Transaction } from '../../db/transact.ts';
import { ownChartFor, requireGrant } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import { assertBirthDate } from './open-chart.ts';
import type { PatientDeps } from './patient-deps.ts';
import { toPatientDto } from './patients.presenter.ts';
import * as repo from './patients.repo.ts';

export async function editPatient(deps: PatientDeps, actor: Actor, input: EditPatient): Promise<PatientDto> {
  const action = 'patient.edit';
  return deps.db.transact(async (tx) => {
    const asker = { actor, now: deps.clock.now() };
    await requireGrant(tx.q, asker, { action, subject: { patientId: input.id } });
    return await edit(deps, tx, { actor, subtype: action, ...input });
  });
}

export async function editOwnContact(
  deps: PatientDeps,
  actor: Actor,
  input: EditOwnContact,
): Promise<PatientDto> {
  const action = 'patient.editOwnContact';
  const what = { actor, subtype: action, id: ownChartFor(actor, action), ...input };
  return deps.db.transact((tx) => edit(deps, tx, what));
}

export type ChartChange = EditPatient & {
  readonly actor: Actor;
  readonly subtype: string;
  /** Names of what the caller changes beside the chart's own fields, in the same transaction. */
  readonly otherFields?: readonly string[];
};

/** In the caller's transaction, for somebody whose right to it has been settled. */
export async function edit(deps: PatientDeps, tx: Transaction, what: ChartChange): Promise<PatientDto> {
  const row = await changeChart(deps, tx, what);
  return toPatientDto(what.actor, row, await repo.hasAccount(tx.q, row.id));
}

/** Writes what differs and raises the chart's version; without any difference nothing happens. */
export async function changeChart(
  deps: PatientDeps,
  tx: Transaction,
  what: ChartChange,
): Promise<repo.PatientRow> {
  const { actor, id, expectedVersion, otherFields = [] } = what;
  const before = await repo.findPatient(tx.q, id);
  if (before === undefined) throw new AppError('not_found');
  if (before.version !== expectedVersion) {
    const hasAccount = await repo.hasAccount(tx.q, id);
    throw new AppError('stale_version', { current: toPatientDto(actor, before, hasAccount) });
  }
  if (before.mergedInto !== null) throw new AppError('chart_closed');
  const { changes, changedFields } = differencesFrom(before, what.changes);
  if (changedFields.length + otherFields.length === 0) return before;
  if (changes.birthDate !== undefined) await assertBirthDate(deps, tx.q, changes.birthDate);

  const at = deps.clock.now();
  const after = { ...before, ...changes };
  const derived = { nameKey: nameKeyOf(after), searchText: searchTextOf(after), updatedAt: at };
  await repo.updatePatient(tx.q, { id, expectedVersion }, { ...changes, ...derived });
  const row = { ...after, ...derived, version: before.version + 1 };
  await recordAudit(
    tx.q,
    { who: actor, at },
    {
      action: 'U',
      subtype: what.subtype,
      patientId: id,
      objectType: 'patient',
      objectId: id,
      objectVersion: row.version,
      changedFields: [...changedFields, ...otherFields],
    },
  );
  tx.emit({ type: 'patient.changed', id, version: row.version });
  return row;
}

function differencesFrom(before: repo.PatientRow, wanted: EditPatient['changes']) {
  const { needsInterpreter, birthDate, ...plain } = wanted;
  const columns: Partial<NewRow<'patient'>> = {
    ...plain,
    ...(birthDate !== undefined && { birthDate: birthDate as CivilDate }),
    ...(needsInterpreter !== undefined && { needsInterpreter: needsInterpreter ? 1 : 0 }),
  };
  const changed = Object.entries(columns).filter(
    ([key, value]) => value !== undefined && before[key as keyof repo.PatientRow] !== value,
  );
  const changes = Object.fromEntries(changed) as Partial<repo.PatientRow>;
  return { changes, changedFields: Object.keys(changes) };
}
