import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../server/trpc/context.ts';
import {
  insertAssignedDoctor,
  insertBreakGlass,
  insertDoctor,
  insertPatient,
  insertRoom,
  insertType,
  insertVisit,
  insertSpecialization,
} from '../../support/factories.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, TEST_NOW, type TestClinic } from '../../support/start-clinic.ts';
import {
  book,
  bookInput,
  type BookInput,
  countVisits,
  DAY,
  lastAudit,
  newRequestId,
  rowOf,
  wall,
} from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const bookAs = (actor: Actor | null, over: Partial<BookInput> = {}) =>
  clinic.call(actor).appointments.book(bookInput(clinic, over));

describe('booking at the desk', () => {
  it('makes a visit of the type, in the doctor’s room, as a first visit', async () => {
    const visit = await book(clinic, { urgency: 'high', reason: 'Back pain' });

    expect(visit).toMatchObject({
      version: 1,
      doctorId: clinic.cast.doctor,
      patient: { id: clinic.cast.patient, familyName: 'Lopez' },
      room: { name: 'Room 1' },
      startsAt: wall('10:00'),
      endsAt: wall('10:30'),
      status: 'booked',
      statusSince: TEST_NOW.replace('Z', '.000Z'),
      urgency: 'high',
      reason: 'Back pain',
      source: 'desk',
      isOverride: false,
      isFirstVisit: true,
      cancel: null,
      can: { move: true, cancel: true, setStatus: true },
    });
    const second = await book(clinic, { startsAt: wall('12:00') });
    expect(second.isFirstVisit).toBe(false);
  });

  it('is open to the doctor for the own calendar and the own patients', async () => {
    const { doctor, patient } = clinic.cast;
    await clinic.db.transact(({ q }) =>
      insertAssignedDoctor(q, { patientId: patient, doctorId: doctor, holdsUntil: null }),
    );
    const visit = await bookAs(clinic.actors.doctor);

    expect(visit.doctorId).toBe(doctor);
  });

  it('is no way to a stranger’s chart, also not after it was opened with a reason', async () => {
    const strange = () => bookAs(clinic.actors.doctor);
    expect(await reasonOf(strange())).toBe('not_found');
    const { userId } = clinic.actors.doctor;
    await clinic.db.transact(({ q }) =>
      insertBreakGlass(q, { userId, patientId: clinic.cast.patient, openedAt: clinic.clock.now() }),
    );

    expect(await reasonOf(strange())).toBe('not_found');
    const visits = await clinic.db.read((q) => q.selectFrom('appointment').select('id').execute());
    expect(visits).toEqual([]);
  });

  it('keeps who did it, in the history and in the audit', async () => {
    const visit = await book(clinic);
    const { history } = await clinic.call(clinic.actors.reception).appointments.get({ id: visit.id });

    expect(history).toMatchObject([
      { kind: 'booked', byName: 'Rita Desk', toStatus: 'booked', toStartsAt: wall('10:00') },
    ]);
    await book(clinic, { startsAt: wall('11:00') });
    expect(await lastAudit(clinic)).toMatchObject({
      action: 'C',
      subtype: 'appointment.book',
      outcome: 'success',
      userId: clinic.actors.reception.userId,
      patientId: clinic.cast.patient,
      reason: null,
    });
  });

  it('reads a start with any offset as the instant it is', async () => {
    const visit = await book(clinic, { startsAt: `${DAY}T14:00:00+05:00` });

    expect(visit.startsAt).toBe(`${DAY}T09:00:00.000Z`);
  });

  it('tells the desk, the doctor and the patient, and nobody of the content', async () => {
    const visit = await book(clinic);

    expect(clinic.events).toEqual([
      {
        type: 'appointment.changed',
        id: visit.id,
        version: 1,
        doctorId: clinic.cast.doctor,
        patientId: clinic.cast.patient,
        days: [DAY],
      },
      expect.objectContaining({ type: 'occupancy.changed', busyStart: wall('10:00') }),
    ]);
  });

  it('lets visits that only touch stand side by side', async () => {
    await book(clinic);
    await book(clinic, { startsAt: wall('10:30') });
    await book(clinic, { startsAt: wall('09:30') });

    expect(await countVisits(clinic)).toBe(3);
  });

  it('counts buffers for doctor and room, not for the patient', async () => {
    const buffered = await clinic.db.transact(({ q }) =>
      insertType(q, {
        name: 'Surgery',
        bufferBeforeMin: 10,
        bufferAfterMin: 15,
        doctorIds: [clinic.cast.doctor, clinic.cast.otherDoctor],
      }),
    );
    await book(clinic, { appointmentTypeId: buffered });
    const other = { patientId: clinic.cast.otherPatient };

    expect(await reasonOf(bookAs(clinic.actors.reception, { ...other, startsAt: wall('10:40') }))).toBe(
      'slot_taken',
    );
    expect(await reasonOf(bookAs(clinic.actors.reception, { ...other, startsAt: wall('09:25') }))).toBe(
      'slot_taken',
    );
    await book(clinic, { ...other, startsAt: wall('10:45') });
    // The patient is free from 10:30, though the doctor's clean-up lasts until 10:45.
    await book(clinic, { doctorId: clinic.cast.otherDoctor, startsAt: wall('10:30') });
  });
});

describe('a booking that conflicts', () => {
  it('refuses the doctor’s taken time, says by whom and what is free near it', async () => {
    await book(clinic);
    const refused = await refusal(bookAs(clinic.actors.reception, { patientId: clinic.cast.otherPatient }));

    expect(refused).toMatchObject({ reason: 'slot_taken', status: 409 });
    expect(refused.details).toMatchObject({ takenBy: 'Rita Desk', canOverride: false });
    const nearest = refused.details.nearest as { startsAt: string }[];
    expect(nearest.map((slot) => slot.startsAt)).toContain(wall('10:30'));
    expect(nearest).toHaveLength(4);
    expect(await countVisits(clinic)).toBe(1);
  });

  it('names to the desk what is free with others of the same field, to nobody else', async () => {
    const { doctor, otherDoctor, otherPatient, type } = clinic.cast;
    await book(clinic);
    const elsewhere = async (actor = clinic.actors.reception, patientId = otherPatient) => {
      const { details } = await refusal(bookAs(actor, { patientId }));
      return details.elsewhere as { doctorId: string; startsAt: string }[] | undefined;
    };
    // Nobody else does the same.
    expect(await elsewhere()).toEqual([]);
    const { third, foreign } = await clinic.db.transact(async ({ q }) => {
      const third = await insertDoctor(q, { name: 'Dr. Cy Third' });
      const foreign = await insertDoctor(q, { name: 'Dr. Dee Foreign' });
      const idle = await insertDoctor(q, { name: 'Dr. Ed Idle', isActive: 0 });
      for (const doctorId of [third, foreign, idle])
        await q.insertInto('doctorAppointmentType').values({ appointmentTypeId: type, doctorId }).execute();
      await insertSpecialization(q, 'Cardiology', [doctor, otherDoctor, third, idle]);
      await insertSpecialization(q, 'Dermatology', [foreign]);
      return { third, foreign };
    });
    const found = (await elsewhere()) ?? [];
    expect(found.map(({ startsAt }) => startsAt)).toContain(wall('10:00'));
    const doctors = found.map(({ doctorId }) => doctorId);
    expect(new Set(doctors)).toEqual(new Set([otherDoctor, third]));
    // No more than two with each.
    expect(doctors).toHaveLength(4);
    expect(doctors).not.toContain(foreign);
    // A doctor books in no other calendar.
    expect(await elsewhere(clinic.actors.doctor, clinic.cast.patient)).toEqual([]);
  });

  it('refuses a patient who is elsewhere', async () => {
    await book(clinic);

    expect(await reasonOf(bookAs(clinic.actors.reception, { doctorId: clinic.cast.otherDoctor }))).toBe(
      'patient_busy',
    );
  });

  it('refuses a taken room', async () => {
    await book(clinic);
    const refused = bookAs(clinic.actors.reception, {
      doctorId: clinic.cast.otherDoctor,
      patientId: clinic.cast.otherPatient,
      roomId: clinic.cast.room,
    });

    expect(await reasonOf(refused)).toBe('room_taken');
  });

  it.each([
    ['before hours', '08:30'],
    ['reaching past hours', '16:45'],
  ])('refuses a time %s', async (_name, time) => {
    const refused = await refusal(bookAs(clinic.actors.reception, { startsAt: wall(time) }));

    expect(refused).toMatchObject({ reason: 'outside_hours', status: 409, details: { canOverride: false } });
  });

  it('refuses a day off, a break, time off, a closure', async () => {
    const admin = clinic.call(clinic.actors.admin);
    const { doctor } = clinic.cast;
    const asked = (day: string, time = '10:00') =>
      reasonOf(bookAs(clinic.actors.reception, { startsAt: wall(time, day) }));

    expect(await asked('2026-03-07')).toBe('outside_hours');
    const open = { weekday: 2, validFrom: '2026-01-01' };
    await admin.clinic.replaceWeeklyHours({
      doctorId: doctor,
      hours: [
        { ...open, kind: 'open', startTime: '09:00', endTime: '17:00' },
        { ...open, kind: 'break', startTime: '12:00', endTime: '13:00' },
      ],
    });
    expect(await asked(DAY, '11:45')).toBe('outside_hours');
    expect(await asked(DAY, '12:15')).toBe('outside_hours');
    await admin.clinic.addTimeOff({
      doctorId: doctor,
      startsAt: wall('15:00'),
      endsAt: wall('16:00'),
      requestId: newRequestId(),
    });
    expect(await asked(DAY, '15:30')).toBe('outside_hours');
    await admin.clinic.setDateException({ doctorId: doctor, date: '2026-03-10', open: [] });
    expect(await asked('2026-03-10')).toBe('outside_hours');
    await admin.clinic.addClosure({
      startsOn: '2026-03-17',
      endsOn: '2026-03-17',
      name: 'Holiday',
      requestId: newRequestId(),
    });
    expect(await asked('2026-03-17')).toBe('outside_hours');
  });

  it('refuses the past, off the grid, and names no other rule first', async () => {
    const desk = clinic.actors.reception;

    expect(await reasonOf(bookAs(desk, { startsAt: wall('07:30', '2026-03-02') }))).toBe('in_the_past');
    expect(await reasonOf(bookAs(desk, { startsAt: wall('10:02') }))).toBe('off_grid');
    expect(await reasonOf(bookAs(desk, { startsAt: `${DAY}T09:00:30Z` }))).toBe('off_grid');
  });

  it('refuses an inactive doctor, an inactive type and a type the doctor does not offer', async () => {
    const { retired, foreign, ended } = await clinic.db.transact(async ({ q }) => {
      const doctor = await insertDoctor(q, { isActive: 0 });
      return {
        retired: doctor,
        foreign: await insertType(q, { name: 'Dental', doctorIds: [clinic.cast.otherDoctor] }),
        ended: await insertType(q, { name: 'Old', isActive: 0, doctorIds: [clinic.cast.doctor] }),
      };
    });
    const desk = clinic.actors.reception;

    expect(await reasonOf(bookAs(desk, { doctorId: retired }))).toBe('doctor_inactive');
    expect(await reasonOf(bookAs(desk, { appointmentTypeId: foreign }))).toBe('type_not_offered');
    expect(await reasonOf(bookAs(desk, { appointmentTypeId: ended }))).toBe('type_inactive');
  });

  it('answers not found for an unknown patient, doctor, type or room', async () => {
    const unknown = newRequestId();

    for (const field of ['patientId', 'doctorId', 'appointmentTypeId', 'roomId']) {
      expect(await refusal(bookAs(clinic.actors.reception, { [field]: unknown }))).toMatchObject({
        reason: 'not_found',
        status: 404,
      });
    }
    expect(await countVisits(clinic)).toBe(0);
  });

  it('forgets what no longer blocks: a cancelled visit, a no-show', async () => {
    await clinic.db.transact(({ q }) =>
      insertVisit(q, {
        doctorId: clinic.cast.doctor,
        patientId: clinic.cast.patient,
        appointmentTypeId: clinic.cast.type,
        startsAt: wall('10:00'),
        status: 'cancelled',
        cancelCode: 'pat',
      }),
    );

    expect((await book(clinic)).status).toBe('booked');
  });

  it('sees a visit that runs over midnight and one that lasts for days', async () => {
    const { longPatient } = await clinic.db.transact(async ({ q }) => {
      const patient = await insertPatient(q, { givenName: 'Ida' });
      await insertVisit(q, {
        doctorId: clinic.cast.doctor,
        patientId: patient,
        appointmentTypeId: clinic.cast.type,
        startsAt: wall('20:00', '2026-03-01'),
        minutes: 60 * 24 * 3,
        source: 'import',
      });
      return { longPatient: patient };
    });

    expect(await reasonOf(bookAs(clinic.actors.reception))).toBe('slot_taken');
    expect(
      await reasonOf(
        bookAs(clinic.actors.reception, { patientId: longPatient, doctorId: clinic.cast.otherDoctor }),
      ),
    ).toBe('patient_busy');
  });
});

describe('a walk-in', () => {
  it('may have begun earlier today and arrives with the booking', async () => {
    clinic.clock.set(wall('10:12', '2026-03-02'));
    const visit = await book(clinic, { startsAt: wall('10:05', '2026-03-02'), isWalkIn: true });

    expect(visit).toMatchObject({ status: 'arrived', source: 'walk_in', arrivedAt: clinic.clock.now() });
    expect(
      await reasonOf(
        bookAs(clinic.actors.reception, { startsAt: wall('15:00', '2026-02-27'), isWalkIn: true }),
      ),
    ).toBe('in_the_past');
  });

  it('is for today: nobody has arrived for another day', async () => {
    const refused = await refusal(bookAs(clinic.actors.reception, { isWalkIn: true }));

    expect(refused).toMatchObject({ reason: 'invalid_input', status: 400, fields: ['startsAt'] });
    expect(await countVisits(clinic)).toBe(0);
  });
});

describe('who may book', () => {
  it.each(['admin', 'patient'] as const)('refuses the %s', async (name) => {
    expect(await reasonOf(bookAs(clinic.actors[name]))).toBe('forbidden');
  });

  it('refuses nobody, and hides other calendars from a doctor', async () => {
    expect(await reasonOf(bookAs(null))).toBe('unauthenticated');
    expect(await reasonOf(bookAs(clinic.actors.otherDoctor))).toBe('not_found');
    expect(await countVisits(clinic)).toBe(0);
  });
});

describe('the same request twice', () => {
  it('books once and answers alike, even from a second tab at the same moment', async () => {
    const input = bookInput(clinic);
    const desk = clinic.call(clinic.actors.reception);
    const answers = await Promise.all([desk.appointments.book(input), desk.appointments.book(input)]);
    const retried = await desk.appointments.book(
      Object.fromEntries(Object.entries(input).reverse()) as BookInput,
    );

    expect(answers[1]).toEqual(answers[0]);
    expect(retried).toEqual(answers[0]);
    expect(await countVisits(clinic)).toBe(1);
  });

  it('refuses another body under the same id', async () => {
    const requestId = newRequestId();
    await book(clinic, { requestId });

    expect(await reasonOf(bookAs(clinic.actors.reception, { requestId, startsAt: wall('11:00') }))).toBe(
      'request_id_reused',
    );
    expect(await countVisits(clinic)).toBe(1);
  });

  it('belongs to one person: another one’s equal id is another act', async () => {
    const requestId = newRequestId();
    await book(clinic, { requestId });
    const second = await bookAs(clinic.actors.doctor, { requestId, startsAt: wall('11:00') });

    expect(second.startsAt).toBe(wall('11:00'));
  });

  it('may be tried again after a refusal', async () => {
    const requestId = newRequestId();
    const first = await book(clinic);
    expect(
      await reasonOf(bookAs(clinic.actors.reception, { requestId, patientId: clinic.cast.otherPatient })),
    ).toBe('slot_taken');
    await clinic
      .call(clinic.actors.reception)
      .appointments.cancel({ id: first.id, code: 'pat', expectedVersion: 1 });

    const again = await book(clinic, { requestId, patientId: clinic.cast.otherPatient });
    expect(again.status).toBe('booked');
  });
});

describe('the row of a booking', () => {
  it('holds the busy time with buffers, the maker and a first SEQUENCE of 0', async () => {
    const { type, room } = await clinic.db.transact(async ({ q }) => ({
      type: await insertType(q, {
        name: 'Surgery',
        bufferBeforeMin: 5,
        bufferAfterMin: 10,
        doctorIds: [clinic.cast.doctor],
      }),
      room: await insertRoom(q, 'Theatre'),
    }));
    const visit = await book(clinic, { appointmentTypeId: type, roomId: room });

    expect(await rowOf(clinic, visit.id)).toMatchObject({
      roomId: room,
      busyStart: wall('09:55'),
      busyEnd: wall('10:40'),
      createdBy: clinic.actors.reception.userId,
      sequence: 0,
      isOverride: 0,
      overrideReason: null,
      isLong: 0,
    });
  });
});
