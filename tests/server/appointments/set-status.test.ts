import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import type { Actor } from '../../../server/trpc/context.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, newRequestId, rowOf, wall } from '../../support/visits.ts';

let clinic: TestClinic;
let visit: AppointmentDto;
beforeEach(async () => {
  clinic = await startClinic();
  visit = await book(clinic);
  clinic.clock.set(wall('09:40'));
});
afterEach(() => clinic.close());

type Settable = Exclude<AppointmentStatus, 'cancelled'>;

/** Five minutes go by before each step. */
async function step(
  status: Settable,
  over: { overrideReason?: string } = {},
  actor: Actor | null = clinic.actors.reception,
) {
  clinic.clock.advance({ minutes: 5 });
  const { version } = await rowOf(clinic, visit.id);
  return clinic
    .call(actor)
    .appointments.setStatus({ id: visit.id, status, expectedVersion: version, ...over });
}

const stamps = async () => {
  const row = await rowOf(clinic, visit.id);
  const { confirmedAt, arrivedAt, checkedInAt, inRoomAt, withDoctorAt, endedAt } = row;
  return { confirmedAt, arrivedAt, checkedInAt, inRoomAt, withDoctorAt, endedAt };
};

describe('a visit’s path', () => {
  it('stamps the time of each step', async () => {
    for (const status of [
      'confirmed',
      'arrived',
      'checked_in',
      'in_room',
      'with_doctor',
      'completed',
    ] as const) {
      const shown = await step(status);
      expect(shown).toMatchObject({ status, statusSince: clinic.clock.now() });
    }

    expect(await stamps()).toEqual({
      confirmedAt: wall('09:45'),
      arrivedAt: wall('09:50'),
      checkedInAt: wall('09:55'),
      inRoomAt: wall('10:00'),
      withDoctorAt: wall('10:05'),
      endedAt: wall('10:10'),
    });
  });

  it('may skip steps; who is in the room has arrived', async () => {
    await step('in_room');

    expect(await stamps()).toMatchObject({
      confirmedAt: null,
      arrivedAt: wall('09:45'),
      checkedInAt: null,
      inRoomAt: wall('09:45'),
    });
    expect((await step('completed')).status).toBe('completed');
  });

  it('goes one step back where it came from, as if the mis-click had not been', async () => {
    await step('arrived');
    await step('in_room');
    const back = await step('arrived');

    expect(back).toMatchObject({ status: 'arrived', statusSince: wall('09:45') });
    expect(await stamps()).toMatchObject({ arrivedAt: wall('09:45'), inRoomAt: null });
    expect(await reasonOf(step('confirmed'))).toBe('illegal_transition');
    expect((await step('booked')).status).toBe('booked');
  });

  it('keeps a mis-click in the history all the same', async () => {
    await step('arrived');
    await step('booked');
    const { history } = await clinic.call(clinic.actors.doctor).appointments.get({ id: visit.id });

    expect(history.map((entry) => [entry.fromStatus, entry.toStatus])).toEqual([
      [null, 'booked'],
      ['booked', 'arrived'],
      ['arrived', 'booked'],
    ]);
  });

  it.each<[Settable, Settable]>([
    ['booked', 'left'],
    ['arrived', 'no_show'],
    ['completed', 'left'],
    ['completed', 'no_show'],
    ['entered_in_error', 'booked'],
    ['booked', 'booked'],
  ])('does not lead from %s to %s', async (from, to) => {
    if (from !== 'booked') await step(from);

    expect(await refusal(step(to))).toMatchObject({
      reason: 'illegal_transition',
      status: 409,
      details: { from, to },
    });
  });

  it('begins on its day: nobody arrives or is missing tomorrow', async () => {
    const later = await book(clinic, { startsAt: wall('10:00', '2026-03-05') });
    const desk = clinic.call(clinic.actors.reception).appointments;
    const set = (status: Settable) => desk.setStatus({ id: later.id, status, expectedVersion: 1 });

    expect((await refusal(set('arrived'))).details).toMatchObject({ why: 'not_today_yet' });
    expect((await refusal(set('no_show'))).details).toMatchObject({ why: 'not_today_yet' });
    expect((await set('confirmed')).status).toBe('confirmed');
  });

  it('knows no no-show before the visit should have begun and the clinic’s grace is over', async () => {
    expect((await refusal(step('no_show'))).details).toMatchObject({ why: 'not_begun_yet' });
    clinic.clock.set(wall('10:09'));
    const early = await refusal(step('no_show'));
    expect(early.details).toMatchObject({ why: 'not_begun_yet', earliest: wall('10:15') });
    clinic.clock.set(wall('10:10'));
    expect((await step('no_show')).status).toBe('no_show');
    expect((await stamps()).endedAt).toBe(wall('10:15'));
  });

  it('frees the time when somebody leaves unseen', async () => {
    await step('arrived');
    await step('left');

    expect((await book(clinic, { patientId: clinic.cast.otherPatient })).startsAt).toBe(wall('10:00'));
  });

  it('never takes a cancellation without its code', async () => {
    const refused = await refusal(step('cancelled' as Settable));

    expect(refused).toMatchObject({ reason: 'invalid_input', fields: ['status'] });
  });

  it('asks for the version seen', async () => {
    await step('confirmed');
    const stale = clinic
      .call(clinic.actors.reception)
      .appointments.setStatus({ id: visit.id, status: 'arrived', expectedVersion: 1 });

    expect(await refusal(stale)).toMatchObject({
      reason: 'stale_version',
      details: { current: { version: 2, status: 'confirmed' } },
    });
  });
});

describe('reopening', () => {
  const cancel = () =>
    clinic
      .call(clinic.actors.reception)
      .appointments.cancel({ id: visit.id, code: 'pat', note: 'Wrong one', expectedVersion: 1 });

  it('a wrong cancellation takes its time back, as if it had not been', async () => {
    await cancel();
    const reopened = await step('booked');

    expect(reopened).toMatchObject({ status: 'booked', version: 3, cancel: null });
    expect(await rowOf(clinic, visit.id)).toMatchObject({
      cancelCode: null,
      cancelNote: null,
      isLateCancel: 0,
      endedAt: null,
    });
    expect(await reasonOf(book(clinic, { patientId: clinic.cast.otherPatient }))).toBe('slot_taken');
  });

  it('a wrong no-show is possible after the visit’s time', async () => {
    clinic.clock.set(wall('10:10'));
    await step('no_show');
    clinic.clock.set(wall('15:00'));

    expect((await step('booked')).status).toBe('booked');
    expect((await step('arrived')).status).toBe('arrived');
  });

  it('needs the time to be free still: of the doctor, the patient and the room', async () => {
    await cancel();
    const other = await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('10:15') });
    const refused = await refusal(step('booked'));
    expect(refused).toMatchObject({ reason: 'slot_taken', status: 409 });
    expect(refused.details).toHaveProperty('nearest');
    const desk = clinic.call(clinic.actors.reception).appointments;
    await desk.cancel({ id: other.id, code: 'pat', expectedVersion: 1 });

    const elsewhere = await book(clinic, { doctorId: clinic.cast.otherDoctor });
    expect(await reasonOf(step('booked'))).toBe('patient_busy');
    await desk.cancel({ id: elsewhere.id, code: 'pat', expectedVersion: 1 });

    await book(clinic, {
      doctorId: clinic.cast.otherDoctor,
      patientId: clinic.cast.otherPatient,
      roomId: clinic.cast.room,
    });
    expect(await reasonOf(step('booked'))).toBe('room_taken');
    expect(await rowOf(clinic, visit.id)).toMatchObject({ status: 'cancelled', version: 2 });
  });

  it('needs the doctor to be at work then', async () => {
    await cancel();
    await clinic
      .call(clinic.actors.admin)
      .clinic.setDateException({ doctorId: clinic.cast.doctor, date: '2026-03-03', open: [] });

    expect(await reasonOf(step('booked'))).toBe('outside_hours');
  });

  it('two at once: one gets the time', async () => {
    await cancel();
    const other = await book(clinic, { patientId: clinic.cast.otherPatient });
    const desk = clinic.call(clinic.actors.reception).appointments;
    await desk.cancel({ id: other.id, code: 'pat', expectedVersion: 1 });
    const answers = await Promise.allSettled(
      [visit.id, other.id].map((id) => desk.setStatus({ id, status: 'booked', expectedVersion: 2 })),
    );

    expect(answers.map((answer) => answer.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it.each<Settable>(['left', 'entered_in_error'])('is not for %s', async (status) => {
    await step('arrived');
    await step(status);

    expect(await reasonOf(step('booked'))).toBe('illegal_transition');
  });
});

describe('who may change the status', () => {
  it('is the desk and the visit’s own doctor', async () => {
    expect(await reasonOf(step('confirmed', {}, clinic.actors.otherDoctor))).toBe('not_found');
    expect(await reasonOf(step('confirmed', {}, clinic.actors.admin))).toBe('forbidden');
    expect(await reasonOf(step('confirmed', {}, clinic.actors.patient))).toBe('forbidden');
    expect(await reasonOf(step('confirmed', {}, null))).toBe('unauthenticated');
    expect((await step('confirmed', {}, clinic.actors.doctor)).status).toBe('confirmed');
  });

  it('tells a stranger and a made-up id the same', async () => {
    const set = (id: string) =>
      clinic
        .call(clinic.actors.otherDoctor)
        .appointments.setStatus({ id, status: 'confirmed', expectedVersion: 1 });

    expect(await refusal(set(visit.id))).toEqual(await refusal(set(newRequestId())));
  });
});
