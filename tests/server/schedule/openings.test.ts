import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DoctorId, SpecializationId } from '../../../shared/ids.ts';
import { insertDoctor, insertType } from '../../support/factories.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestApi, type TestClinic } from '../../support/start-clinic.ts';
import { book, DAY, newRequestId, onlineInput, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

type Openings = Parameters<TestApi['schedule']['nextOpenings']>[0];
const slots = async (over: object = {}, as: 'reception' | 'patient' | 'doctor' = 'reception') => {
  const { doctor, type } = clinic.cast;
  const asked = { doctorId: doctor, appointmentTypeId: type, from: DAY, to: DAY, ...over };
  return (await clinic.call(clinic.actors[as]).schedule.slots(asked)).slots.map((slot) => slot.startsAt);
};
const next = async (over: Partial<Openings> = {}, as: 'reception' | 'patient' | 'doctor' = 'reception') => {
  const asked = { appointmentTypeId: clinic.cast.type, from: DAY, ...over };
  const { doctors } = await clinic.call(clinic.actors[as]).schedule.nextOpenings(asked);
  return doctors.map(({ doctorId, slots }) => ({ doctorId, starts: slots.map((slot) => slot.startsAt) }));
};

describe('the free slots of a day', () => {
  it('lie on the grid from the first to the last that fits: finer for the desk', async () => {
    const desk = await slots();
    const home = await slots({}, 'patient');

    expect([desk[0], desk[1], desk.at(-1)]).toEqual([wall('09:00'), wall('09:05'), wall('16:30')]);
    expect([home[0], home[1], home.at(-1)]).toEqual([wall('09:00'), wall('09:15'), wall('16:30')]);
  });

  it('leave out what is taken, with buffers on both sides', async () => {
    const buffered = await clinic.db.transact(({ q }) =>
      insertType(q, {
        name: 'Surgery',
        bufferBeforeMin: 15,
        bufferAfterMin: 30,
        doctorIds: [clinic.cast.doctor],
      }),
    );
    await book(clinic, { appointmentTypeId: buffered });
    const around = await slots({}, 'patient');
    expect(around.filter((start) => start >= wall('09:00') && start <= wall('11:00'))).toEqual(
      ['09:00', '09:15', '11:00'].map((time) => wall(time)),
    );

    const own = await slots({ appointmentTypeId: buffered }, 'patient');
    expect(own.filter((start) => start >= wall('08:00') && start <= wall('11:15'))).toEqual(
      // Its own buffer may reach before opening; it may not reach into the visit at 10:00.
      [wall('11:15')],
    );
  });

  it('leave out times at which the doctor’s room is somebody else’s', async () => {
    await book(clinic, {
      doctorId: clinic.cast.otherDoctor,
      patientId: clinic.cast.otherPatient,
      roomId: clinic.cast.room,
    });
    const free = await slots({}, 'patient');

    expect(free).toContain(wall('09:30'));
    expect(free).not.toContain(wall('10:00'));
    expect(free).toContain(wall('10:30'));
  });

  it('leave out when the patient is elsewhere, for that patient alone', async () => {
    await book(clinic, { doctorId: clinic.cast.otherDoctor });

    expect(await slots({}, 'patient')).not.toContain(wall('10:00'));
    expect(await slots()).toContain(wall('10:00'));
  });

  it('follow every commit: booked, moved, cancelled, reopened, hours changed', async () => {
    const has = async (time: string) => (await slots()).includes(wall(time));
    const desk = clinic.call(clinic.actors.reception).appointments;
    const visit = await book(clinic);
    expect(await has('10:00')).toBe(false);
    await desk.move({ id: visit.id, startsAt: wall('12:00'), expectedVersion: 1, requestId: newRequestId() });
    expect([await has('10:00'), await has('12:00')]).toEqual([true, false]);
    await desk.cancel({ id: visit.id, code: 'pat', expectedVersion: 2 });
    expect(await has('12:00')).toBe(true);
    await desk.setStatus({ id: visit.id, status: 'booked', expectedVersion: 3 });
    expect(await has('12:00')).toBe(false);
    await clinic
      .call(clinic.actors.admin)
      .clinic.setDateException({ doctorId: clinic.cast.doctor, date: DAY, open: [] });
    expect(await slots()).toEqual([]);
  });

  it('begin with now, for patients with the notice; end with the horizon', async () => {
    clinic.clock.set(wall('10:07'));

    expect((await slots())[0]).toBe(wall('10:10'));
    expect((await slots({}, 'patient'))[0]).toBe(wall('11:15'));
    const far = { from: '2026-06-01', to: '2026-06-05' };
    expect((await slots(far, 'patient')).at(-1)).toBe(wall('11:00', '2026-06-01'));
    expect((await slots(far)).at(-1)).toBe(wall('16:30', '2026-06-05'));
  });

  it('are none for a doctor who left or does not offer the type, and not found for what is not there', async () => {
    const retired = await clinic.db.transact(({ q }) => insertDoctor(q, { isActive: 0 }));
    const foreign = await clinic.db.transact(({ q }) => insertType(q, { name: 'Dental' }));
    const ended = await clinic.db.transact(({ q }) => insertType(q, { name: 'Old', isActive: 0 }));
    const inside = await clinic.db.transact(({ q }) => insertType(q, { name: 'Inside', isOnline: 0 }));

    expect(await slots({ doctorId: retired })).toEqual([]);
    expect(await slots({ appointmentTypeId: foreign })).toEqual([]);
    expect(await reasonOf(slots({ appointmentTypeId: ended }))).toBe('not_found');
    expect(await reasonOf(slots({ doctorId: newRequestId() }))).toBe('not_found');
    expect(await reasonOf(slots({ appointmentTypeId: inside }, 'patient'))).toBe('type_not_online');
  });

  it('are asked for at most 31 days at once', async () => {
    expect((await slots({ from: '2026-03-01', to: '2026-03-31' })).length).toBeGreaterThan(1_000);
    expect((await refusal(slots({ from: '2026-03-01', to: '2026-04-01' }))).fields).toEqual(['to']);
  });

  it('are a doctor’s own', async () => {
    expect((await slots({}, 'doctor')).length).toBeGreaterThan(0);
    expect(await reasonOf(slots({ doctorId: clinic.cast.otherDoctor }, 'doctor'))).toBe('not_found');
  });
});

describe('the next openings', () => {
  let cardiology: SpecializationId;
  let heartDoctor: DoctorId;
  beforeEach(async () => {
    const admin = clinic.call(clinic.actors.admin).clinic;
    const { id } = await admin.createSpecialization({ name: 'Cardiology', requestId: newRequestId() });
    cardiology = id;
    const { doctor, otherDoctor, type } = clinic.cast;
    heartDoctor = await clinic.db.transact(({ q }) =>
      insertDoctor(q, { name: 'Dr. Cor', from: '13:00', to: '15:00', weekdays: [2, 4] }),
    );
    await admin.updateDoctor({
      id: heartDoctor,
      expectedVersion: 1,
      changes: { specializationIds: [cardiology] },
    });
    const doctorIds = [doctor, otherDoctor, heartDoctor];
    await admin.updateType({ id: type, expectedVersion: 1, changes: { doctorIds } });
  });

  it('are the first of each doctor who offers the type, times that differ', async () => {
    const found = await next({ perDoctor: 2 });

    expect(found).toHaveLength(3);
    expect(found.find((doctor) => doctor.doctorId === heartDoctor)?.starts).toEqual([
      wall('13:00'),
      wall('13:30'),
    ]);
    expect(found.find((doctor) => doctor.doctorId === clinic.cast.doctor)?.starts).toEqual([
      wall('09:00'),
      wall('09:30'),
    ]);
  });

  it('are those of one doctor, or of any of a specialization', async () => {
    expect((await next({ doctorId: heartDoctor })).map((found) => found.doctorId)).toEqual([heartDoctor]);
    expect((await next({ specializationId: cardiology })).map((found) => found.doctorId)).toEqual([
      heartDoctor,
    ]);
  });

  it('go on to the days after, as far as asked', async () => {
    const found = await next({ doctorId: heartDoctor, perDoctor: 6 });
    expect(found[0]?.starts.map((start) => start.slice(0, 10))).toEqual([
      DAY,
      DAY,
      DAY,
      DAY,
      '2026-03-05',
      '2026-03-05',
    ]);
    const short = await next({ doctorId: heartDoctor, perDoctor: 6, days: 2 });
    expect(short[0]?.starts).toHaveLength(4);
  });

  it('of a part of the day begin in it, up to its last minute', async () => {
    const afternoon = await next({
      doctorId: clinic.cast.doctor,
      dayPart: 'afternoon',
      perDoctor: 20,
      days: 1,
    });
    expect([afternoon[0]?.starts[0], afternoon[0]?.starts.at(-1)]).toEqual([wall('12:00'), wall('16:30')]);
    const evening = await next({ doctorId: clinic.cast.doctor, dayPart: 'evening', days: 1 });
    expect(evening[0]?.starts).toEqual([]);
    // A visit that begins in the morning may end after it: no start is left out between two parts.
    const before = { doctorId: clinic.cast.otherDoctor, patientId: clinic.cast.otherPatient };
    await book(clinic, { ...before, startsAt: wall('11:15') });
    const home = clinic.call(clinic.actors.patient).schedule;
    const { doctors } = await home.nextOpenings({
      appointmentTypeId: clinic.cast.type,
      doctorId: clinic.cast.otherDoctor,
      from: DAY,
      days: 1,
      dayPart: 'morning',
      perDoctor: 20,
    });
    expect(doctors[0]?.slots.at(-1)?.startsAt).toBe(wall('11:45'));
  });

  it('show a doctor the own calendar alone', async () => {
    expect((await next({}, 'doctor')).map((found) => found.doctorId)).toEqual([clinic.cast.doctor]);
    expect(await reasonOf(next({ doctorId: clinic.cast.otherDoctor }, 'doctor'))).toBe('not_found');
  });

  it('can all be booked as offered', async () => {
    const [offered] = await next({ doctorId: clinic.cast.doctor, perDoctor: 5 }, 'patient');
    const own = clinic.call(clinic.actors.patient).appointments;

    expect(offered?.starts).toHaveLength(5);
    for (const startsAt of offered?.starts ?? []) {
      expect((await own.bookOnline(onlineInput(clinic, { startsAt }))).startsAt).toBe(startsAt);
    }
  });
});
