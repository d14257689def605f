import type { EditOwnContact, EditPatient, PatientDto } from '../../../shared/contracts/patients.ts';
import { nameKeyOf, searchTextOf } from '../../../shared/domain/patient-search-text.ts';
import { AppError } from '../../../shared/errors.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Transaction } from '../../db/transact.ts';
import { authorize, ownChartFor } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import { assertBirthDate } from './open-chart.ts';
import type { PatientDeps } from './patient-deps.ts';
import { toPatientDto } from './patients.presenter.ts';
import * as repo from './patients.repo.ts';

export async function editPatient(deps: PatientDeps, actor: Actor, input: EditPatient): Promise<PatientDto> {
  authorize(actor, 'patient.edit', { patientId: input.id });
  return deps.db.transact((tx) => edit(deps, tx, { actor, subtype: 'patient.edit', ...input }));
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

export type Edit = EditPatient & { readonly actor: Actor; readonly subtype: string };

/** In the caller's transaction, for somebody whose right to it has been settled. */
export async function edit(deps: PatientDeps, tx: Transaction, what: Edit): Promise<PatientDto> {
  const { actor, id, expectedVersion } = what;
  const before = await repo.findPatient(tx.q, id);
  if (before === undefined) throw new AppError('not_found');
  const hasAccount = await repo.hasAccount(tx.q, id);
  if (before.version !== expectedVersion) {
    throw new AppError('stale_version', { current: toPatientDto(actor, before, hasAccount) });
  }
  const { changes, changedFields } = differencesFrom(before, what.changes);
  if (changedFields.length === 0) return toPatientDto(actor, before, hasAccount);
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
      changedFields,
    },
  );
  tx.emit({ type: 'patient.changed', id, version: row.version });
  return toPatientDto(actor, row, hasAccount);
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
