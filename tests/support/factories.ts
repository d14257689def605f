import { v7 } from 'uuid';
import { nameKeyOf, searchTextOf } from '../../shared/domain/patient-search-text.ts';
import type { Role } from '../../shared/domain/roles.ts';
import type {
  AppointmentId,
  AppointmentTypeId,
  BreakGlassId,
  DoctorId,
  PasskeyId,
  PatientId,
  RoomId,
  SpecializationId,
  UserId,
} from '../../shared/ids.ts';
import type { CivilDate, LocalTime } from '../../shared/time/civil-date.ts';
import { addMinutes, type Instant, toInstant } from '../../shared/time/instant.ts';
import type { NewRow } from '../../server/db/schema.ts';
import type { Query } from '../../server/db/transact.ts';

/** Rows a test needs to be there already, written past the services. */
const STAMP = toInstant('2026-01-05T08:00:00Z');
const STAMPS = { version: 1, createdAt: STAMP, updatedAt: STAMP } as const;

function nextId<T extends string>(): T {
  return v7() as T;
}

export async function insertRoom(q: Query, name: string): Promise<RoomId> {
  const id = nextId<RoomId>();
  await q.insertInto('room').values({ id, name, isActive: 1 }).execute();
  return id;
}

/** A doctor at work from Monday to Friday, 09:00 to 17:00 on the clinic's clock, unless told otherwise. */
export async function insertDoctor(
  q: Query,
  doctor: Partial<NewRow<'doctor'>> & { weekdays?: readonly number[]; from?: string; to?: string } = {},
): Promise<DoctorId> {
  const { weekdays = [1, 2, 3, 4, 5], from = '09:00', to = '17:00', ...row } = doctor;
  const id = row.id ?? nextId<DoctorId>();
  await q
    .insertInto('doctor')
    .values({
      name: 'Dr. Ana Ruiz',
      bio: null,
      feeMinor: null,
      roomId: null,
      isActive: 1,
      isOverbookingAllowed: 1,
      source: null,
      sourceId: null,
      ...STAMPS,
      ...row,
      id,
    })
    .execute();
  for (const weekday of weekdays) {
    await q
      .insertInto('weeklyHours')
      .values({
        doctorId: id,
        weekday,
        kind: 'open',
        startTime: from as LocalTime,
        endTime: to as LocalTime,
        validFrom: '2020-01-01' as CivilDate,
        validTo: null,
      })
      .execute();
  }
  return id;
}

export async function insertType(
  q: Query,
  type: Partial<NewRow<'appointmentType'>> & { doctorIds?: readonly DoctorId[] } = {},
): Promise<AppointmentTypeId> {
  const { doctorIds = [], ...row } = type;
  const id = row.id ?? nextId<AppointmentTypeId>();
  await q
    .insertInto('appointmentType')
    .values({
      name: 'Consultation',
      durationMin: 30,
      bufferBeforeMin: 0,
      bufferAfterMin: 0,
      color: 'teal',
      isOnline: 1,
      isActive: 1,
      ...STAMPS,
      ...row,
      id,
    })
    .execute();
  for (const doctorId of doctorIds) {
    await q.insertInto('doctorAppointmentType').values({ doctorId, appointmentTypeId: id }).execute();
  }
  return id;
}

export async function insertPatient(
  q: Query,
  patient: Partial<Omit<NewRow<'patient'>, 'birthDate'>> & { birthDate?: string } = {},
): Promise<PatientId> {
  const { last } = await q
    .selectFrom('patient')
    .select((eb) => eb.fn.max('chartNumber').as('last'))
    .executeTakeFirstOrThrow();
  const fields = {
    id: nextId<PatientId>(),
    chartNumber: Math.max(1001, (last ?? 0) + 1),
    givenName: 'Maria',
    familyName: 'Lopez',
    birthDate: '1980-04-12',
    phone: null,
    ...patient,
  };
  const row: NewRow<'patient'> = {
    sex: 'unknown',
    email: null,
    address: null,
    language: null,
    needsInterpreter: 0,
    deskNote: null,
    source: null,
    sourceId: null,
    ...STAMPS,
    ...fields,
    birthDate: fields.birthDate as CivilDate,
    nameKey: nameKeyOf(fields),
    searchText: searchTextOf(fields),
  };
  await q.insertInto('patient').values(row).execute();
  return row.id;
}

export async function insertUser(
  q: Query,
  user: { name: string; email: string; role: Role; passwordHash: string } & Partial<NewRow<'appUser'>>,
): Promise<UserId> {
  const id = nextId<UserId>();
  await q
    .insertInto('appUser')
    .values({ isActive: 1, doctorId: null, patientId: null, ...STAMPS, ...user, id })
    .execute();
  return id;
}

/** A visit as it stands in the database; the overlap rules of the database hold. */
export async function insertVisit(
  q: Query,
  visit: {
    doctorId: DoctorId;
    patientId: PatientId;
    appointmentTypeId: AppointmentTypeId;
    startsAt: string;
    minutes?: number;
  } & Partial<Omit<NewRow<'appointment'>, 'startsAt'>>,
): Promise<AppointmentId> {
  const { startsAt: start, minutes = 30, ...row } = visit;
  const startsAt: Instant = toInstant(start);
  const endsAt = addMinutes(startsAt, minutes);
  const id = nextId<AppointmentId>();
  await q
    .insertInto('appointment')
    .values({
      roomId: null,
      endsAt,
      busyStart: startsAt,
      busyEnd: endsAt,
      status: 'booked',
      statusSince: STAMP,
      urgency: 'medium',
      reason: '',
      source: 'desk',
      importSource: null,
      sourceId: null,
      isOverride: 0,
      isOffHours: 0,
      overrideReason: null,
      isFirstVisit: 0,
      confirmedAt: null,
      arrivedAt: null,
      checkedInAt: null,
      inRoomAt: null,
      withDoctorAt: null,
      endedAt: null,
      cancelCode: null,
      cancelNote: null,
      isLateCancel: 0,
      sequence: 0,
      createdBy: null,
      ...STAMPS,
      ...row,
      id,
      startsAt,
    })
    .execute();
  return id;
}

export async function insertAssignedDoctor(
  q: Query,
  of: { patientId: PatientId; doctorId: DoctorId; holdsUntil: Instant | null },
): Promise<void> {
  await q
    .insertInto('assignedDoctor')
    .values({ ...of, assignedAt: STAMP, endsOn: null })
    .execute();
}

/** A chart opened with a reason, for half an hour, past the password. */
export async function insertBreakGlass(
  q: Query,
  glass: Pick<NewRow<'breakGlass'>, 'userId' | 'patientId' | 'openedAt'> & Partial<NewRow<'breakGlass'>>,
): Promise<BreakGlassId> {
  const id = glass.id ?? nextId<BreakGlassId>();
  const review = { firstReadAt: null, reviewedAt: null, reviewedBy: null, reviewNote: null };
  const expiresAt = addMinutes(glass.openedAt, 30);
  const row = { ...review, reason: 'Covering for a colleague', version: 1, expiresAt, ...glass, id };
  await q.insertInto('breakGlass').values(row).execute();
  return id;
}

/** A passkey nobody holds the other half of. */
export async function insertPasskey(
  q: Query,
  passkey: Pick<NewRow<'passkey'>, 'userId'> & Partial<NewRow<'passkey'>>,
): Promise<PasskeyId> {
  const id = passkey.id ?? nextId<PasskeyId>();
  const key = { credentialId: v7(), hostName: 'desk.clinic.test', publicKey: Buffer.from('key'), counter: 0 };
  const row = { ...key, transports: '[]', name: 'Phone', createdAt: STAMP, lastUsedAt: null, ...passkey, id };
  await q.insertInto('passkey').values(row).execute();
  return id;
}

/** A field these doctors share. */
export async function insertSpecialization(
  q: Query,
  name: string,
  doctorIds: readonly DoctorId[],
): Promise<SpecializationId> {
  const id = nextId<SpecializationId>();
  await q.insertInto('specialization').values({ id, name }).execute();
  for (const doctorId of doctorIds)
    await q.insertInto('doctorSpecialization').values({ doctorId, specializationId: id }).execute();
  return id;
}
