import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { UNDO_MIN } from '../../../shared/domain/undo.ts';
import type { ActorName } from '../../support/actors.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, DAY, newRequestId, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const as = (name: ActorName) => clinic.call(clinic.actors[name]);
/** The newest act, or the one that left this visit so. */
const take = (visit?: AppointmentDto, name: ActorName = 'reception') =>
  as(name).undo.take(visit === undefined ? {} : { visit: { id: visit.id, version: visit.version } });
const now = async ({ id }: AppointmentDto) => (await as('reception').appointments.get({ id })).appointment;
const move = (visit: AppointmentDto, time: string, expectedVersion = visit.version) =>
  as('reception').appointments.move({
    id: visit.id,
    startsAt: wall(time),
    expectedVersion,
    requestId: newRequestId(),
  });
const isFree = async (time: string) => {
  const { doctor, type } = clinic.cast;
  const asked = { doctorId: doctor, appointmentTypeId: type, from: DAY, to: DAY };
  return (await as('reception').schedule.slots(asked)).slots.some(({ startsAt }) => startsAt === wall(time));
};

describe('taking back', () => {
  it('a move puts the visit back where it was, with its length, room and reason, and frees the other place', async () => {
    const visit = await book(clinic, { startsAt: wall('10:00') });
    const moved = await as('reception').appointments.move({
      id: visit.id,
      startsAt: wall('14:00'),
      doctorId: clinic.cast.otherDoctor,
      durationMin: 60,
      expectedVersion: 1,
      requestId: newRequestId(),
    });
    const undone = await take(moved);

    const { version: _version, can: _can, ...rest } = visit;
    expect(undone).toMatchObject({ kind: 'move', visits: [{ ...rest, version: 3 }] });
    expect(await now(visit)).toMatchObject({
      doctorId: visit.doctorId,
      endsAt: visit.endsAt,
      room: visit.room,
    });
    expect(await isFree('10:00')).toBe(false);
    const { history } = await as('reception').appointments.get({ id: visit.id });
    expect(history.map(({ kind, toStartsAt }) => [kind, toStartsAt])).toEqual([
      ['booked', wall('10:00')],
      ['moved', wall('14:00')],
      ['moved', wall('10:00')],
    ]);
  });

  it('a cancellation brings the visit back as it was, with no mark of it', async () => {
    const visit = await book(clinic, { startsAt: wall('10:00') });
    await as('reception').appointments.setStatus({ id: visit.id, status: 'confirmed', expectedVersion: 1 });
    const { confirmedAt } = rowOf(visit);
    clinic.clock.advance({ minutes: 3 });
    const code = { code: 'pat', note: 'Ill' } as const;
    const cancelled = await as('reception').appointments.cancel({
      id: visit.id,
      ...code,
      expectedVersion: 2,
    });
    expect(await isFree('10:00')).toBe(true);
    await take(cancelled);

    expect(await now(visit)).toMatchObject({ status: 'confirmed', cancel: null, version: 4 });
    expect(rowOf(visit)).toMatchObject({ confirmedAt, endedAt: null, cancelNote: null, isLateCancel: 0 });
    expect(await isFree('10:00')).toBe(false);
  });

  it('a status restores its stamps; a booking leaves a visit that was never meant to be', async () => {
    const visit = await book(clinic, { startsAt: wall('10:00', '2026-03-02') });
    const before = rowOf(visit);
    clinic.clock.advance({ minutes: 2 });
    await as('reception').appointments.setStatus({ id: visit.id, status: 'checked_in', expectedVersion: 1 });
    await take();
    const { version: _v, sequence: _s, updatedAt: _u, ...restored } = rowOf(visit);
    expect(before).toMatchObject(restored);

    await take();
    expect(await now(visit)).toMatchObject({ status: 'entered_in_error' });
    expect(await reasonOf(take())).toBe('nothing_to_undo');
  });

  it('goes back one act at a time, the newest first; or the very act that is named', async () => {
    const [first, second] = [
      await book(clinic, { startsAt: wall('10:00') }),
      await book(clinic, { startsAt: wall('11:00'), patientId: clinic.cast.otherPatient }),
    ];
    const moved = await move(first, '12:00');
    await move(second, '13:00');

    expect((await take(moved)).visits).toMatchObject([{ id: first.id, startsAt: wall('10:00') }]);
    expect((await take()).visits).toMatchObject([{ id: second.id, startsAt: wall('11:00') }]);
    expect((await take()).kind).toBe('book');
  });

  it('goes all the way back, past what was done and taken back in between', async () => {
    const visit = await book(clinic, { startsAt: wall('10:00') });
    await as('reception').appointments.cancel({ id: visit.id, code: 'pat', expectedVersion: 1 });
    await take();
    await move(visit, '12:00', 3);
    await as('reception').appointments.setStatus({ id: visit.id, status: 'confirmed', expectedVersion: 4 });
    const kinds = [];
    for (let at = 0; at < 3; at++) kinds.push((await take()).kind);

    expect(kinds).toEqual(['status', 'move', 'book']);
    expect(await now(visit)).toMatchObject({ startsAt: wall('10:00'), status: 'entered_in_error' });
    expect(await reasonOf(take())).toBe('nothing_to_undo');
  });

  it('is a line in the trail and a hint to the screens', async () => {
    const visit = await book(clinic, { startsAt: wall('10:00') });
    const moved = await move(visit, '12:00');
    clinic.events.length = 0;
    await take(moved);

    const lines = clinic.db.file
      .prepare("SELECT object_id, object_version FROM audit_event WHERE subtype = 'appointment.undo'")
      .all();
    expect(lines).toEqual([{ object_id: visit.id, object_version: 3 }]);
    expect(clinic.events).toContainEqual(
      expect.objectContaining({ type: 'appointment.changed', id: visit.id, version: 3, days: [DAY] }),
    );
  });
});

describe('taking back is refused, and nothing is half done,', () => {
  it('where the old place is taken meanwhile', async () => {
    const visit = await book(clinic, { startsAt: wall('10:00') });
    const moved = await move(visit, '12:00');
    await as('reception').appointments.book({
      patientId: clinic.cast.otherPatient,
      doctorId: clinic.cast.doctor,
      appointmentTypeId: clinic.cast.type,
      startsAt: wall('10:15'),
      requestId: newRequestId(),
    });

    expect(await reasonOf(take(moved))).toBe('slot_taken');
    expect(await now(visit)).toEqual(moved);
    expect(
      clinic.db.file.prepare('SELECT count(*) FROM undo_step WHERE taken_at IS NOT NULL').pluck().get(),
    ).toBe(0);
  });

  it('where the patient is somewhere else by then', async () => {
    const visit = await book(clinic, { startsAt: wall('10:00') });
    const moved = await move(visit, '12:00');
    await as('reception').appointments.book({
      patientId: clinic.cast.patient,
      doctorId: clinic.cast.otherDoctor,
      appointmentTypeId: clinic.cast.type,
      startsAt: wall('10:15'),
      requestId: newRequestId(),
    });

    expect(await reasonOf(take(moved))).toBe('patient_busy');
  });

  it('where somebody has changed the visit since, with the visit as it is now', async () => {
    const visit = await book(clinic, { startsAt: wall('10:00') });
    const moved = await move(visit, '12:00');
    await as('doctor').appointments.setStatus({ id: visit.id, status: 'confirmed', expectedVersion: 2 });

    expect(await refusal(take(moved))).toMatchObject({
      reason: 'stale_version',
      details: { current: { version: 3, status: 'confirmed', startsAt: wall('12:00') } },
    });
    expect((await now(visit)).startsAt).toBe(wall('12:00'));
  });

  it('after ten minutes, a second time, and for what a colleague did', async () => {
    const visit = await book(clinic, { startsAt: wall('10:00') });
    const moved = await move(visit, '12:00');
    expect(await reasonOf(take(moved, 'doctor'))).toBe('nothing_to_undo');
    const both = await Promise.allSettled([take(moved), take(moved)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await now(visit)).startsAt).toBe(wall('10:00'));

    const again = await move(visit, '13:00', 3);
    clinic.clock.advance({ minutes: UNDO_MIN });
    expect(await reasonOf(take(again))).toBe('nothing_to_undo');
  });

  it('to patients and admins; what a patient does is not for the desk to take back', async () => {
    for (const name of ['patient', 'admin'] as const) {
      expect(await reasonOf(as(name).undo.take({}))).toBe('forbidden');
    }
    const visit = await book(clinic, { startsAt: wall('10:00') });
    await as('patient').appointments.cancelOwn({ id: visit.id, expectedVersion: 1 });
    expect(await reasonOf(take(visit))).toBe('stale_version');
  });
});

it('steps are forgotten after an hour', async () => {
  await book(clinic, { startsAt: wall('10:00') });
  clinic.clock.advance({ minutes: 61 });
  await clinic.services.appointments.forgetOldSteps();

  expect(clinic.db.file.prepare('SELECT count(*) FROM undo_step').pluck().get()).toBe(0);
});

function rowOf({ id }: AppointmentDto) {
  return clinic.db.file
    .prepare(
      `SELECT status, status_since AS statusSince, confirmed_at AS confirmedAt, arrived_at AS arrivedAt,
         checked_in_at AS checkedInAt, ended_at AS endedAt, cancel_note AS cancelNote, is_late_cancel AS isLateCancel,
         starts_at AS startsAt, version, sequence, updated_at AS updatedAt FROM appointment WHERE id = ?`,
    )
    .get(id) as Record<string, unknown>;
}
