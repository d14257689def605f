import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../server/trpc/context.ts';
import { insertType } from '../../support/factories.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import {
  book,
  type BookOnlineInput,
  countVisits,
  newRequestId,
  onlineInput,
  rowOf,
  wall,
} from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic({ settings: { noticeMin: 120, horizonDays: 30, isOverbookingAllowed: true } });
});
afterEach(() => clinic.close());

const take = (over: Partial<BookOnlineInput> = {}, actor: Actor | null = clinic.actors.patient) =>
  clinic.call(actor).appointments.bookOnline(onlineInput(clinic, over));

describe('a patient who takes an offered time', () => {
  it('has a visit of their own, as they see it', async () => {
    const visit = await take({ reason: 'Check-up' });

    expect(visit).toEqual({
      id: visit.id,
      version: 1,
      doctorId: clinic.cast.doctor,
      doctorName: 'Dr. Ana Ruiz',
      typeId: clinic.cast.type,
      typeName: 'Consultation',
      roomName: 'Room 1',
      startsAt: wall('10:00'),
      endsAt: wall('10:30'),
      status: 'booked',
      can: { move: true, cancel: true },
      isLateToCancel: false,
      isCalledOff: false,
    });
    expect(await rowOf(clinic, visit.id)).toMatchObject({
      patientId: clinic.cast.patient,
      source: 'online',
      urgency: 'medium',
      reason: 'Check-up',
    });
  });

  it('gets every time that is offered, to the last', async () => {
    const asked = { doctorId: clinic.cast.doctor, appointmentTypeId: clinic.cast.type };
    const own = clinic.call(clinic.actors.patient);
    const range = { ...asked, from: '2026-03-03', to: '2026-03-03' };
    for (;;) {
      const { slots } = await own.schedule.slots(range);
      const [next] = slots;
      if (next === undefined) break;
      await take({ startsAt: next.startsAt });
    }

    expect(await countVisits(clinic)).toBe(16);
  });

  it('keeps notice, horizon and the patients’ raster', async () => {
    clinic.clock.set(wall('08:01'));
    expect(await reasonOf(take({ startsAt: wall('10:00') }))).toBe('too_short_notice');
    expect((await take({ startsAt: wall('10:15') })).status).toBe('booked');
    expect(await refusal(take({ startsAt: wall('11:05') }))).toMatchObject({ reason: 'off_grid' });
    expect(await reasonOf(take({ startsAt: wall('10:00', '2026-04-02') }))).toBe('beyond_horizon');
    expect(await reasonOf(take({ startsAt: wall('10:00', '2026-03-02') }))).toBe('in_the_past');
  });

  it('is stopped by every conflict, overbooking allowed or not', async () => {
    await book(clinic, { patientId: clinic.cast.otherPatient });
    await book(clinic, { doctorId: clinic.cast.otherDoctor, startsAt: wall('13:00') });

    expect(await refusal(take())).toMatchObject({
      reason: 'slot_taken',
      details: { canOverride: false },
    });
    expect(await reasonOf(take({ startsAt: wall('13:00') }))).toBe('patient_busy');
    expect(await reasonOf(take({ startsAt: wall('18:00') }))).toBe('outside_hours');
  });

  it('sees no type that is not offered online', async () => {
    const surgery = await clinic.db.transact(({ q }) =>
      insertType(q, { name: 'Surgery', isOnline: 0, doctorIds: [clinic.cast.doctor] }),
    );

    expect(await reasonOf(take({ appointmentTypeId: surgery }))).toBe('type_not_online');
  });

  it('books once for one request id', async () => {
    const requestId = newRequestId();
    const [first, second] = await Promise.all([take({ requestId }), take({ requestId })]);

    expect(second).toEqual(first);
    expect(await countVisits(clinic)).toBe(1);
    expect(await reasonOf(take({ requestId, startsAt: wall('12:00') }))).toBe('request_id_reused');
  });

  it('two patients at once: one has it, the other is told what else is free', async () => {
    const answers = await Promise.allSettled([take(), take({}, clinic.actors.otherPatient)]);
    const lost = answers.filter((answer) => answer.status === 'rejected');

    expect(lost).toHaveLength(1);
    const { reason, details } = await refusal(Promise.reject(lost[0]?.reason));
    expect(reason).toBe('slot_taken');
    expect(details.nearest).not.toEqual([]);
    expect(details).not.toHaveProperty('takenBy');
  });
});

describe('who may book online', () => {
  it.each(['reception', 'doctor', 'admin'] as const)('is no %s', async (name) => {
    expect(await reasonOf(take({}, clinic.actors[name]))).toBe('forbidden');
  });

  it('is nobody without signing in', async () => {
    expect(await reasonOf(take({}, null))).toBe('unauthenticated');
  });
});
