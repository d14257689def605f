import type { PatientDto, RegisterPatientAtDesk } from '../../../shared/contracts/patients.ts';
import { nameKeyOf, searchTextOf } from '../../../shared/domain/patient-search-text.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import { once } from '../../db/idempotency.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { PatientDeps } from './patient-deps.ts';
import { toPatientDto, toSummary } from './patients.presenter.ts';
import * as repo from './patients.repo.ts';

type NewChart = {
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate: string;
  readonly sex?: repo.PatientRow['sex'];
  readonly phone?: string;
  readonly email?: string;
};

const EARLIEST_BIRTH = '1880-01-01';

/** Once per request id. A likely second chart of one person is refused until the desk has said it is another. */
export async function registerAtDesk(
  deps: PatientDeps,
  actor: Actor,
  input: RegisterPatientAtDesk,
): Promise<PatientDto> {
  authorize(actor, 'patient.register');
  const { requestId, isNotDuplicate, ...fields } = input;
  return deps.db.transact((tx) => {
    const at = deps.clock.now();
    const call = { actorId: actor.userId, requestId, operation: 'patients.register', input, at };
    return once(tx.q, call, async () => {
      if (!isNotDuplicate) await refuseDuplicate(tx.q, fields);
      const row = await insertChart(deps, tx, fields);
      await recordAudit(tx.q, { who: actor, at }, creationOf(row));
      return toPatientDto(actor, row, false);
    });
  });
}

/** A new chart in the caller's transaction. It joins no other one: only the desk, seeing an ID, may do that. */
export async function openChart(deps: PatientDeps, tx: Transaction, fields: NewChart): Promise<PatientId> {
  const row = await insertChart(deps, tx, fields);
  await recordAudit(tx.q, { who: null, at: row.createdAt }, creationOf(row));
  return row.id;
}

/** Nobody is born tomorrow, and the oldest living person was not born before this. */
export async function assertBirthDate(deps: PatientDeps, q: Query, birthDate: string): Promise<CivilDate> {
  const { settings } = await deps.clinic.current(q);
  if (birthDate > civilDateOf(deps.clock.now(), settings.timeZone)) {
    throw invalidField('birthDate', 'lies in the future');
  }
  if (birthDate < EARLIEST_BIRTH) throw invalidField('birthDate', 'lies too far back');
  return birthDate as CivilDate;
}

async function refuseDuplicate(q: Query, fields: NewChart): Promise<void> {
  const matches = await repo.listSamePerson(q, nameKeyOf(fields), fields.birthDate as CivilDate);
  if (matches.length > 0) throw new AppError('duplicate_patient', { matches: matches.map(toSummary) });
}

async function insertChart(deps: PatientDeps, tx: Transaction, fields: NewChart): Promise<repo.PatientRow> {
  const birthDate = await assertBirthDate(deps, tx.q, fields.birthDate);
  const chartNumber = await repo.nextChartNumber(tx.q);
  const at = deps.clock.now();
  const { givenName, familyName, sex = 'unknown', phone = null, email = null } = fields;
  const row = {
    id: deps.ids.next<PatientId>(),
    chartNumber,
    givenName,
    familyName,
    birthDate,
    sex,
    phone,
    email,
    address: null,
    language: null,
    needsInterpreter: 0,
    deskNote: null,
    owedMinor: 0,
    nameKey: nameKeyOf(fields),
    searchText: searchTextOf({ givenName, familyName, birthDate, phone, chartNumber }),
    source: null,
    sourceId: null,
    erasedAt: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
    mergedInto: null,
  } satisfies repo.PatientRow;
  await repo.insertPatient(tx.q, row);
  tx.emit({ type: 'patient.changed', id: row.id, version: row.version });
  return row;
}

function creationOf(row: repo.PatientRow) {
  return {
    action: 'C',
    subtype: 'patient.register',
    patientId: row.id,
    objectType: 'patient',
    objectId: row.id,
    objectVersion: row.version,
  } as const;
}
