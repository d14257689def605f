import type { DoctorCalendar, WeeklyHours } from '../../../shared/domain/availability.ts';
import type { AppointmentTypeId, RoomId, SpecializationId } from '../../../shared/ids.ts';
import { addDays, type CivilDate, type LocalTime, weekdayOf } from '../../../shared/time/civil-date.ts';
import { dayBounds } from '../../../shared/time/clinic-zone.ts';
import { fromEpochMs, type Instant } from '../../../shared/time/instant.ts';
import type { Insert } from '../../db/bulk-insert.ts';
import {
  type DemoType,
  PRACTICES,
  SPECIALIZATIONS,
  type Specialization,
  TYPES,
  weekOf,
} from './clinic-shape.ts';
import { type DemoDoctor, makeDoctors } from './people.ts';
import type { SeededRandom } from './seeded-random.ts';

export type DemoShape = {
  readonly doctors: readonly DemoDoctor[];
  readonly practices: readonly (readonly Specialization[])[];
  readonly specializationIds: ReadonlyMap<Specialization, SpecializationId>;
  readonly types: readonly (readonly DemoType[])[];
  readonly typeIds: ReadonlyMap<DemoType, AppointmentTypeId>;
  readonly treatmentRooms: readonly RoomId[];
  readonly calendars: readonly DoctorCalendar[];
  readonly closures: readonly { readonly startsOn: CivilDate; readonly endsOn: CivilDate }[];
};

export type ShapeInput = {
  readonly doctors: number;
  readonly today: CivilDate;
  readonly zone: string;
  readonly madeMs: number;
};

const SINCE = '2000-01-03' as CivilDate;
const DOCTORS_PER_TREATMENT_ROOM = 5;
const CLOSED_IN_DAYS = 24;

type Named<Id> = { readonly id: Id; readonly name: string };

/** Makes the clinic's people, places and hours, and writes them. */
export function writeShape(insert: Insert, random: SeededRandom, input: ShapeInput): DemoShape {
  const at = fromEpochMs(input.madeMs);
  const specializations = SPECIALIZATIONS.map((name) => ({
    id: random.uuidAt<SpecializationId>(input.madeMs),
    name,
  }));
  for (const row of specializations) insert('specialization', row);

  const rooms = makeRooms(random, input.madeMs, { word: 'Room', count: input.doctors });
  const treatmentCount = Math.max(2, Math.ceil(input.doctors / DOCTORS_PER_TREATMENT_ROOM));
  const treatmentRooms = makeRooms(random, input.madeMs, { word: 'Treatment', count: treatmentCount });
  for (const room of [...rooms, ...treatmentRooms]) insert('room', { ...room, isActive: 1 });

  const doctors = makeDoctors(random, rooms, input.madeMs);
  const practices = doctors.map((_, i) => PRACTICES[i % PRACTICES.length] ?? []);
  doctors.forEach((doctor, i) => {
    writeDoctor(insert, doctor, { at, index: i });
    for (const { id, name } of specializations) {
      if (practices[i]?.includes(name))
        insert('doctorSpecialization', { doctorId: doctor.id, specializationId: id });
    }
  });
  const calendars = doctors.map((_, i) => calendarOf(i, input));
  doctors.forEach((doctor, i) => writeCalendar(insert, doctor, calendars[i]));
  const closures = closuresOf(input.today);
  for (const closure of closures) insert('clinicClosure', { ...closure, name: 'Staff training' });
  const offered = writeTypes(insert, random, { doctors, practices, madeMs: input.madeMs });
  return {
    doctors,
    practices,
    specializationIds: new Map(specializations.map(({ id, name }) => [name, id])),
    calendars,
    closures,
    treatmentRooms: treatmentRooms.map((r) => r.id),
    ...offered,
  };
}

function makeRooms(
  random: SeededRandom,
  madeMs: number,
  of: { word: string; count: number },
): Named<RoomId>[] {
  const { word, count } = of;
  const width = String(count).length;
  return Array.from({ length: count }, (_, i) => ({
    id: random.uuidAt<RoomId>(madeMs),
    name: `${word} ${String(i + 1).padStart(width, '0')}`,
  }));
}

function writeDoctor(insert: Insert, doctor: DemoDoctor, of: { at: Instant; index: number }): void {
  const { userId: _, ...row } = doctor;
  insert('doctor', {
    ...row,
    isActive: 1,
    version: 1,
    isOverbookingAllowed: of.index % 3 === 2 ? 0 : 1,
    createdAt: of.at,
    updatedAt: of.at,
  });
}

function calendarOf(index: number, input: ShapeInput): DoctorCalendar {
  const row = (
    kind: WeeklyHours['kind'],
    weekday: number,
    [startTime, endTime]: readonly [string, string],
  ) => ({
    kind,
    weekday,
    startTime: startTime as LocalTime,
    endTime: endTime as LocalTime,
    validFrom: SINCE,
    validTo: null,
  });
  const weeklyHours = weekOf(index).flatMap(({ days, open, breaks = [] }) =>
    days.flatMap((day) => [
      ...open.map((span) => row('open', day, span)),
      ...breaks.map((span) => row('break', day, span)),
    ]),
  );
  const isWeekend = weekdayOf(input.today) > 5;
  const worksToday = weeklyHours.some((hours) => hours.weekday === weekdayOf(input.today));
  return {
    weeklyHours,
    // A demo shown on a weekend has a board too: most of the doctors hold an open day.
    exceptions:
      isWeekend && !worksToday && index % 4 !== 3
        ? [
            {
              date: input.today,
              kind: 'open',
              startTime: '09:00' as LocalTime,
              endTime: '15:00' as LocalTime,
            },
          ]
        : [],
    timeOff: timeOffOf(index, input),
  };
}

/** Every seventh doctor is away for a week, the others' holidays lie further off. */
function timeOffOf(index: number, input: ShapeInput): DoctorCalendar['timeOff'] {
  if (index % 7 !== 6) return [];
  const monday = addDays(input.today, 15 - weekdayOf(input.today));
  return [
    {
      start: dayBounds(monday, input.zone).start,
      end: dayBounds(addDays(monday, 7), input.zone).start,
    },
  ];
}

function writeCalendar(insert: Insert, doctor: DemoDoctor, calendar: DoctorCalendar | undefined): void {
  const doctorId = doctor.id;
  for (const hours of calendar?.weeklyHours ?? []) insert('weeklyHours', { doctorId, ...hours });
  for (const exception of calendar?.exceptions ?? []) insert('dateException', { doctorId, ...exception });
  for (const { start, end } of calendar?.timeOff ?? []) {
    insert('timeOff', { doctorId, startsAt: start, endsAt: end, reason: 'Holiday' });
  }
}

/** One working day about three and a half weeks ahead. */
function closuresOf(today: CivilDate): { startsOn: CivilDate; endsOn: CivilDate }[] {
  const day = addDays(today, CLOSED_IN_DAYS);
  const workday = addDays(day, weekdayOf(day) > 5 ? 2 : 0);
  return [{ startsOn: workday, endsOn: workday }];
}

function writeTypes(
  insert: Insert,
  random: SeededRandom,
  of: Pick<DemoShape, 'doctors' | 'practices'> & { madeMs: number },
): Pick<DemoShape, 'types' | 'typeIds'> {
  const at = fromEpochMs(of.madeMs);
  const typeIds = new Map<DemoType, AppointmentTypeId>();
  for (const type of TYPES) {
    const { weight: _weight, practices: _practices, place: _place, isOnline, ...row } = type;
    const id = random.uuidAt<AppointmentTypeId>(of.madeMs);
    typeIds.set(type, id);
    insert('appointmentType', {
      id,
      ...row,
      isActive: 1,
      version: 1,
      isOnline: isOnline ? 1 : 0,
      createdAt: at,
      updatedAt: at,
    });
  }
  const types = of.practices.map((own) =>
    TYPES.filter((type) => type.practices === undefined || type.practices.some((p) => own.includes(p))),
  );
  of.doctors.forEach((doctor, i) => {
    for (const type of types[i] ?? []) {
      const appointmentTypeId = typeIds.get(type);
      if (appointmentTypeId !== undefined)
        insert('doctorAppointmentType', { doctorId: doctor.id, appointmentTypeId });
    }
  });
  return { types, typeIds };
}
