import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import type { LocalTime } from '../../../shared/time/civil-date.ts';
import { epochMs, fromEpochMs, type Instant } from '../../../shared/time/instant.ts';
import { PASSWORD } from '../../support/actors.ts';
import { insertDoctor, insertPatient, insertType } from '../../support/factories.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { newRequestId } from '../../support/visits.ts';
import { DAY, MINUTE, WallClock } from '../../support/wall-clock.ts';

/** North and south, shifts of an hour, of half an hour and of two, at midnight and before it. */
const ZONES = [
  ...[
    'Europe/Berlin',
    'Europe/London',
    'Europe/Lisbon',
    'Atlantic/Azores',
    'Africa/Casablanca',
    'Africa/El_Aaiun',
  ],
  ...[
    'Africa/Cairo',
    'Asia/Beirut',
    'Asia/Jerusalem',
    'America/New_York',
    'America/Chicago',
    'America/Denver',
  ],
  ...['America/Los_Angeles', 'America/Anchorage', 'America/Halifax', 'America/St_Johns', 'America/Havana'],
  ...[
    'America/Santiago',
    'America/Nuuk',
    'Pacific/Easter',
    'Pacific/Auckland',
    'Pacific/Chatham',
    'Pacific/Norfolk',
  ],
  ...[
    'Australia/Sydney',
    'Australia/Adelaide',
    'Australia/Hobart',
    'Australia/Lord_Howe',
    'Antarctica/Troll',
  ],
] as const;
const FROM = Date.UTC(2025, 0, 1);
const TO = Date.UTC(2029, 0, 1);
const CELL = 5 * MINUTE;

/** Hours in minutes of the day. */
const SHIFTS = {
  roundTheClock: { from: 0, to: 24 * 60 },
  ordinary: { from: 9 * 60, to: 17 * 60 },
  // Begins and ends inside what may be skipped or repeated.
  night: { from: 75, to: 165 },
  lateNight: { from: 135, to: 5 * 60 },
  midnight: { from: 15, to: 45 },
} as const;
type ShiftName = keyof typeof SHIFTS;

const sums = { zones: 0, changes: 0, slots: 0, bookings: 0 };
afterAll(() => {
  console.log(
    `daylight saving: ${sums.zones} zones, ${sums.changes} changes, ${sums.slots} offered slots equal to the ` +
      `clock's, ${sums.bookings} bookings kept their wall time, 0 lost, 0 doubled`,
  );
});

describe.each(ZONES)('the clocks of %s', (zone) => {
  const clock = new WallClock(zone);
  const changes = clock.changesBetween(FROM, TO);
  let clinic: TestClinic;
  let doctors: Record<ShiftName, DoctorId>;
  let typeId: string;

  beforeEach(async () => {
    const settings = { timeZone: zone, noticeMin: 0, staffGridMin: 5, patientGridMin: 15 } as const;
    clinic = await startClinic({ now: fromEpochMs(FROM), settings });
    await clinic.db.transact(async ({ q }) => {
      const everyDay = [1, 2, 3, 4, 5, 6, 7];
      const entries = Object.entries(SHIFTS).map(async ([name, { from, to }]) => [
        name,
        await insertDoctor(q, { name, weekdays: everyDay, from: textOf(from), to: textOf(to) }),
      ]);
      doctors = Object.fromEntries(await Promise.all(entries)) as Record<ShiftName, DoctorId>;
      typeId = await insertType(q, { name: 'Short', durationMin: 15, doctorIds: Object.values(doctors) });
    });
  });
  afterEach(() => clinic.close());

  it('jump in these years', () => {
    expect(changes.length).toBeGreaterThanOrEqual(4);
    sums.zones += 1;
    sums.changes += changes.length;
  });

  it('lose no offered time, double none, and offer none outside hours', { timeout: 60_000 }, async () => {
    const admin = clinic.call(clinic.actors.admin);
    const { revision } = await admin.clinic.overview({});
    // On this raster a shift of half an hour shows.
    await admin.clinic.updateSettings({
      changes: { patientGridMin: 20 },
      expectedRevision: revision,
      password: PASSWORD,
    });
    for (const change of changes) {
      clinic.clock.set(fromEpochMs(change - 5 * DAY));
      const range = daysAround(clock, change);
      for (const name of Object.keys(SHIFTS) as ShiftName[]) {
        for (const who of ['reception', 'patient'] as const) {
          const asked = {
            doctorId: doctors[name],
            appointmentTypeId: typeId,
            from: range[0] ?? '',
            to: range[2] ?? '',
          };
          const { slots } = await clinic.call(clinic.actors[who]).schedule.slots(asked);
          const grid = who === 'patient' ? 20 : 5;
          const expected = range.flatMap((date) => startsOn(clock, date, { ...SHIFTS[name], grid }));

          expect({ change: fromEpochMs(change), name, who, starts: startsOf(slots) }).toEqual({
            change: fromEpochMs(change),
            name,
            who,
            starts: expected,
          });
          sums.slots += slots.length;
        }
      }
    }
  });

  it('fill the night of the change without a hole, each quarter of an hour once', async () => {
    for (const change of changes.slice(0, 4)) {
      clinic.clock.set(fromEpochMs(change - 5 * DAY));
      const date = clock.at(change).date;
      const asked = { doctorId: doctors.roundTheClock, appointmentTypeId: typeId, from: date, to: date };
      const { slots } = await clinic.call(clinic.actors.patient).schedule.slots(asked);
      const starts = startsOf(slots);
      const [first, last] = [starts[0] ?? 0, (starts.at(-1) ?? 0) + 15 * MINUTE];
      const onGrid = starts.filter((start) => clock.at(start).minutes % 15 === 0);

      expect(onGrid).toHaveLength(starts.length);
      expect(new Set(starts).size).toBe(starts.length);
      // From the day's first moment to its last, nothing is left out.
      expect(starts).toHaveLength((last - first) / (15 * MINUTE));
      expect(clock.at(first - 1).date < date && clock.at(last).date > date).toBe(true);
    }
  });

  it('leave a visit at the wall time it was booked for, on the board of its own day', {
    timeout: 60_000,
  }, async () => {
    const desk = clinic.call(clinic.actors.reception);
    for (const change of changes) {
      clinic.clock.set(fromEpochMs(change - 5 * DAY));
      const patientId = await clinic.db.transact(({ q }) => insertPatient(q));
      for (const date of daysAround(clock, change)) {
        const start = startsOn(clock, date, { from: 570, to: 585, grid: 15 })[0] ?? 0;
        const visit = await desk.appointments.book({
          patientId,
          doctorId: doctors.ordinary,
          appointmentTypeId: typeId,
          startsAt: fromEpochMs(start),
          requestId: newRequestId(),
        });
        const board = await desk.appointments.dayBoard({ day: date, doctorIds: [doctors.ordinary] });
        const [column] = board.columns;

        expect(wallOf(clock, visit.startsAt)).toBe(`${date} 09:30`);
        expect(column?.appointments.map((shown) => shown.id)).toEqual([visit.id]);
        expect(column?.open.map((open) => [wallOf(clock, open.start), wallOf(clock, open.end)])).toEqual([
          [`${date} 09:00`, `${date} 17:00`],
        ]);
        sums.bookings += 1;
      }
    }
  });

  it('let every quarter of the changing night be booked once, none twice', { timeout: 60_000 }, async () => {
    const [change = 0] = changes;
    clinic.clock.set(fromEpochMs(change - 5 * DAY));
    const desk = clinic.call(clinic.actors.reception);
    const patients = await clinic.db.transact(async ({ q }) => [
      await insertPatient(q),
      await insertPatient(q),
    ]);
    const night = quartersAround(change);
    const asked = (start: number, patientId = patients[0] ?? '') => ({
      patientId,
      doctorId: doctors.roundTheClock,
      appointmentTypeId: typeId,
      startsAt: fromEpochMs(start),
      requestId: newRequestId(),
    });
    for (const start of night) await desk.appointments.book(asked(start));
    for (const start of night) {
      await expect(desk.appointments.book(asked(start, patients[1]))).rejects.toMatchObject({
        message: 'slot_taken',
      });
    }

    const date = clock.at(change).date;
    const { columns } = await desk.appointments.dayBoard({ day: date, doctorIds: [doctors.roundTheClock] });
    const shown = columns[0]?.appointments.map((visit) => epochMs(visit.startsAt as Instant));
    expect(shown).toEqual(night.filter((start) => clock.at(start).date === date));
    sums.bookings += night.length;
  });
});

/** Three hours either side of the jump. */
function quartersAround(change: number): number[] {
  return Array.from({ length: 24 }, (_, n) => change + (n - 12) * 15 * MINUTE);
}

/** The civil days before, at and after a jump. */
function daysAround(clock: WallClock, change: number): string[] {
  const { date } = clock.at(change);
  const noon = Date.parse(`${date}T12:00:00Z`);
  return [-1, 0, 1].map((days) => new Date(noon + days * DAY).toISOString().slice(0, 10));
}

/**
 * The starts of quarter-hour visits of a shift on a date, found by looking at the clock every five minutes.
 * The shift lasts from the first moment the clock shows its begin or later to the first it shows its end.
 */
function startsOn(
  clock: WallClock,
  date: string,
  shift: { from: number; to: number; grid: number },
): number[] {
  const cells: number[] = [];
  for (let at = clock.midnightOf(date); clock.at(at).date === date; at += CELL) cells.push(at);
  const first = cells.find((cell) => clock.at(cell).minutes >= shift.from);
  const end = cells.find((cell) => clock.at(cell).minutes >= shift.to) ?? (cells.at(-1) ?? 0) + CELL;
  if (first === undefined) return [];
  return cells.filter(
    (cell) => cell >= first && cell + 15 * MINUTE <= end && clock.at(cell).minutes % shift.grid === 0,
  );
}

function wallOf(clock: WallClock, instant: string): string {
  const { date, minutes } = clock.at(epochMs(instant as Instant));
  return `${date} ${textOf(minutes)}`;
}

function textOf(minutes: number): LocalTime {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` as LocalTime;
}

const startsOf = (slots: readonly SlotDto[]) => slots.map((slot) => epochMs(slot.startsAt as Instant));
