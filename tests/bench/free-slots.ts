import { randomUUID } from 'node:crypto';
import { addDays, toCivilDate } from '../../shared/time/civil-date.ts';
import type { DoctorId } from '../../shared/ids.ts';
import { ask, type Caller, mutationCall } from './calls.ts';
import type { Call } from './load-worker.ts';

/** Past the demo clinic's four weeks, where nothing is booked yet. */
const AHEAD_DAYS = 60;
const WINDOW_DAYS = 31;
const WINDOWS = 2;

type Slot = { readonly doctorId: DoctorId; readonly startsAt: string };

export type Bookings = { take(count: number): Call[] };

/** Hands out bookings that all succeed: other doctors' free slots side by side, another patient each. */
export async function createBookings(caller: Caller, day: string): Promise<Bookings> {
  const overview = await ask(caller, 'clinic.overview', {});
  const type = overview.types.find(({ name }) => name === 'Consultation');
  if (type === undefined) throw new Error('the clinic offers no consultation');
  const slots: Slot[] = [];
  for (let window = 0; window < WINDOWS; window++) {
    const from = addDays(toCivilDate(day), AHEAD_DAYS + window * WINDOW_DAYS);
    for (const { id } of overview.doctors) {
      const input = { doctorId: id, appointmentTypeId: type.id, from, to: addDays(from, WINDOW_DAYS - 1) };
      const answer = await ask(caller, 'schedule.slots', input);
      slots.push(...apart(answer.slots));
    }
  }
  slots.sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  const patients = await somePatients(caller);
  let taken = 0;
  return {
    take(count) {
      const calls = slots.slice(taken, taken + count).map((slot, i) => {
        const patientId = patients[(taken + i) % patients.length];
        if (patientId === undefined) throw new Error('the clinic has no patients');
        const visit = { ...slot, patientId, appointmentTypeId: type.id };
        return mutationCall('appointments.book', { ...visit, requestId: randomUUID() });
      });
      if (calls.length < count) throw new Error('no free slots are left');
      taken += count;
      return calls;
    },
  };
}

/** Of all possible starts, those that leave each other room. */
function apart(slots: readonly (Slot & { endsAt: string })[]): Slot[] {
  let free = '';
  return slots.flatMap(({ doctorId, startsAt, endsAt }) => {
    if (startsAt < free) return [];
    free = endsAt;
    return [{ doctorId, startsAt }];
  });
}

async function somePatients(caller: Caller): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 20; page++) {
    const answer = await ask(caller, 'patients.list', { limit: 100, cursor });
    ids.push(...answer.items.map(({ id }) => id));
    if (answer.nextCursor === null) break;
    cursor = answer.nextCursor;
  }
  return ids;
}
