import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import type { AppointmentId, RoomId } from '../../../shared/ids.ts';
import { PASSWORD } from '../../support/actors.ts';
import { insertPatient } from '../../support/factories.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, lastAudit, newRequestId, rowOf, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic({ now: wall('09:30') });
});
afterEach(() => clinic.close());

const desk = () => clinic.call(clinic.actors.reception);
const admin = () => clinic.call(clinic.actors.admin);
type Settable = Exclude<AppointmentStatus, 'cancelled'>;

async function step(id: AppointmentId, status: Settable, roomId?: RoomId) {
  clinic.clock.advance({ minutes: 1 });
  const { version } = await rowOf(clinic, id);
  return desk().appointments.setStatus({ id, status, expectedVersion: version, roomId });
}

const roomNow = async (id: RoomId = clinic.cast.room) => {
  const found = (await desk().flow.rooms({})).rooms.find((room) => room.id === id);
  if (found === undefined) throw new Error('no such room');
  return found;
};
const stateOf = async (id?: RoomId) => (await roomNow(id)).state;

async function addRoom(name: string): Promise<RoomId> {
  return (await admin().clinic.createRoom({ name, requestId: newRequestId() })).id;
}

/** Of another patient, with the doctor who has no room. */
async function bookOther(time = '10:00'): Promise<AppointmentId> {
  const patientId = await clinic.db.transact(({ q }) => insertPatient(q, { familyName: `At ${time}` }));
  return (await book(clinic, { patientId, doctorId: clinic.cast.otherDoctor, startsAt: wall(time) })).id;
}

describe('a room', () => {
  it('is free, has somebody in it, is to be cleaned, and is free again by one press', async () => {
    const { id } = await book(clinic);
    expect(await stateOf()).toBe('free');
    await step(id, 'in_room');
    expect(await roomNow()).toMatchObject({
      state: 'occupied',
      guests: [{ visitId: id, familyName: 'Lopez', doctorName: 'Dr. Ana Ruiz', status: 'in_room' }],
    });
    await step(id, 'with_doctor');
    expect(await stateOf()).toBe('occupied');
    await step(id, 'completed');
    expect(await roomNow()).toMatchObject({
      state: 'to_clean',
      toCleanSince: clinic.clock.now(),
      version: 1,
    });
    expect(await lastAudit(clinic)).toMatchObject({
      action: 'U',
      subtype: 'room.markDirty',
      objectType: 'room',
      objectId: clinic.cast.room,
      patientId: null,
    });
    expect(clinic.events).toContainEqual({ type: 'room.changed', id: clinic.cast.room, version: 1 });

    await desk().rooms.markClean({ id: clinic.cast.room, expectedVersion: 1 });
    expect(await stateOf()).toBe('free');
    expect((await lastAudit(clinic)).subtype).toBe('room.markClean');
  });

  it('is marked by the desk, too; a mark it has already is no change', async () => {
    const { room: id } = clinic.cast;
    expect(await desk().rooms.markClean({ id, expectedVersion: 0 })).toMatchObject({ version: 0 });
    expect(await desk().rooms.markDirty({ id, expectedVersion: 0 })).toMatchObject({ version: 1 });
    expect(await desk().rooms.markDirty({ id, expectedVersion: 1 })).toMatchObject({ version: 1 });
    expect(clinic.events.filter(({ type }) => type === 'room.changed')).toHaveLength(1);
  });

  it('is marked by one of two who do it at once; the other sees how it is now', async () => {
    const { room: id } = clinic.cast;
    const both = await Promise.allSettled(
      [1, 2].map(() => desk().rooms.markDirty({ id, expectedVersion: 0 })),
    );

    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const late = await refusal(desk().rooms.markDirty({ id, expectedVersion: 0 }));
    expect(late).toMatchObject({ reason: 'stale_version', details: { current: { version: 1 } } });
    expect((await roomNow()).version).toBe(1);
  });

  it('stays as it is where the clinic does not want marks, after a mis-click, and when nobody was in it', async () => {
    const { id } = await book(clinic);
    await step(id, 'checked_in');
    await step(id, 'left');
    expect(await stateOf()).toBe('free');
    const next = (await book(clinic, { startsAt: wall('11:00') })).id;
    await step(next, 'arrived');
    await step(next, 'in_room');
    await step(next, 'arrived');
    expect(await stateOf()).toBe('free');

    const { revision } = await admin().clinic.overview({});
    await admin().clinic.updateSettings({
      changes: { isRoomCleaningNoted: false },
      expectedRevision: revision,
      password: PASSWORD,
    });
    await step(next, 'in_room');
    await step(next, 'completed');
    expect(await stateOf()).toBe('free');
  });

  it('is marked and seen at the desk alone; one that is not there is not found', async () => {
    const { room: id } = clinic.cast;
    for (const who of ['doctor', 'patient', 'admin'] as const) {
      const theirs = clinic.call(clinic.actors[who]);
      expect(await reasonOf(theirs.rooms.markClean({ id, expectedVersion: 0 }))).toBe('forbidden');
      expect(await reasonOf(theirs.rooms.markDirty({ id, expectedVersion: 0 }))).toBe('forbidden');
      expect(await reasonOf(theirs.flow.rooms({}))).toBe('forbidden');
    }
    expect((await clinic.call(clinic.actors.doctor).flow.waitingRoom({})).rooms).toEqual([]);
    const none = { id: newRequestId() as RoomId, expectedVersion: 0 };
    expect(await reasonOf(desk().rooms.markDirty(none))).toBe('not_found');
  });
});

describe('going in', () => {
  it('gives who has no room one that is no doctor’s own, and none where none is free', async () => {
    const id = await bookOther();
    expect((await step(id, 'in_room')).room).toBeNull();
    await step(id, 'booked');
    const shared = await addRoom('Room 2');
    expect((await step(id, 'in_room')).room).toEqual({ id: shared, name: 'Room 2' });

    const later = await bookOther('11:00');
    expect((await step(later, 'in_room')).room).toBeNull();
  });

  it('passes over a room that another visit has booked for that time', async () => {
    const shared = await addRoom('Room 2');
    await book(clinic, { roomId: shared });
    const id = await bookOther();

    expect((await step(id, 'in_room')).room).toBeNull();
  });

  it('takes the room the desk chooses', async () => {
    const id = await bookOther('11:00');
    expect((await step(id, 'in_room', clinic.cast.room)).room?.name).toBe('Room 1');
    expect((await rowOf(clinic, id)).roomId).toBe(clinic.cast.room);
  });

  it('refuses a room somebody is in, and one that is booked for the time', async () => {
    const { id: first } = await book(clinic);
    const second = await bookOther('10:15');
    expect(await reasonOf(step(second, 'in_room', clinic.cast.room))).toBe('room_taken');

    const third = await bookOther('14:00');
    await step(first, 'in_room');
    expect(await reasonOf(step(third, 'in_room', clinic.cast.room))).toBe('room_taken');
    expect((await rowOf(clinic, third)).status).toBe('booked');
  });

  it('lets one of two into the last room', async () => {
    const [a, b] = [await bookOther('14:00'), await bookOther('15:00')];
    const both = await Promise.allSettled([a, b].map((id) => step(id, 'in_room', clinic.cast.room)));

    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await roomNow()).guests).toHaveLength(1);
  });

  it('refuses a room for another step, and one that is not there', async () => {
    const id = await bookOther();
    expect(await reasonOf(step(id, 'arrived', clinic.cast.room))).toBe('invalid_input');
    expect(await reasonOf(step(id, 'in_room', newRequestId() as RoomId))).toBe('not_found');
  });

  it('is taken back with its room', async () => {
    const id = await bookOther();
    const { version } = await step(id, 'in_room', await addRoom('Room 2'));
    await desk().undo.take({ visit: { id, version } });

    expect(await rowOf(clinic, id)).toMatchObject({ status: 'booked', roomId: null });
  });
});
