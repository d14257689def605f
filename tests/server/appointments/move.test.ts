import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { Actor } from '../../../server/trpc/context.ts';
import { insertPatient, insertRoom, insertVisit } from '../../support/factories.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import {
  book,
  DAY,
  lastAudit,
  type MoveInput,
  newRequestId,
  onlineInput,
  rowOf,
  wall,
} from '../../support/visits.ts';

let clinic: TestClinic;
let visit: AppointmentDto;
beforeEach(async () => {
  clinic = await startClinic();
  visit = await book(clinic);
});
afterEach(() => clinic.close());

function move(over: Partial<MoveInput> = {}, actor: Actor | null = clinic.actors.reception) {
  return clinic.call(actor).appointments.move({
    id: visit.id,
    startsAt: wall('11:00'),
    expectedVersion: 1,
    requestId: newRequestId(),
    ...over,
  });
}

describe('moving a visit', () => {
  it('keeps its identity, raises version and SEQUENCE, frees the old time', async () => {
    const moved = await move();

    expect(moved).toMatchObject({
      id: visit.id,
      version: 2,
      startsAt: wall('11:00'),
      endsAt: wall('11:30'),
      status: 'booked',
    });
    expect(await rowOf(clinic, visit.id)).toMatchObject({
      sequence: 1,
      version: 2,
      busyStart: wall('11:00'),
    });
    expect((await book(clinic, { patientId: clinic.cast.otherPatient })).startsAt).toBe(wall('10:00'));
  });

  it('writes the old time, who and why into the history, and which fields into the audit', async () => {
    await move({ reason: 'The doctor is late' });
    const { history } = await clinic.call(clinic.actors.reception).appointments.get({ id: visit.id });

    expect(history[1]).toMatchObject({
      kind: 'moved',
      byName: 'Rita Desk',
      fromStartsAt: wall('10:00'),
      toStartsAt: wall('11:00'),
      fromDoctorId: clinic.cast.doctor,
      toDoctorId: clinic.cast.doctor,
      reason: 'The doctor is late',
    });
    await move({ startsAt: wall('12:00'), expectedVersion: 2 });
    const line = await lastAudit(clinic);
    expect(line).toMatchObject({ action: 'U', subtype: 'appointment.move', objectVersion: 3, reason: null });
    expect(JSON.parse(line.changedFields ?? '')).toEqual(['startsAt', 'endsAt', 'busyStart', 'busyEnd']);
  });

  it('tells of the old and the new day', async () => {
    clinic.events.length = 0;
    await move({ startsAt: wall('10:00', '2026-03-04') });

    expect(clinic.events[0]).toMatchObject({
      type: 'appointment.changed',
      version: 2,
      days: ['2026-03-04', DAY],
    });
    const offered = await clinic.call(clinic.actors.reception).schedule.slots({
      doctorId: clinic.cast.doctor,
      appointmentTypeId: clinic.cast.type,
      from: DAY,
      to: '2026-03-04',
    });
    const starts = offered.slots.map((slot) => slot.startsAt);
    expect(starts).toContain(wall('10:00'));
    expect(starts).not.toContain(wall('10:00', '2026-03-04'));
  });

  it('may overlap the place it leaves', async () => {
    expect((await move({ startsAt: wall('10:15') })).startsAt).toBe(wall('10:15'));
    expect((await move({ startsAt: wall('10:15'), durationMin: 60, expectedVersion: 2 })).endsAt).toBe(
      wall('11:15'),
    );
  });

  it('goes to another doctor’s room with the doctor, and to a named one', async () => {
    const theatre = await clinic.db.transact(({ q }) => insertRoom(q, 'Theatre'));
    const away = await move({ doctorId: clinic.cast.otherDoctor });
    expect(away.room).toBeNull();
    const back = await move({ doctorId: clinic.cast.doctor, expectedVersion: 2 });
    expect(back.room?.id).toBe(clinic.cast.room);
    const named = await move({ roomId: theatre, startsAt: wall('12:00'), expectedVersion: 3 });
    expect(named.room?.id).toBe(theatre);
    const kept = await move({ startsAt: wall('13:00'), expectedVersion: 4 });
    expect(kept.room?.id).toBe(theatre);
    const without = await move({ roomId: null, expectedVersion: 5 });
    expect(without.room).toBeNull();
  });

  it('is refused where a booking would be', async () => {
    await book(clinic, { startsAt: wall('11:00'), patientId: clinic.cast.otherPatient });
    await book(clinic, { startsAt: wall('14:00'), doctorId: clinic.cast.otherDoctor });

    expect(await refusal(move())).toMatchObject({ reason: 'slot_taken', status: 409 });
    expect(await reasonOf(move({ startsAt: wall('14:00') }))).toBe('patient_busy');
    expect(await reasonOf(move({ startsAt: wall('17:00') }))).toBe('outside_hours');
    expect(await reasonOf(move({ startsAt: wall('16:30'), durationMin: 60 }))).toBe('outside_hours');
    expect(await reasonOf(move({ startsAt: wall('07:00', '2026-03-02') }))).toBe('in_the_past');
    expect(await reasonOf(move({ startsAt: wall('11:02') }))).toBe('off_grid');
    expect(await reasonOf(move({ roomId: newRequestId() }))).toBe('not_found');
    expect(await reasonOf(move({ doctorId: newRequestId() }))).toBe('not_found');
    expect(await rowOf(clinic, visit.id)).toMatchObject({ version: 1, sequence: 0, startsAt: wall('10:00') });
  });

  it('names the nearest free times when refused', async () => {
    await book(clinic, { startsAt: wall('11:00'), patientId: clinic.cast.otherPatient });
    const { details } = await refusal(move());
    const nearest = (details.nearest as { startsAt: string }[]).map((slot) => slot.startsAt);

    expect(nearest).toContain(wall('10:30'));
    expect(nearest).not.toContain(wall('11:00'));
  });

  it('names times that hold the whole length that was asked for, each of them another', async () => {
    await book(clinic, { startsAt: wall('11:00'), patientId: clinic.cast.otherPatient });
    const { details } = await refusal(move({ startsAt: wall('10:30'), durationMin: 60 }));
    const nearest = details.nearest as { startsAt: string; endsAt: string }[];

    expect(nearest.map(({ startsAt }) => startsAt)).toEqual(
      ['09:00', '11:30', '12:30', '13:30'].map((time) => wall(time)),
    );
    expect(nearest.map(({ endsAt }) => endsAt)[0]).toBe(wall('10:00'));
  });

  it('is over once the patient has arrived, and after the end', async () => {
    clinic.clock.set(wall('09:30'));
    const desk = clinic.call(clinic.actors.reception).appointments;
    await desk.setStatus({ id: visit.id, status: 'arrived', expectedVersion: 1 });

    expect(await refusal(move({ expectedVersion: 2 }))).toMatchObject({
      reason: 'illegal_transition',
      details: { from: 'arrived' },
    });
  });

  it('asks for the version seen, and hands the fresh visit to who has an old one', async () => {
    await move();
    const refused = await refusal(move({ startsAt: wall('12:00') }));

    expect(refused).toMatchObject({ reason: 'stale_version', status: 409 });
    expect(refused.details.current).toMatchObject({ id: visit.id, version: 2, startsAt: wall('11:00') });
  });

  it('is done by one where the desk and the doctor do it at once: the other sees where it went', async () => {
    const places = [wall('11:00'), wall('14:00')];
    const tries = places.map((startsAt, n) =>
      move({ startsAt }, n === 0 ? clinic.actors.reception : clinic.actors.doctor),
    );
    const answers = await Promise.allSettled(tries);

    const won = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const lost = tries.filter((_, n) => answers[n]?.status === 'rejected');
    expect(won).toHaveLength(1);
    expect(await rowOf(clinic, visit.id)).toMatchObject({
      startsAt: won[0]?.startsAt,
      version: 2,
      sequence: 1,
    });
    for (const call of lost) {
      const { reason, details } = await refusal(call);
      expect(reason).toBe('stale_version');
      expect(details['current']).toMatchObject({ startsAt: won[0]?.startsAt, version: 2 });
    }
  });

  it('happens once for one request id', async () => {
    const requestId = newRequestId();
    const first = await move({ requestId });
    const again = await move({ requestId });

    expect(again).toEqual(first);
    expect(await rowOf(clinic, visit.id)).toMatchObject({ version: 2, sequence: 1 });
    expect(await reasonOf(move({ requestId, startsAt: wall('15:00') }))).toBe('request_id_reused');
  });
});

describe('who may move', () => {
  it('is the desk and the visit’s own doctor', async () => {
    expect((await move({}, clinic.actors.doctor)).version).toBe(2);
    expect(await reasonOf(move({}, clinic.actors.otherDoctor))).toBe('not_found');
    expect(await reasonOf(move({}, clinic.actors.admin))).toBe('forbidden');
    expect(await reasonOf(move({}, clinic.actors.patient))).toBe('forbidden');
    expect(await reasonOf(move({}, null))).toBe('unauthenticated');
  });

  it('does not let a doctor push a visit into another’s calendar', async () => {
    expect(await reasonOf(move({ doctorId: clinic.cast.otherDoctor }, clinic.actors.doctor))).toBe(
      'not_found',
    );
  });

  it('tells a stranger and a made-up id the same', async () => {
    const stranger = await refusal(move({}, clinic.actors.otherDoctor));
    const nothing = await refusal(move({ id: newRequestId() }, clinic.actors.otherDoctor));

    expect(stranger).toEqual(nothing);
  });
});

describe('a patient’s own move', () => {
  const own = (over: object = {}, actor: Actor = clinic.actors.patient) =>
    clinic.call(actor).appointments.moveOwn({
      id: visit.id,
      startsAt: wall('11:00'),
      expectedVersion: 1,
      requestId: newRequestId(),
      ...over,
    });

  it('goes to another time of the same doctor, inside the patients’ rules', async () => {
    expect(await own()).toMatchObject({ version: 2, startsAt: wall('11:00'), doctorName: 'Dr. Ana Ruiz' });
    expect(await reasonOf(own({ startsAt: wall('11:05'), expectedVersion: 2 }))).toBe('off_grid');
    expect(await reasonOf(own({ startsAt: wall('10:00', '2026-07-01'), expectedVersion: 2 }))).toBe(
      'beyond_horizon',
    );
    clinic.clock.set(wall('13:30'));
    expect(await reasonOf(own({ startsAt: wall('14:00'), expectedVersion: 2 }))).toBe('in_the_past');
  });

  it('keeps the notice', async () => {
    clinic.clock.set(wall('09:30'));

    expect(await reasonOf(own({ startsAt: wall('10:15') }))).toBe('too_short_notice');
  });

  it('never takes a taken time, and says nothing of who has it', async () => {
    await clinic
      .call(clinic.actors.otherPatient)
      .appointments.bookOnline(onlineInput(clinic, { startsAt: wall('11:00') }));
    const refused = await refusal(own());

    expect(refused.reason).toBe('slot_taken');
    expect(Object.keys(refused.details).toSorted()).toEqual(['canOverride', 'nearest']);
    expect(refused.details.canOverride).toBe(false);
  });

  it('is for one’s own visits', async () => {
    expect(await reasonOf(own({}, clinic.actors.otherPatient))).toBe('not_found');
    expect(await reasonOf(own({}, clinic.actors.reception))).toBe('forbidden');
  });
});

describe('the times a patient may move an own visit to', () => {
  const offered = async (over: object = {}, actor: Actor | null = clinic.actors.patient) => {
    const asked = { id: visit.id, from: DAY, to: DAY, ...over };
    const { slots } = await clinic.call(actor).schedule.slotsToMoveOwn(asked);
    return slots.map(({ startsAt }) => startsAt);
  };
  const between = (starts: readonly string[], from: string, to: string) =>
    starts.filter((start) => wall(from) <= start && start <= wall(to));

  it('reach into its present time, but are not that time itself', async () => {
    expect(between(await offered(), '09:30', '10:30')).toEqual(
      ['09:30', '09:45', '10:15', '10:30'].map((time) => wall(time)),
    );
    const own = { id: visit.id, startsAt: wall('10:15'), expectedVersion: 1, requestId: newRequestId() };
    expect((await clinic.call(clinic.actors.patient).appointments.moveOwn(own)).startsAt).toBe(wall('10:15'));
    expect(between(await offered(), '09:30', '10:30')).toEqual(
      ['09:30', '09:45', '10:00', '10:30'].map((time) => wall(time)),
    );
  });

  it('are as long as the visit, and leave out what others have, even over it', async () => {
    await move({ startsAt: wall('10:00'), durationMin: 60 });
    await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('11:30') });
    expect(between(await offered(), '09:15', '11:30')).toEqual(
      ['09:15', '09:30', '09:45', '10:15', '10:30'].map((time) => wall(time)),
    );
    const { doctor: doctorId, type: appointmentTypeId } = clinic.cast;
    const patientId = await clinic.db.transact(({ q }) => insertPatient(q));
    const over = { isOverride: 1, overrideReason: 'In pain', startsAt: wall('10:30') } as const;
    await clinic.db.transact(({ q }) => insertVisit(q, { doctorId, appointmentTypeId, patientId, ...over }));
    expect(between(await offered(), '09:15', '11:30')).toEqual(['09:15', '09:30'].map((time) => wall(time)));
  });

  it('are those of the room that the visit keeps, and none in which the patient is elsewhere', async () => {
    const roomId = await clinic.db.transact(({ q }) => insertRoom(q, 'Room 2'));
    await move({ startsAt: wall('10:00'), roomId });
    const { otherDoctor, otherPatient, room } = clinic.cast;
    await book(clinic, { doctorId: otherDoctor, patientId: otherPatient, startsAt: wall('11:00'), roomId });
    await book(clinic, {
      doctorId: otherDoctor,
      patientId: otherPatient,
      startsAt: wall('12:00'),
      roomId: room,
    });
    await book(clinic, { doctorId: otherDoctor, startsAt: wall('13:00') });
    expect(between(await offered(), '10:15', '13:30')).toEqual(
      ['10:15', '10:30', '11:30', '11:45', '12:00', '12:15', '12:30', '13:30'].map((time) => wall(time)),
    );
  });

  it('are told of one’s own visits alone, and of those that can still be moved', async () => {
    expect(await reasonOf(offered({}, clinic.actors.otherPatient))).toBe('not_found');
    expect(await reasonOf(offered({ id: newRequestId() }))).toBe('not_found');
    expect(await reasonOf(offered({}, clinic.actors.reception))).toBe('forbidden');
    expect(await reasonOf(offered({}, null))).toBe('unauthenticated');
    expect(await reasonOf(offered({ to: '2026-04-03' }))).toBe('invalid_input');
    clinic.clock.set(wall('10:00'));
    expect(await reasonOf(offered())).toBe('in_the_past');
    await clinic
      .call(clinic.actors.reception)
      .appointments.setStatus({ id: visit.id, status: 'arrived', expectedVersion: 1 });
    expect(await reasonOf(offered())).toBe('illegal_transition');
  });
});
