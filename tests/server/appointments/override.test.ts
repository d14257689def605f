import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../server/trpc/context.ts';
import { PASSWORD } from '../../support/actors.ts';
import { insertDoctor, insertPatient, insertType } from '../../support/factories.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import {
  book,
  bookInput,
  type BookInput,
  lastAudit,
  newRequestId,
  rowOf,
  wall,
} from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic({ settings: { isOverbookingAllowed: true } });
});
afterEach(() => clinic.close());

const bookAs = (actor: Actor, over: Partial<BookInput>) =>
  clinic.call(actor).appointments.book(bookInput(clinic, over));
const over = () => ({ patientId: clinic.cast.otherPatient, overrideReason: 'Acute chest pain' });

describe('booking over a taken time', () => {
  it('needs a written reason, kept with the visit; the trail says that it was, not why', async () => {
    await book(clinic);
    const refused = await refusal(bookAs(clinic.actors.reception, { patientId: clinic.cast.otherPatient }));
    expect(refused).toMatchObject({ reason: 'slot_taken', details: { canOverride: true } });

    const second = await book(clinic, over());
    expect(second.isOverride).toBe(true);
    expect(await rowOf(clinic, second.id)).toMatchObject({
      isOverride: 1,
      overrideReason: 'Acute chest pain',
    });
    expect(await lastAudit(clinic)).toMatchObject({
      subtype: 'appointment.bookOver',
      reason: null,
    });
  });

  it('takes no room of its own while the doctor’s is in use', async () => {
    const first = await book(clinic);
    const second = await book(clinic, over());

    expect(first.room?.id).toBe(clinic.cast.room);
    expect(second.room).toBeNull();
    const third = await clinic.db.transact(({ q }) => insertPatient(q, { givenName: 'Ida' }));
    const named = { ...over(), patientId: third, roomId: clinic.cast.room };
    expect(await reasonOf(bookAs(clinic.actors.reception, named))).toBe('room_taken');
  });

  it('never doubles the patient', async () => {
    await book(clinic);

    expect(await reasonOf(bookAs(clinic.actors.reception, { overrideReason: 'Both at once' }))).toBe(
      'patient_busy',
    );
  });

  it('lets both visits walk their path', async () => {
    clinic.clock.set(wall('08:00'));
    const first = await book(clinic);
    const second = await book(clinic, over());
    const desk = clinic.call(clinic.actors.reception);

    for (const { id } of [first, second]) {
      for (const [at, status] of (['confirmed', 'arrived', 'in_room', 'completed'] as const).entries()) {
        const visit = await desk.appointments.setStatus({ id, status, expectedVersion: at + 1 });
        expect(visit.status).toBe(status);
      }
    }
  });

  it('blocks like any other: a third one needs its own reason', async () => {
    const first = await book(clinic);
    await book(clinic, over());
    await clinic
      .call(clinic.actors.reception)
      .appointments.cancel({ id: first.id, code: 'pat', expectedVersion: 1 });

    expect(await reasonOf(bookAs(clinic.actors.reception, {}))).toBe('slot_taken');
  });

  it('is an ordinary booking where nothing is in the way', async () => {
    const visit = await book(clinic, { overrideReason: 'Just in case' });

    expect(visit.isOverride).toBe(false);
    expect(await rowOf(clinic, visit.id)).toMatchObject({ isOverride: 0, overrideReason: null });
    expect(visit.room?.id).toBe(clinic.cast.room);
  });
});

describe('booking outside hours', () => {
  it('is allowed with a reason, and does not open the doctor’s other times', async () => {
    const early = await book(clinic, { startsAt: wall('08:00'), overrideReason: 'Early bird' });
    expect(early.isOverride).toBe(true);
    // The flag in the row is for a second visit at one time; this one still blocks and is blocked.
    expect(await rowOf(clinic, early.id)).toMatchObject({
      isOverride: 0,
      isOffHours: 1,
      overrideReason: 'Early bird',
    });

    const same = { patientId: clinic.cast.otherPatient, startsAt: wall('08:00') };
    expect(await reasonOf(bookAs(clinic.actors.reception, same))).toBe('outside_hours');
  });

  it('overrides nothing but hours and the doctor’s own visits', async () => {
    const why = { overrideReason: 'Because' };
    const foreign = await clinic.db.transact(({ q }) => insertType(q, { name: 'Dental' }));

    expect(await reasonOf(bookAs(clinic.actors.reception, { ...why, startsAt: wall('10:02') }))).toBe(
      'off_grid',
    );
    expect(
      await reasonOf(bookAs(clinic.actors.reception, { ...why, startsAt: wall('07:00', '2026-03-02') })),
    ).toBe('in_the_past');
    expect(await reasonOf(bookAs(clinic.actors.reception, { ...why, appointmentTypeId: foreign }))).toBe(
      'type_not_offered',
    );
  });
});

describe('who may override', () => {
  it('is the clinic’s choice', async () => {
    await book(clinic);
    const admin = clinic.call(clinic.actors.admin);
    const { revision } = await admin.clinic.overview({});
    await admin.clinic.updateSettings({
      changes: { isOverbookingAllowed: false },
      expectedRevision: revision,
      password: PASSWORD,
    });

    expect(await refusal(bookAs(clinic.actors.reception, over()))).toMatchObject({
      reason: 'override_not_allowed',
      status: 403,
    });
  });

  it('is the doctor’s choice too', async () => {
    const strict = await clinic.db.transact(async ({ q }) => {
      const doctorId = await insertDoctor(q, { name: 'Dr. No', isOverbookingAllowed: 0 });
      await q
        .insertInto('doctorAppointmentType')
        .values({ doctorId, appointmentTypeId: clinic.cast.type })
        .execute();
      return doctorId;
    });
    await book(clinic, { doctorId: strict });
    const refused = await refusal(
      bookAs(clinic.actors.reception, { doctorId: strict, patientId: clinic.cast.otherPatient }),
    );

    expect(refused.details.canOverride).toBe(false);
    expect(await reasonOf(bookAs(clinic.actors.reception, { ...over(), doctorId: strict }))).toBe(
      'override_not_allowed',
    );
  });

  it('is nothing a patient can ask for', async () => {
    const input = {
      doctorId: clinic.cast.doctor,
      appointmentTypeId: clinic.cast.type,
      startsAt: wall('10:00'),
      overrideReason: 'Please',
      requestId: newRequestId(),
    };
    const refused = await refusal(clinic.call(clinic.actors.patient).appointments.bookOnline(input));

    expect(refused).toMatchObject({ reason: 'invalid_input', fields: ['overrideReason'] });
  });
});

describe('moving with a reason', () => {
  it('puts a visit over another and, moved on, is ordinary again', async () => {
    await book(clinic);
    const other = await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('11:00') });
    const desk = clinic.call(clinic.actors.reception);
    const to = (time: string, expectedVersion: number, overrideReason?: string) =>
      desk.appointments.move({
        id: other.id,
        startsAt: wall(time),
        expectedVersion,
        requestId: newRequestId(),
        ...(overrideReason !== undefined && { overrideReason }),
      });

    expect(await reasonOf(to('10:15', 1))).toBe('slot_taken');
    const moved = await to('10:15', 1, 'Cannot wait');
    expect(moved).toMatchObject({ isOverride: true, room: null });
    expect(await rowOf(clinic, other.id)).toMatchObject({ isOverride: 1, sequence: 1 });
    const back = await to('14:00', 2);
    expect(back.isOverride).toBe(false);
    expect(await rowOf(clinic, other.id)).toMatchObject({ isOverride: 0, overrideReason: null, sequence: 2 });
  });
});
