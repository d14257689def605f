import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, lastAudit, newRequestId, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic({ now: wall('09:30') });
});
afterEach(() => clinic.close());

const admin = () => clinic.call(clinic.actors.admin).clinic;
const desk = () => clinic.call(clinic.actors.reception);
const use = (isActive: boolean) => admin().updateRoom({ id: clinic.cast.room, isActive });
const roomsNow = async () => (await desk().flow.rooms({})).rooms.map(({ name }) => name);
const ownRoom = async () => (await admin().getDoctor({ id: clinic.cast.doctor })).room?.id;

describe('a room that is given up', () => {
  it('takes no more visits, is no doctor’s own any more, and comes back as it was', async () => {
    expect(await use(false)).toMatchObject({ isActive: false });
    expect(await lastAudit(clinic)).toMatchObject({
      subtype: 'clinic.updateRoom',
      changedFields: '["isActive"]',
    });
    expect(await ownRoom()).toBeUndefined();
    expect(await roomsNow()).toEqual([]);
    expect((await book(clinic)).room).toBeNull();
    const there = { startsAt: wall('11:00'), patientId: clinic.cast.otherPatient, roomId: clinic.cast.room };
    expect(await reasonOf(book(clinic, there))).toBe('not_found');

    await use(true);
    expect(await ownRoom()).toBe(clinic.cast.room);
    expect((await book(clinic, there)).room?.id).toBe(clinic.cast.room);
  });

  it('is named no longer by visits to come, which get another when they go in', async () => {
    const visit = await book(clinic);
    expect(visit.room?.id).toBe(clinic.cast.room);
    await use(false);
    const other = await admin().createRoom({ name: 'Garden', requestId: newRequestId() });

    expect((await desk().appointments.get({ id: visit.id })).appointment.room).toBeNull();
    const inside = await desk().appointments.setStatus({
      id: visit.id,
      status: 'in_room',
      expectedVersion: visit.version,
    });
    expect(inside.room).toEqual({ id: other.id, name: 'Garden' });
  });

  it('stays on the board while somebody is in it, and in the visits that were', async () => {
    const visit = await book(clinic);
    const inside = await desk().appointments.setStatus({
      id: visit.id,
      status: 'in_room',
      expectedVersion: visit.version,
    });
    await use(false);
    expect(await roomsNow()).toHaveLength(1);
    const done = await desk().appointments.setStatus({
      id: visit.id,
      status: 'completed',
      expectedVersion: inside.version,
    });
    expect(done.room?.id).toBe(clinic.cast.room);
    expect(await roomsNow()).toEqual([]);
  });

  it('lets a visit that was booked into it be moved', async () => {
    const { id, version: expectedVersion } = await book(clinic);
    await use(false);
    const to = { doctorId: clinic.cast.doctor, startsAt: wall('14:00'), requestId: newRequestId() };
    const moved = await desk().appointments.move({ id, expectedVersion, ...to });
    expect(moved.room).toBeNull();
  });

  it('is looked over before: the visits booked into it are shown, and others that come meanwhile again', async () => {
    const { room: id, doctor: doctorId, type: typeId } = clinic.cast;
    const visit = await book(clinic);
    const planned = { kind: 'room', change: { id, isActive: false } } as const;
    const seen = await admin().previewChange({ planned });
    const { startsAt, endsAt } = visit;
    expect(seen).toMatchObject({
      count: 1,
      items: [{ id: visit.id, startsAt, endsAt, doctorId, typeId, reason: 'room_gone' }],
    });
    expect(await ownRoom()).toBe(id);
    await book(clinic, { startsAt: wall('12:00'), patientId: clinic.cast.otherPatient });
    const change = { ...planned.change, touched: seen.mark };
    expect(await refusal(admin().updateRoom(change))).toMatchObject({
      reason: 'stale_version',
      details: { touchedCount: 2 },
    });
    expect(await ownRoom()).toBe(id);

    const { mark: touched } = await admin().previewChange({ planned });
    expect(await admin().updateRoom({ ...planned.change, touched })).toMatchObject({ isActive: false });
    // They stand on their hours still: the desk has nothing to move.
    expect((await desk().appointments.listStranded({})).count).toBe(0);
    const rename = { kind: 'room', change: { id, name: 'Garden' } } as const;
    expect((await admin().previewChange({ planned: rename })).count).toBe(0);
    const nowhere = { ...rename.change, id: doctorId as unknown as typeof id };
    expect(await reasonOf(admin().previewChange({ planned: { kind: 'room', change: nowhere } }))).toBe(
      'not_found',
    );
  });
});
