import { nameKeyOf, searchTextOf } from '../../../shared/domain/patient-search-text.ts';
import { AppError } from '../../../shared/errors.ts';
import type {
  AppointmentId,
  AppointmentTypeId,
  DoctorId,
  PatientId,
  SpecializationId,
} from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { fromDatabaseError } from '../../db/db-errors.ts';
import type { Query } from '../../db/transact.ts';
import type { Ids } from '../../lib/ids.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { DoctorRecord, Finding, ImportRecord, PatientRecord, VisitRecord } from './import-types.ts';
import * as repo from './imports.repo.ts';

export type WriteContext = { readonly source: string; readonly now: Instant; readonly ids: Ids };

export type Written = {
  readonly outcome: 'created' | 'unchanged' | 'refused';
  readonly findings: readonly Finding[];
};

const UNCHANGED: Written = { outcome: 'unchanged', findings: [] };
const CREATED: Written = { outcome: 'created', findings: [] };

/** Brings one record in, unless it is there already. Refusals come back as findings; nothing of them is written. */
export async function writeRecord(q: Query, context: WriteContext, record: ImportRecord): Promise<Written> {
  switch (record.kind) {
    case 'patient':
      return writePatient(q, context, record);
    case 'doctor':
      return writeDoctor(q, context, record);
    case 'visit':
      return writeVisit(q, context, record);
  }
}

async function writePatient(q: Query, context: WriteContext, record: PatientRecord): Promise<Written> {
  const origin = { source: context.source, sourceId: record.sourceId };
  if ((await repo.findPatient(q, origin)) !== undefined) return UNCHANGED;
  const { kind: _, idField, needsInterpreter, ...chart } = record;
  const nameKey = nameKeyOf(record);
  const twin = await repo.findSamePerson(q, { nameKey, birthDate: record.birthDate });
  const chartNumber = await repo.nextChartNumber(q);
  const id = context.ids.next<PatientId>();
  await repo.insertPatient(q, {
    ...chart,
    ...origin,
    id,
    chartNumber,
    needsInterpreter: needsInterpreter ? 1 : 0,
    nameKey,
    searchText: searchTextOf({ ...chart, chartNumber }),
    ...stampsOf(context),
  });
  await audit(q, context, { subtype: 'patient.import', objectType: 'patient', objectId: id, patientId: id });
  if (twin === undefined) return CREATED;
  const message = `may be the person of chart ${twin}: the same name and birth date`;
  return {
    outcome: 'created',
    findings: [{ severity: 'warning', field: idField, value: record.sourceId, message }],
  };
}

/** Without hours nobody can book them, so they stay inactive until the clinic gives them some. */
async function writeDoctor(q: Query, context: WriteContext, record: DoctorRecord): Promise<Written> {
  const origin = { source: context.source, sourceId: record.sourceId };
  if ((await repo.findDoctor(q, origin)) !== undefined) return UNCHANGED;
  const { name, specialization } = record;
  const practice =
    specialization === null
      ? undefined
      : await repo.specializationNamed(q, { id: context.ids.next<SpecializationId>(), name: specialization });
  const id = context.ids.next<DoctorId>();
  const flags = { isActive: 0, isOverbookingAllowed: 0 } as const;
  await repo.insertDoctor(q, { id, name, ...flags, ...origin, ...stampsOf(context) }, practice);
  await audit(q, context, { subtype: 'doctor.import', objectType: 'doctor', objectId: id });
  return CREATED;
}

async function writeVisit(q: Query, context: WriteContext, record: VisitRecord): Promise<Written> {
  const { source } = context;
  if (await repo.hasVisit(q, { source, sourceId: record.sourceId })) return UNCHANGED;
  const patientId = await repo.findPatient(q, { source, sourceId: record.patientSourceId });
  const doctorId = await repo.findDoctor(q, { source, sourceId: record.doctorSourceId });
  if (patientId === undefined || doctorId === undefined)
    return unknownReference(record, { patientId, doctorId });
  const id = context.ids.next<AppointmentId>();
  try {
    await repo.insertVisit(q, {
      id,
      doctorId,
      patientId,
      roomId: null,
      appointmentTypeId: await typeOf(q, context, record.typeName),
      startsAt: record.startsAt,
      endsAt: record.endsAt,
      busyStart: record.startsAt,
      busyEnd: record.endsAt,
      status: 'completed',
      statusSince: record.endsAt,
      urgency: 'medium',
      reason: record.reason,
      source: 'import',
      importSource: source,
      sourceId: record.sourceId,
      isOverride: 0,
      isOffHours: 0,
      isFirstVisit: 0,
      endedAt: record.endsAt,
      isLateCancel: 0,
      sequence: 0,
      ...stampsOf(context),
    });
  } catch (error) {
    return await overlapping(q, record, { doctorId, patientId, error: fromDatabaseError(error) });
  }
  await audit(q, context, {
    subtype: 'appointment.import',
    objectType: 'appointment',
    objectId: id,
    patientId,
  });
  return CREATED;
}

function unknownReference(
  record: VisitRecord,
  found: { patientId: PatientId | undefined; doctorId: DoctorId | undefined },
): Written {
  const unknown = (field: string, value: string, who: string): Finding => ({
    severity: 'error',
    field,
    value,
    message: `is no ${who} that was brought in`,
  });
  const { fields, patientSourceId, doctorSourceId } = record;
  return {
    outcome: 'refused',
    findings: [
      ...(found.patientId === undefined ? [unknown(fields.patient, patientSourceId, 'patient')] : []),
      ...(found.doctorId === undefined ? [unknown(fields.doctor, doctorSourceId, 'doctor')] : []),
    ],
  };
}

/** Which visit is in the way; any other trouble is not the row's and goes on up. */
async function overlapping(
  q: Query,
  record: VisitRecord,
  at: { doctorId: DoctorId; patientId: PatientId; error: unknown },
): Promise<Written> {
  const code = at.error instanceof AppError ? at.error.code : undefined;
  if (code !== 'slot_taken' && code !== 'patient_busy') throw at.error;
  const isDoctor = code === 'slot_taken';
  const other = await repo.findOverlap(
    q,
    isDoctor ? { doctorId: at.doctorId } : { patientId: at.patientId },
    { start: record.startsAt, end: record.endsAt },
  );
  const which =
    other === undefined ? '' : ` (${other.sourceId ?? 'booked here'}, ${other.startsAt} to ${other.endsAt})`;
  const message = `overlaps another visit of the ${isDoctor ? 'doctor' : 'patient'}${which}`;
  const value = `${record.startsAt} to ${record.endsAt}`;
  return {
    outcome: 'refused',
    findings: [{ severity: 'error', field: record.fields.start, value, message }],
  };
}

/** A type that only imported visits have: nobody books it. */
function typeOf(q: Query, context: WriteContext, name: string): Promise<AppointmentTypeId> {
  return repo.typeNamed(q, {
    id: context.ids.next<AppointmentTypeId>(),
    name,
    durationMin: 15,
    bufferBeforeMin: 0,
    bufferAfterMin: 0,
    color: 'slate',
    isOnline: 0,
    isActive: 0,
    ...stampsOf(context),
  });
}

function stampsOf({ now }: WriteContext) {
  return { version: 1, createdAt: now, updatedAt: now } as const;
}

async function audit(
  q: Query,
  { now, source }: WriteContext,
  entry: { subtype: string; objectType: string; objectId: string; patientId?: PatientId },
): Promise<void> {
  await recordAudit(q, { who: null, at: now }, { action: 'C', objectVersion: 1, reason: source, ...entry });
}
