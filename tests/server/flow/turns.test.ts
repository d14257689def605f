import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import type { AppointmentId, DoctorId } from '../../../shared/ids.ts';
import { addMinutes, toInstant } from '../../../shared/time/instant.ts';
import { insertPatient, insertVisit } from '../../support/factories.ts';
import { reasonOf } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, rowOf, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic({ now: wall('09:30') });
});
afterEach(() => clinic.close());

const somebody = () => clinic.db.transact(({ q }) => insertPatient(q, { familyName: 'Somebody' }));
const comes = async (time: string) =>
  (await book(clinic, { patientId: await somebody(), startsAt: wall(time), isWalkIn: true })).id;

async function turnOf(id: AppointmentId, who: 'reception' | 'doctor' = 'reception') {
  const { visits } = await clinic.call(clinic.actors[who]).flow.waitingRoom({});
  return visits.find(({ visit }) => visit.id === id)?.turn;
}
async function step(id: AppointmentId, status: Exclude<AppointmentStatus, 'cancelled'>): Promise<void> {
  const { version } = await rowOf(clinic, id);
  await clinic.call(clinic.actors.reception).appointments.setStatus({ id, status, expectedVersion: version });
}

type Seen = { days: number; minutes?: number; source?: 'desk' | 'import'; doctorId?: DoctorId };
/** Seen that many days ago, on time. */
async function seen({ days, minutes = 20, source = 'desk', doctorId = clinic.cast.doctor }: Seen) {
  const startsAt = addMinutes(toInstant(wall(source === 'desk' ? '11:00' : '14:00')), -days * 1440);
  const stamps = { arrivedAt: startsAt, withDoctorAt: startsAt, endedAt: addMinutes(startsAt, minutes) };
  const who = { doctorId, patientId: await somebody(), appointmentTypeId: clinic.cast.type };
  const row = { ...who, startsAt, ...stamps, source, status: 'completed' as const };
  await clinic.db.transact(({ q }) => insertVisit(q, row));
}
async function seenEachDay(from: number, to: number, of: Omit<Seen, 'days'> = {}): Promise<void> {
  for (let days = from; days <= to; days++) await seen({ days, ...of });
}

describe('whose turn it is', () => {
  it('is said at once to who simply came, behind those who are here for an earlier time', async () => {
    await seenEachDay(1, 5);
    const first = await comes('09:30');
    const second = await comes('10:00');

    expect((await rowOf(clinic, second)).status).toBe('arrived');
    expect(await turnOf(first)).toEqual({
      position: 1,
      expected: { from: wall('09:30'), until: wall('09:30'), basis: 5 },
    });
    expect(await turnOf(second)).toMatchObject({
      position: 2,
      expected: { from: wall('10:00'), until: wall('10:00') },
    });
  });

  it('moves up with each step of those ahead, and ends when the doctor comes', async () => {
    const [first, second] = [await comes('09:30'), await comes('10:00')];
    clinic.clock.set(wall('09:35'));
    await step(first, 'with_doctor');
    expect(await turnOf(first)).toBeNull();
    expect((await turnOf(second))?.position).toBe(1);
    await step(first, 'arrived');
    expect((await turnOf(second))?.position).toBe(2);
    await step(first, 'left');
    expect((await turnOf(second))?.position).toBe(1);
  });

  it('is an estimate of the last four weeks, this doctor’s alone and by the clinic’s own stamps', async () => {
    await seenEachDay(1, 4);
    await seenEachDay(29, 40);
    await seenEachDay(1, 6, { source: 'import' });
    await seenEachDay(1, 6, { doctorId: clinic.cast.otherDoctor });

    expect((await turnOf(await comes('09:30')))?.expected).toBeNull();
  });

  it('reaches back to the first of these days, and takes in at once whoever is seen today', async () => {
    await seenEachDay(1, 4);
    await seen({ days: 28 });
    const [first, second] = [await comes('09:30'), await comes('10:00')];
    expect((await turnOf(second))?.expected?.basis).toBe(5);

    await step(first, 'with_doctor');
    clinic.clock.set(wall('09:50'));
    await step(first, 'completed');
    expect((await turnOf(second))?.expected?.basis).toBe(6);
  });

  it('lets nobody be told sooner than who is expected before them, at the late end', async () => {
    await seenEachDay(1, 5, { minutes: 50 });
    await book(clinic, { startsAt: wall('09:30') });
    const id = await comes('10:00');

    expect(await turnOf(id)).toEqual({
      position: 1,
      expected: { from: wall('10:00'), until: wall('10:20'), basis: 5 },
    });
  });

  it('is the same to the doctor as to the desk', async () => {
    await seenEachDay(1, 5);
    const id = await comes('09:30');
    expect(await turnOf(id, 'doctor')).toEqual(await turnOf(id));
  });
});

describe('two desks', () => {
  it('register two people into one free time: one of them is told that it is taken', async () => {
    const desk = clinic.call(clinic.actors.reception).appointments;
    const inputs = await Promise.all(
      [0, 1].map(async () => ({
        doctorId: clinic.cast.doctor,
        appointmentTypeId: clinic.cast.type,
        startsAt: wall('09:30'),
        patientId: await somebody(),
        isWalkIn: true,
        requestId: crypto.randomUUID(),
      })),
    );
    const answers = await Promise.allSettled(inputs.map((input) => desk.book(input)));

    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const [lost] = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [answer.reason as Error] : [],
    );
    expect(await reasonOf(Promise.reject(lost))).toBe('slot_taken');
    expect((await clinic.call(clinic.actors.reception).flow.waitingRoom({})).visits).toHaveLength(1);
  });
});
