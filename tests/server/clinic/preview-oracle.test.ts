import { expect, it } from 'vitest';
import type { PlannedChange } from '../../../shared/contracts/clinic-calendar.ts';
import type { AppointmentTypeId } from '../../../shared/ids.ts';
import { fromEpochMs } from '../../../shared/time/instant.ts';
import { insertPatient, insertVisit } from '../../support/factories.ts';
import { createSeededRandom, type SeededRandom } from '../../support/seeded-random.ts';
import { newRequestId } from '../../support/visits.ts';
import { DAY, MINUTE } from '../../support/wall-clock.ts';
import { isInHours, mustHave, type OracleShape } from '../appointments/oracle/oracle.ts';
import { makeRandomClinic, type RandomClinic } from '../appointments/oracle/random-clinic.ts';

const CLINICS = 12;
const CHANGES_EACH = 25;
const WEEKS = 3;
const VISITS = 60;
const SEED = Number(process.env.MEDLINK_TEST_SEED ?? 20_261_127);

type Visit = { id: string; doctorId: string; typeId: string; start: number; end: number };

const textOf = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Anywhere, inside hours or not: the question is which of them a change moves from the one to the other. */
async function fill(world: RandomClinic, random: SeededRandom): Promise<Visit[]> {
  const visits: Visit[] = [];
  await world.clinic.db.transact(async ({ q }) => {
    for (let n = 0; n < VISITS; n++) {
      const doctorId = random.pick(world.doctorIds);
      const start = world.firstMonday + random.below((WEEKS * 7 * DAY) / (5 * MINUTE)) * 5 * MINUTE;
      const end = start + 20 * MINUTE;
      if (visits.some((other) => other.doctorId === doctorId && other.start < end && start < other.end))
        continue;
      const patientId = await insertPatient(q, { familyName: `Patient ${n}` });
      const appointmentTypeId = random.pick(world.typeIds) as AppointmentTypeId;
      const row = { doctorId, patientId, appointmentTypeId, startsAt: fromEpochMs(start), minutes: 20 };
      visits.push({ id: await insertVisit(q, row), doctorId, typeId: appointmentTypeId, start, end });
    }
  });
  return visits;
}

type Change = { planned: PlannedChange; after: OracleShape };

function anyChange(world: RandomClinic, random: SeededRandom): Change {
  const { shape } = world;
  const doctorId = random.pick(world.doctorIds);
  const doctor = mustHave(shape.doctors, doctorId);
  const date = dateOf(world.firstMonday + random.below(WEEKS * 7) * DAY);
  const from = 60 * (7 + random.below(8));
  const to = from + 30 * (1 + random.below(8));
  const withDoctor = (over: Partial<typeof doctor>): OracleShape => ({
    ...shape,
    doctors: new Map([...shape.doctors, [doctorId, { ...doctor, ...over }]]),
  });
  const requestId = newRequestId();
  switch (random.below(5)) {
    case 0: {
      const weekday = 1 + random.below(7);
      const hours = [{ weekday, kind: 'open' as const, from, to }];
      const always = { validFrom: '2020-01-01', validTo: null };
      const sent = hours.map(({ kind }) => ({
        weekday,
        kind,
        startTime: textOf(from),
        endTime: textOf(to),
        ...always,
      }));
      return {
        planned: { kind: 'weeklyHours', change: { doctorId, hours: sent } },
        after: withDoctor({ hours }),
      };
    }
    case 1: {
      const open = random.chance(0.5) ? [] : [{ from, to }];
      const sent = open.map(() => ({ startTime: textOf(from), endTime: textOf(to) }));
      return {
        planned: { kind: 'dateException', change: { doctorId, date, open: sent } },
        after: withDoctor({ exceptions: new Map([...doctor.exceptions, [date, open]]) }),
      };
    }
    case 2: {
      const start = world.firstMonday + random.below(WEEKS * 7 * 24 * 60) * MINUTE;
      const off = { from: start, to: start + (10 + random.below(2 * 24 * 60)) * MINUTE };
      const sent = { startsAt: fromEpochMs(off.from), endsAt: fromEpochMs(off.to), reason: '' };
      return {
        planned: { kind: 'timeOff', change: { doctorId, ...sent, requestId } },
        after: withDoctor({ timeOff: [...doctor.timeOff, off] }),
      };
    }
    case 3: {
      const type = mustHave(shape.types, random.pick(world.typeIds));
      const changes = random.chance(0.5)
        ? { isActive: !type.isActive }
        : { doctorIds: world.doctorIds.filter(() => random.chance(0.5)) };
      const change = { id: type.id as AppointmentTypeId, expectedVersion: 1, changes };
      return {
        planned: { kind: 'type', change },
        after: { ...shape, types: new Map([...shape.types, [type.id, { ...type, ...changes }]]) },
      };
    }
    default:
      return {
        planned: { kind: 'closure', change: { startsOn: date, endsOn: date, name: 'Day', requestId } },
        after: { ...shape, closedDates: new Set([...shape.closedDates, date]) },
      };
  }
}

/** How much of what it was booked on a visit has lost: first the doctor, then the hours, then its kind. */
function lack(shape: OracleShape, visit: Visit): number {
  const doctor = mustHave(shape.doctors, visit.doctorId);
  const type = mustHave(shape.types, visit.typeId);
  if (!doctor.isActive) return 4;
  if (!isInHours(shape, doctor, visit)) return 3;
  if (!type.isActive) return 2;
  return type.doctorIds.includes(visit.doctorId) ? 0 : 1;
}

it('a change of hours, closed days or a type names just the visits that stand worse after it, as the oracle tells', {
  timeout: 120_000,
}, async () => {
  let [changes, touched, ofTypes] = [0, 0, 0];
  for (let n = 0; n < CLINICS; n++) {
    const random = createSeededRandom(SEED + n);
    const world = await makeRandomClinic(random, WEEKS);
    try {
      world.clinic.clock.set(fromEpochMs(world.firstMonday - DAY));
      const visits = await fill(world, random);
      const api = world.clinic.call(world.clinic.actors.admin).clinic;
      for (let turn = 0; turn < CHANGES_EACH; turn++) {
        const { planned, after } = anyChange(world, random);
        const expected = visits.filter((visit) => lack(after, visit) > lack(world.shape, visit));
        const told = await api.previewChange({ planned });
        // With the seed and the change a failure can be looked at again.
        const seed = { seed: SEED + n, turn, planned };
        const ids = (of: readonly { readonly id: string }[]) => of.map(({ id }) => id).sort();
        expect({ ...seed, ids: ids(told.items), count: told.count }).toEqual({
          ...seed,
          ids: ids(expected),
          count: expected.length,
        });
        changes += 1;
        touched += expected.length;
        ofTypes += planned.kind === 'type' ? expected.length : 0;
      }
    } finally {
      await world.clinic.close();
    }
  }
  console.log(
    `${changes} random changes looked over: ${touched} visits touched, ${ofTypes} by a type, each as the oracle says`,
  );
  // A run that touches nothing would show nothing.
  expect(touched).toBeGreaterThan(changes / 4);
  expect(ofTypes).toBeGreaterThan(0);
});
