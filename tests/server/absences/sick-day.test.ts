import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AbsencePlan, CarryOutAbsence } from '../../../shared/contracts/absences.ts';
import type { AbsenceRule } from '../../../shared/domain/absence-plan.ts';
import type { AppointmentId, SpecializationId } from '../../../shared/ids.ts';
import { insertPatient, insertType, insertVisit } from '../../support/factories.ts';
import { createMailbox, type Mailbox } from '../../support/mailbox.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, DAY, newRequestId, rowOf, wall } from '../../support/visits.ts';

const VISITS = 40;

let clinic: TestClinic;
let mailbox: Mailbox;
beforeEach(async () => {
  mailbox = createMailbox();
  clinic = await startClinic({ mail: mailbox });
  await clinic.db.transact(async ({ q }) => {
    const specializationId = newRequestId() as SpecializationId;
    await q.insertInto('specialization').values({ id: specializationId, name: 'General' }).execute();
    for (const doctorId of [clinic.cast.doctor, clinic.cast.otherDoctor]) {
      await q.insertInto('doctorSpecialization').values({ doctorId, specializationId }).execute();
    }
  });
});
afterEach(() => clinic.close());

const desk = () => clinic.call(clinic.actors.reception);
const sickDay = () => ({
  doctorId: clinic.cast.doctor,
  startsAt: wall('00:00'),
  endsAt: wall('00:00', '2026-03-04'),
});
const preview = (rule: AbsenceRule, days = 14) => desk().absences.preview({ ...sickDay(), rule, days });
const seen = ({ visit }: AbsencePlan['visits'][number]) => ({ id: visit.id, expectedVersion: visit.version });

function decided({ visits }: AbsencePlan): Omit<CarryOutAbsence, 'requestId'> {
  const moves = visits.flatMap((each) => {
    const { target } = each;
    return target === null ? [] : [{ ...seen(each), doctorId: target.doctorId, startsAt: target.startsAt }];
  });
  const left = visits.filter(({ target }) => target === null).map(seen);
  return { ...sickDay(), reason: 'Away', moves, left, cancels: [] };
}
const carryOut = (what: Omit<CarryOutAbsence, 'requestId'>, requestId = newRequestId()) =>
  desk().absences.carryOut({ ...what, requestId });

/** A day full of short visits, each of another patient with an address. */
async function fillDay(count = VISITS): Promise<AppointmentId[]> {
  const { doctor: doctorId, otherDoctor } = clinic.cast;
  return await clinic.db.transact(async ({ q }) => {
    const appointmentTypeId = await insertType(q, {
      name: 'Short',
      durationMin: 10,
      doctorIds: [doctorId, otherDoctor],
    });
    const ids: AppointmentId[] = [];
    for (let n = 0; n < count; n++) {
      const patientId = await insertPatient(q, { familyName: `No ${n}`, email: `no${n}@mail.test` });
      const minutes = 9 * 60 + n * 10;
      const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
      ids.push(
        await insertVisit(q, { doctorId, patientId, appointmentTypeId, startsAt: wall(time), minutes: 10 }),
      );
    }
    return ids;
  });
}

const places = () =>
  clinic.db.read((q) =>
    q
      .selectFrom('appointment')
      .select(['id', 'doctorId', 'startsAt', 'endsAt', 'busyStart', 'busyEnd', 'roomId', 'status'])
      .orderBy('id')
      .execute(),
  );
const timeOff = () => clinic.db.read((q) => q.selectFrom('timeOff').selectAll().execute());

describe('a doctor who is sick for a day', () => {
  it(`has ${VISITS} visits moved in one transaction, each patient told once, and all of it taken back`, async () => {
    const ids = await fillDay();
    const before = await places();
    const began = performance.now();
    const plan = await preview('same_doctor_later');
    const planned = performance.now();
    const { requestId, ...what } = { ...decided(plan), requestId: newRequestId() };
    const done = await carryOut(what, requestId);
    const carried = performance.now();

    expect(done.moved.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect({ left: done.left, toldCount: done.toldCount, toCall: done.toCall }).toEqual({
      left: [],
      toldCount: VISITS,
      toCall: [],
    });
    const moved = await places();
    expect(moved.every(({ startsAt }) => startsAt >= wall('00:00', '2026-03-04'))).toBe(true);
    expect(new Set(moved.map(({ startsAt }) => startsAt)).size).toBe(VISITS);
    expect(mailbox.messages.map(({ to }) => to).toSorted()).toEqual(
      Array.from({ length: VISITS }, (_, n) => `no${n}@mail.test`).toSorted(),
    );
    expect(await timeOff()).toHaveLength(1);
    // A retry is the same act: nobody is told twice.
    expect(await carryOut(what, requestId)).toEqual(done);
    expect(mailbox.messages).toHaveLength(VISITS);

    const undone = await desk().undo.take({});
    const back = performance.now();
    expect(undone.visits).toHaveLength(VISITS);
    expect(await places()).toEqual(before);
    expect(await timeOff()).toEqual([]);
    const ms = (from: number, to: number) => `${Math.round(to - from)} ms`;
    console.log(
      `sick day of ${VISITS} visits: looked over ${ms(began, planned)}, carried out ${ms(planned, carried)}, taken back ${ms(carried, back)}`,
    );
  });

  it('leaves each visit in the same part of the day as it was, where there is room', async () => {
    await book(clinic, { startsAt: wall('10:00') });
    await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('14:00') });
    const { visits } = await preview('same_doctor_later');
    expect(visits.map(({ target }) => target?.startsAt)).toEqual([
      wall('10:00', '2026-03-04'),
      wall('14:00', '2026-03-04'),
    ]);
  });

  it('is stood in for by a colleague of the same field today, as near as there is room, and not before the booked time', async () => {
    await book(clinic, { startsAt: wall('10:00') });
    await book(clinic, {
      doctorId: clinic.cast.otherDoctor,
      patientId: clinic.cast.otherPatient,
      startsAt: wall('10:00'),
    });
    const plan = await preview('colleague_today');
    expect(plan.visits[0]?.target).toMatchObject({
      doctorId: clinic.cast.otherDoctor,
      doctorName: 'Dr. Ben Osei',
      startsAt: wall('10:30'),
    });
    const { moved } = await carryOut(decided(plan));
    expect(moved[0]).toMatchObject({ doctorId: clinic.cast.otherDoctor, startsAt: wall('10:30') });
  });

  it('is stood in for before the booked time only where the colleague has nothing later that day', async () => {
    await book(clinic, { startsAt: wall('16:30') });
    const { otherDoctor: doctorId, otherPatient: patientId } = clinic.cast;
    await book(clinic, { doctorId, patientId, startsAt: wall('16:30') });
    const [visit] = (await preview('colleague_today')).visits;
    expect(visit?.target?.startsAt).toBe(wall('16:00'));
  });

  it('that is half a day asks nobody to come earlier to the same doctor', async () => {
    await book(clinic, { startsAt: wall('14:00') });
    await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('10:00') });
    const later = (from: string, until: string) =>
      desk().absences.preview({
        doctorId: clinic.cast.doctor,
        startsAt: wall(from),
        endsAt: wall(until),
        rule: 'same_doctor_later',
        days: 14,
      });
    const { visits: afternoon } = await later('13:00', '17:00');
    expect(afternoon.map(({ target }) => target?.startsAt)).toEqual([wall('14:00', '2026-03-04')]);
    // In the same part of the day, and after the absence.
    const { visits: morning } = await later('09:00', '11:00');
    expect(morning.map(({ target }) => target?.startsAt)).toEqual([wall('11:00')]);
  });

  it('has a colleague today before another day, and another day where there is none', async () => {
    await fillDay(20);
    await clinic.db.transact(({ q }) =>
      q
        .updateTable('weeklyHours')
        .set({ endTime: '10:00' as never })
        .where('doctorId', '=', clinic.cast.otherDoctor)
        .execute(),
    );
    await clinic.db.transact(({ q }) =>
      q
        .updateTable('clinicRevision')
        .set((eb) => ({ revision: eb('revision', '+', 1) }))
        .execute(),
    );
    const { visits } = await preview('colleague_then_later');
    const today = visits.filter(({ target }) => target?.doctorId === clinic.cast.otherDoctor);
    expect(today).toHaveLength(6);
    expect(visits.filter(({ target }) => target?.doctorId === clinic.cast.doctor)).toHaveLength(14);
  });

  it('puts nobody where they have another visit, and says so where there is no room', async () => {
    await book(clinic, { startsAt: wall('10:00') });
    await book(clinic, { doctorId: clinic.cast.otherDoctor, startsAt: wall('09:30') });
    await book(clinic, { doctorId: clinic.cast.otherDoctor, startsAt: wall('10:30') });
    const { visits } = await preview('colleague_today');
    expect(visits[0]?.target?.startsAt).toBe(wall('10:00'));
    await clinic.db.transact(({ q }) =>
      q.updateTable('doctor').set({ isActive: 0 }).where('id', '=', clinic.cast.otherDoctor).execute(),
    );
    expect((await preview('colleague_today')).visits[0]?.target).toBeNull();
  });

  it('has those named who are to be called: without an address, left, or cancelled without one', async () => {
    const one = await book(clinic, { startsAt: wall('10:00') });
    const two = await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('11:00') });
    const plan = await preview('same_doctor_later');
    const [first, second] = plan.visits;
    if (first === undefined || second === undefined) throw new Error('two visits');
    const what = { ...decided(plan), moves: [], left: [seen(first)], cancels: [seen(second)] };
    const done = await carryOut(what);
    expect(done).toMatchObject({ toldCount: 0, toCall: [two.id, one.id] });
    expect(done.cancelled[0]).toMatchObject({ id: two.id, status: 'cancelled' });
    expect(done.left[0]).toMatchObject({ id: one.id, startsAt: wall('10:00'), status: 'booked' });
    await desk().undo.take({});
    expect((await places()).map(({ status }) => status)).toEqual(['booked', 'booked']);
  });

  it('tells a patient of several visits once', async () => {
    await fillDay(2);
    await clinic.db.transact(async ({ q }) => {
      const [first] = await q.selectFrom('appointment').select('patientId').orderBy('startsAt').execute();
      await q.updateTable('appointment').set({ patientId: first?.patientId }).execute();
    });
    const done = await carryOut(decided(await preview('same_doctor_later')));
    expect(done).toMatchObject({ toldCount: 1, toCall: [] });
    expect(done.moved).toHaveLength(2);
    expect(mailbox.messages.map(({ to }) => to)).toEqual(['no0@mail.test']);
    expect(mailbox.messages[0]?.text.match(/It is now:/g)).toHaveLength(2);
  });

  it('writes no clinical word, and why nobody is there, into what is sent', async () => {
    await fillDay(1);
    await carryOut({ ...decided(await preview('same_doctor_later')), reason: 'Influenza' });
    const [mail] = mailbox.messages;
    expect(mail?.subject).toBe('Test clinic: your visit was moved');
    expect(mail?.text).toContain('Tuesday, 3 March 2026, 09:00');
    expect(mail?.text).toContain('Wednesday, 4 March 2026, 09:00, Dr. Ana Ruiz');
    expect(mail?.text).not.toMatch(/Influenza|sick|Short/);
  });
});

describe('a plan that is no longer true', () => {
  const nothingChanged = async (before: Awaited<ReturnType<typeof places>>) => {
    expect(await places()).toEqual(before);
    expect(await timeOff()).toEqual([]);
    expect(mailbox.messages).toEqual([]);
  };

  it('is refused where a place was taken meanwhile, naming the visit; nothing is half done', async () => {
    await fillDay(3);
    const plan = await preview('same_doctor_later');
    const last = plan.visits[2];
    await book(clinic, { startsAt: last?.target?.startsAt ?? '' });
    const before = await places();
    expect(await refusal(carryOut(decided(plan)))).toMatchObject({
      reason: 'absence_refused',
      details: { id: last?.visit.id, why: 'slot_taken' },
    });
    await nothingChanged(before);
  });

  it('is refused where a visit was changed, or came, or went meanwhile', async () => {
    await fillDay(2);
    const plan = await preview('same_doctor_later');
    const [first] = plan.visits;
    await desk().appointments.setStatus({
      id: first?.visit.id ?? '',
      status: 'confirmed',
      expectedVersion: 1,
    });
    const before = await places();
    expect(await refusal(carryOut(decided(plan)))).toMatchObject({
      reason: 'stale_version',
      details: { id: first?.visit.id },
    });
    await nothingChanged(before);
    const fresh = await preview('same_doctor_later');
    await book(clinic, { startsAt: wall('15:00') });
    expect(await reasonOf(carryOut(decided(fresh)))).toBe('stale_version');
    const newest = await preview('same_doctor_later');
    const one = { ...decided(newest), moves: decided(newest).moves.slice(1) };
    expect(await reasonOf(carryOut(one))).toBe('stale_version');
  });

  it('is carried out by one of two desks', async () => {
    await fillDay(5);
    const what = decided(await preview('same_doctor_later'));
    const both = await Promise.allSettled([carryOut(what), carryOut(what)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await timeOff()).toHaveLength(1);
    expect(mailbox.messages).toHaveLength(5);
  });

  it('is taken back by itself where it hit nobody, whatever was done since', async () => {
    const { undoId } = await carryOut(decided(await preview('same_doctor_later')));
    const later = await book(clinic, { doctorId: clinic.cast.otherDoctor });
    expect(await reasonOf(clinic.call(clinic.actors.doctor).undo.take({ stepId: undoId }))).toBe(
      'nothing_to_undo',
    );
    await desk().undo.take({ stepId: undoId });
    expect(await timeOff()).toEqual([]);
    expect(await rowOf(clinic, later.id)).toMatchObject({ status: 'booked' });
  });

  it('is not taken back where an old place is taken meanwhile', async () => {
    const [id] = await fillDay(2);
    await carryOut(decided(await preview('same_doctor_later')));
    const { doctor: doctorId, otherPatient: patientId, type: appointmentTypeId } = clinic.cast;
    await clinic.db.transact(({ q }) =>
      insertVisit(q, { doctorId, patientId, appointmentTypeId, startsAt: wall('09:00') }),
    );
    const before = await places();
    expect(await reasonOf(desk().undo.take({}))).toBe('slot_taken');
    expect(await places()).toEqual(before);
    expect(await timeOff()).toHaveLength(1);
    expect(before.find((each) => each.id === id)?.startsAt).not.toBe(wall('09:00'));
  });
});

describe('who may', () => {
  it.each(['admin', 'doctor', 'patient'] as const)('is not %s', async (who) => {
    const ask = clinic.call(clinic.actors[who]).absences.preview({ ...sickDay(), rule: 'colleague_today' });
    expect(await reasonOf(ask)).toBe('forbidden');
  });

  it('looks over nothing longer than a fortnight, and nothing that ends before it begins', async () => {
    const at = (endsAt: string) =>
      desk().absences.preview({ ...sickDay(), endsAt, rule: 'same_doctor_later' });
    expect(await reasonOf(at(wall('00:00', '2026-03-20')))).toBe('invalid_input');
    expect(await reasonOf(at(wall('00:00', '2026-03-02')))).toBe('invalid_input');
    expect(DAY).toBe('2026-03-03');
  });
});
