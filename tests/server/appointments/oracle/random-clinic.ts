import type { Query } from '../../../../server/db/transact.ts';
import type { DoctorId, PatientId, RoomId } from '../../../../shared/ids.ts';
import type { CivilDate, LocalTime } from '../../../../shared/time/civil-date.ts';
import { fromEpochMs } from '../../../../shared/time/instant.ts';
import {
  insertAssignedDoctor,
  insertDoctor,
  insertPatient,
  insertRoom,
  insertType,
} from '../../../support/factories.ts';
import type { SeededRandom } from '../../../support/seeded-random.ts';
import { startClinic, type TestClinic } from '../../../support/start-clinic.ts';
import type { OracleDoctor, OracleShape, OracleType } from './oracle.ts';
import { DAY, WallClock } from '../../../support/wall-clock.ts';

/** A clinic in the database and the same clinic as the oracle knows it. */
export type RandomClinic = {
  readonly clinic: TestClinic;
  readonly shape: OracleShape;
  readonly doctorIds: readonly DoctorId[];
  readonly patientIds: readonly PatientId[];
  readonly typeIds: readonly string[];
  readonly roomIds: readonly RoomId[];
  /** The Monday its first history begins on, UTC. */
  readonly firstMonday: number;
};

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'Pacific/Auckland',
] as const;

export async function makeRandomClinic(random: SeededRandom, weeks: number): Promise<RandomClinic> {
  const zone = random.pick(ZONES);
  const settings = {
    timeZone: zone,
    staffGridMin: random.pick([5, 5, 10] as const),
    patientGridMin: random.pick([15, 20] as const),
    noticeMin: random.pick([0, 60, 240]),
    horizonDays: random.pick([3, 90]),
    isOverbookingAllowed: random.chance(0.7),
  };
  const clinic = await startClinic({ settings });
  const firstMonday = Date.UTC(2026, 0, 5) + random.below(100) * 7 * DAY;
  return await clinic.db.transact(async ({ q }) => {
    const { room, patient, otherPatient } = clinic.cast;
    const spareRoom = await insertRoom(q, 'Spare room');
    const thirdPatient = await insertPatient(q, { givenName: 'Third' });
    const patientIds = [patient, otherPatient, thirdPatient];
    const doctors = await writeDoctors(q, random, { clinic, room, firstMonday, weeks });
    // Whom a doctor may book for is another test's: here all know all.
    for (const doctorId of [clinic.cast.doctor, clinic.cast.otherDoctor]) {
      for (const patientId of patientIds)
        await insertAssignedDoctor(q, { patientId, doctorId, holdsUntil: null });
    }
    const types = await writeTypes(q, random, doctors);
    const closedOn = dateOf(firstMonday + random.below(weeks * 7) * DAY) as CivilDate;
    await q
      .insertInto('clinicClosure')
      .values({ startsOn: closedOn, endsOn: closedOn, name: 'Holiday' })
      .execute();
    const shape: OracleShape = {
      clock: new WallClock(zone),
      doctors: new Map(doctors.map((doctor) => [doctor.id, doctor])),
      types: new Map(types.map((type) => [type.id, type])),
      closedDates: new Set([closedOn]),
      ...settings,
    };
    return {
      clinic,
      shape,
      doctorIds: doctors.map((doctor) => doctor.id as DoctorId),
      patientIds,
      typeIds: types.map((type) => type.id),
      roomIds: [room, spareRoom],
      firstMonday,
    };
  });
}

type Place = { clinic: TestClinic; room: RoomId; firstMonday: number; weeks: number };

/** Two with accounts and one without; the first and the third share a room. */
async function writeDoctors(q: Query, random: SeededRandom, place: Place): Promise<OracleDoctor[]> {
  const { clinic, room } = place;
  await q.deleteFrom('weeklyHours').execute();
  const third = await insertDoctor(q, {
    name: 'Dr. Third',
    roomId: room,
    weekdays: [],
    isActive: random.chance(0.9) ? 1 : 0,
    isOverbookingAllowed: random.chance(0.5) ? 1 : 0,
  });
  const facts = [
    { id: clinic.cast.doctor, roomId: room, isActive: true, isOverbookingAllowed: true },
    { id: clinic.cast.otherDoctor, roomId: null, isActive: true, isOverbookingAllowed: true },
  ];
  const row = await q.selectFrom('doctor').selectAll().where('id', '=', third).executeTakeFirstOrThrow();
  const all = [
    ...facts,
    {
      id: third,
      roomId: room,
      isActive: row.isActive === 1,
      isOverbookingAllowed: row.isOverbookingAllowed === 1,
    },
  ];
  const doctors: OracleDoctor[] = [];
  for (const doctor of all)
    doctors.push({ ...doctor, ...(await writeCalendar(q, random, { ...place, doctorId: doctor.id })) });
  return doctors;
}

async function writeCalendar(q: Query, random: SeededRandom, at: Place & { doctorId: DoctorId }) {
  const { doctorId } = at;
  const from = 60 * (7 + random.below(4));
  const span = { from, to: from + 60 * (3 + random.below(5)) };
  const pause = { from: from + 60, to: from + 60 + 15 * (1 + random.below(3)) };
  const hours: OracleDoctor['hours'][number][] = [];
  for (let weekday = 1; weekday <= 5; weekday++) {
    hours.push({ weekday, kind: 'open', ...span });
    if (random.chance(0.6)) hours.push({ weekday, kind: 'break', ...pause });
  }
  for (const { weekday, kind, from: start, to: end } of hours) {
    const times = { startTime: textOf(start), endTime: textOf(end) };
    const valid = { validFrom: '2020-01-01' as CivilDate, validTo: null };
    await q
      .insertInto('weeklyHours')
      .values({ doctorId, weekday, kind, ...times, ...valid })
      .execute();
  }
  const exceptions = new Map<string, { from: number; to: number }[]>();
  const timeOff: { from: number; to: number }[] = [];
  for (let week = 0; week < at.weeks; week++) {
    const monday = at.firstMonday + week * 7 * DAY;
    if (random.chance(0.3)) {
      const open = random.chance(0.5) ? [{ from: 14 * 60, to: 16 * 60 }] : [];
      exceptions.set(dateOf(monday + random.below(7) * DAY), open);
    }
    if (random.chance(0.3)) {
      // Off the five-minute raster on purpose.
      const start = monday + random.below(5 * 24 * 60) * 60_000;
      timeOff.push({ from: start, to: start + (20 + random.below(300)) * 60_000 });
    }
  }
  await writeExceptions(q, doctorId, exceptions);
  for (const off of timeOff) {
    const row = { startsAt: fromEpochMs(off.from), endsAt: fromEpochMs(off.to) };
    await q
      .insertInto('timeOff')
      .values({ doctorId, reason: '', ...row })
      .execute();
  }
  return { hours, exceptions, timeOff };
}

async function writeExceptions(
  q: Query,
  doctorId: DoctorId,
  exceptions: ReadonlyMap<string, { from: number; to: number }[]>,
): Promise<void> {
  for (const [date, open] of exceptions) {
    const key = { doctorId, date: date as CivilDate };
    const closed = { kind: 'closed' as const, startTime: null, endTime: null };
    const rows = open.map((o) => ({
      kind: 'open' as const,
      startTime: textOf(o.from),
      endTime: textOf(o.to),
    }));
    for (const row of rows.length === 0 ? [closed] : rows) {
      await q
        .insertInto('dateException')
        .values({ ...key, ...row })
        .execute();
    }
  }
}

async function writeTypes(
  q: Query,
  random: SeededRandom,
  doctors: readonly OracleDoctor[],
): Promise<OracleType[]> {
  const ids = doctors.map((doctor) => doctor.id as DoctorId);
  const kinds = [
    { name: 'Short', durationMin: 15, bufferBeforeMin: 0, bufferAfterMin: 0, isOnline: true, isActive: true },
    { name: 'Long', durationMin: 40, bufferBeforeMin: 5, bufferAfterMin: 10, isOnline: true, isActive: true },
    { name: 'Desk', durationMin: 25, bufferBeforeMin: 0, bufferAfterMin: 5, isOnline: false, isActive: true },
    {
      name: 'Ended',
      durationMin: 30,
      bufferBeforeMin: 0,
      bufferAfterMin: 0,
      isOnline: true,
      isActive: false,
    },
  ];
  const types: OracleType[] = [];
  for (const kind of kinds) {
    const doctorIds = random.chance(0.7) ? ids : ids.slice(0, 2);
    const id = await insertType(q, {
      ...kind,
      isOnline: kind.isOnline ? 1 : 0,
      isActive: kind.isActive ? 1 : 0,
      doctorIds,
    });
    types.push({ ...kind, id, doctorIds });
  }
  return types;
}

function dateOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

function textOf(minutes: number): LocalTime {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` as LocalTime;
}
