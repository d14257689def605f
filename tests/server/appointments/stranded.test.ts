import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reasonOf } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, DAY, newRequestId, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const desk = () => clinic.call(clinic.actors.reception).appointments;
const admin = () => clinic.call(clinic.actors.admin).clinic;
const close = (day = DAY) =>
  admin().addClosure({ startsOn: day, endsOn: day, name: 'Strike', requestId: newRequestId() });
const listed = async () => {
  const { items, count } = await desk().listStranded({});
  return { ids: items.map(({ visit }) => visit.id), reasons: items.map(({ reason }) => reason), count };
};

describe('visits that have lost their place', () => {
  it('are listed with the reason in order of time, until each is moved or cancelled', async () => {
    const later = await book(clinic, { startsAt: wall('15:00') });
    const first = await book(clinic, { startsAt: wall('09:00'), patientId: clinic.cast.otherPatient });
    await book(clinic, { startsAt: wall('09:00', '2026-03-04') });
    expect(await listed()).toEqual({ ids: [], reasons: [], count: 0 });
    await close();

    const both = { ids: [first.id, later.id], reasons: ['outside_hours', 'outside_hours'], count: 2 };
    expect(await listed()).toEqual(both);
    await desk().move({
      id: first.id,
      expectedVersion: 1,
      doctorId: clinic.cast.doctor,
      requestId: newRequestId(),
      startsAt: wall('11:00', '2026-03-04'),
    });
    expect((await listed()).ids).toEqual([later.id]);
    await desk().cancel({ id: later.id, code: 'prov', expectedVersion: 1 });
    expect(await listed()).toEqual({ ids: [], reasons: [], count: 0 });
  });

  it('come back into their place with the hours they were booked in', async () => {
    const visit = await book(clinic);
    await close();
    expect((await listed()).ids).toEqual([visit.id]);
    const [{ id } = { id: 0 }] = (await admin().listClosures({})).items;
    await admin().removeClosure({ id });
    expect((await listed()).ids).toEqual([]);
    const { version } = await admin().getDoctor({ id: clinic.cast.doctor });
    const leaves = { id: clinic.cast.doctor, expectedVersion: version, changes: { isActive: false } };
    await admin().updateDoctor(leaves);
    expect(await listed()).toEqual({ ids: [visit.id], reasons: ['doctor_gone'], count: 1 });
  });

  it('are paged, and a doctor sees the own ones', async () => {
    await book(clinic, { startsAt: wall('09:00') });
    await book(clinic, { startsAt: wall('10:00') });
    const { otherDoctor: doctorId, otherPatient: patientId } = clinic.cast;
    const other = await book(clinic, { doctorId, patientId, startsAt: wall('09:30') });
    await close();

    const first = await desk().listStranded({ limit: 2 });
    const second = await desk().listStranded({ limit: 2, cursor: first.nextCursor ?? '' });
    expect([first, second].map(({ items, count }) => [items.length, count])).toEqual([
      [2, 3],
      [1, 3],
    ]);
    expect(second.nextCursor).toBeNull();
    const own = await clinic.call(clinic.actors.otherDoctor).appointments.listStranded({});
    expect(own.items.map(({ visit }) => visit.id)).toEqual([other.id]);
    expect(own.count).toBe(1);
    expect(await reasonOf(clinic.call(clinic.actors.patient).appointments.listStranded({}))).toBe(
      'forbidden',
    );
  });

  it('are none that are over', async () => {
    await book(clinic);
    await close();
    expect((await listed()).count).toBe(1);
    clinic.clock.set(wall('09:00', '2026-03-04'));
    expect((await listed()).count).toBe(0);
  });

  it('are not those put outside hours on purpose, but all that are booked over another visit', async () => {
    await clinic.close();
    clinic = await startClinic({ settings: { isOverbookingAllowed: true } });
    const over = (startsAt: string) =>
      book(clinic, { startsAt, patientId: clinic.cast.otherPatient, overrideReason: 'Came with a fever' });
    const first = await book(clinic);
    const second = await over(first.startsAt);
    const early = await over(wall('07:00'));
    expect((await listed()).count).toBe(0);
    await close();

    expect((await listed()).ids.toSorted()).toEqual([first.id, second.id].toSorted());
    const leaves = { id: clinic.cast.doctor, expectedVersion: 1, changes: { isActive: false } };
    await clinic.call(clinic.actors.admin).clinic.updateDoctor(leaves);
    const { ids, reasons } = await listed();
    expect(reasons[ids.indexOf(early.id)]).toBe('doctor_gone');
  });
});
