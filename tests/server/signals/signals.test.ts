import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SendSignal, SignalDto } from '../../../shared/contracts/signals.ts';
import type { SignalKind } from '../../../shared/domain/signals.ts';
import type { SignalId } from '../../../shared/ids.ts';
import { insertUser } from '../../support/factories.ts';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, lastAudit, newRequestId, rowOf, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic({ now: wall('10:00') });
});
afterEach(() => clinic.close());

type Who = keyof TestClinic['actors'];
const of = (who: Who) => clinic.call(clinic.actors[who]).signals;
const desk = () => of('reception');
const inputOf = (kind: SignalKind, more: Partial<SendSignal> = {}): SendSignal => ({
  doctorId: clinic.cast.doctor,
  kind,
  roomId: null,
  note: '',
  requestId: newRequestId(),
  ...more,
});
const send = (kind: SignalKind, more: Partial<SendSignal> = {}) => of('doctor').send(inputOf(kind, more));
const openFor = async (who: Who) => (await of(who).listOpen({})).signals;
const handle = ({ id, version }: SignalDto) => ({ id, expectedVersion: version });
const stateOfRoom = async () =>
  (await clinic.call(clinic.actors.reception).flow.rooms({})).rooms[0] ?? expect.unreachable();
const hints = () => clinic.events.filter(({ type }) => type === 'signal.changed');

/** A second one at the desk. */
async function colleague() {
  const row = { name: 'Sam Lee', email: 'sam@clinic.test', role: 'receptionist', passwordHash: '' } as const;
  const userId = await clinic.db.transact(({ q }) => insertUser(q, row));
  return clinic.call({ ...clinic.actors.reception, userId }).signals;
}

describe('a signal from the room', () => {
  it('is sent once, seen by the desk, taken by one, and cleared', async () => {
    const sent = await send('nurse', { note: 'Dressing change' });
    expect(sent).toMatchObject({
      kind: 'nurse',
      doctorName: 'Dr. Ana Ruiz',
      room: { name: 'Room 1' },
      note: 'Dressing change',
      sentAt: wall('10:00'),
      taken: null,
      version: 1,
    });
    expect(sent.can).toEqual({ take: false, finish: false, withdraw: true });
    expect(await lastAudit(clinic)).toMatchObject({
      action: 'C',
      subtype: 'signal.send',
      objectType: 'signal',
      objectId: sent.id,
      patientId: null,
    });
    expect(hints()).toEqual([
      { type: 'signal.changed', id: sent.id, version: 1, doctorId: clinic.cast.doctor },
    ]);
    for (const who of ['reception', 'admin'] as const) {
      expect((await openFor(who))[0]?.can).toEqual({ take: true, finish: false, withdraw: false });
    }
    expect(await openFor('otherDoctor')).toEqual([]);

    // What a doctor writes may name somebody, and an administrator reads no board.
    expect((await openFor('reception'))[0]?.note).toBe('Dressing change');
    expect((await openFor('admin'))[0]?.note).toBe('');
    expect(await reasonOf(desk().finish(handle(sent)))).toBe('illegal_transition');
    expect(await openFor('doctor')).toMatchObject([{ taken: null, version: 1 }]);

    clinic.clock.advance({ minutes: 1 });
    const taken = await desk().take(handle(sent));
    expect(taken).toMatchObject({ taken: { by: 'Rita Desk', at: wall('10:01'), isMine: true }, version: 2 });
    expect((await lastAudit(clinic)).subtype).toBe('signal.take');
    expect(await openFor('doctor')).toMatchObject([{ taken: { by: 'Rita Desk', isMine: false } }]);
    expect(await desk().take(handle(sent))).toEqual(taken);

    expect(await of('admin').finish(handle(taken))).toEqual({ ok: true });
    expect((await lastAudit(clinic)).subtype).toBe('signal.finish');
    expect(await openFor('doctor')).toEqual([]);
    expect(await reasonOf(desk().finish(handle(taken)))).toBe('not_found');
    expect(hints()).toHaveLength(3);
  });

  it('is won by one of two who take it at once; the other reads who has it', async () => {
    const sent = await send('urgent');
    const sam = await colleague();
    const both = await Promise.allSettled([desk().take(handle(sent)), sam.take(handle(sent))]);

    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const [winner] = await openFor('doctor');
    const late = both[0].status === 'rejected' ? desk() : sam;
    expect(await refusal(late.take(handle(sent)))).toMatchObject({
      reason: 'stale_version',
      details: { current: { taken: { by: winner?.taken?.by } } },
    });
    expect(winner?.version).toBe(2);
  });

  it('is made once by a retry, and the same again is the same still, with newer words', async () => {
    const input = inputOf('nurse');
    const first = await of('doctor').send(input);
    expect(await of('doctor').send(input)).toEqual(first);
    expect(await send('nurse')).toEqual(first);
    expect(hints()).toHaveLength(1);
    expect(await send('nurse', { note: 'Two hands' })).toMatchObject({ id: first.id, version: 2 });
    expect(await openFor('reception')).toMatchObject([{ note: 'Two hands' }]);

    const answers = await clinic.db.read((q) => q.selectFrom('idempotency').select('answer').execute());
    expect(JSON.stringify(answers)).not.toContain('Two hands');
    const [one, two] = await Promise.all([send('interpreter'), send('interpreter')]);
    expect(one?.id).toBe(two?.id);
  });

  it('stands with what is urgent first, then the oldest', async () => {
    await send('interpreter');
    clinic.clock.advance({ minutes: 1 });
    await send('nurse');
    clinic.clock.advance({ minutes: 1 });
    await send('urgent');
    expect((await openFor('reception')).map(({ kind }) => kind)).toEqual(['urgent', 'interpreter', 'nurse']);
  });

  it('is taken back by its doctor, by nobody else, and not over a newer state', async () => {
    const sent = await send('interpreter');
    const taken = await desk().take(handle(sent));
    expect(await reasonOf(of('otherDoctor').withdraw(handle(taken)))).toBe('not_found');
    expect(await reasonOf(of('doctor').withdraw(handle(sent)))).toBe('stale_version');
    expect(await of('doctor').withdraw(handle(taken))).toEqual({ ok: true });
    expect((await lastAudit(clinic)).subtype).toBe('signal.withdraw');
    expect(await openFor('reception')).toEqual([]);
    expect(await reasonOf(desk().take(handle(taken)))).toBe('not_found');
  });

  it('is over with its day, and its words are forgotten', async () => {
    const sent = await send('nurse', { note: 'For Maria Lopez' });
    clinic.clock.advance({ hours: 13 });
    await clinic.services.signals.forgetOld();
    expect(await openFor('reception')).toHaveLength(1);
    clinic.clock.advance({ hours: 2 });
    expect(await openFor('reception')).toEqual([]);
    expect(await reasonOf(desk().take(handle(sent)))).toBe('not_found');
    expect((await send('nurse')).id).not.toBe(sent.id);
    await clinic.services.signals.forgetOld();
    const notes = await clinic.db.read((q) => q.selectFrom('roomSignal').select('note').execute());
    expect(notes).toEqual([{ note: '' }]);
  });

  it('is refused without the right, for another doctor, and with what is not known', async () => {
    for (const who of ['reception', 'admin', 'patient'] as const)
      expect(await reasonOf(of(who).send(inputOf('nurse')))).toBe('forbidden');
    expect(await reasonOf(of('otherDoctor').send(inputOf('nurse')))).toBe('not_found');
    expect(await reasonOf(of('patient').listOpen({}))).toBe('forbidden');
    expect(await reasonOf(of('doctor').take(handle(await send('nurse'))))).toBe('forbidden');
    const nowhere = { roomId: clinic.cast.doctor as unknown as SendSignal['roomId'] };
    expect(await refusedFields(send('nurse', nowhere))).toEqual(['roomId']);
    expect(await refusedFields(send('nurse', { note: 'x'.repeat(121) }))).toEqual(['note']);
    const other = { doctorId: clinic.cast.otherDoctor };
    expect((await of('otherDoctor').send(inputOf('nurse', other))).room).toBeNull();
    expect(await refusedFields(of('otherDoctor').send(inputOf('room_dirty', other)))).toEqual(['roomId']);
    const id = '01890000-0000-7000-8000-000000000001' as SignalId;
    expect(await reasonOf(desk().take({ id, expectedVersion: 1 }))).toBe('not_found');
  });
});

describe('a room that is dirty', () => {
  it('is marked so with the signal, and clean once that is done', async () => {
    const sent = await send('room_dirty');
    expect(await stateOfRoom()).toMatchObject({ state: 'to_clean', toCleanSince: wall('10:00') });
    const taken = await desk().take(handle(sent));
    await desk().finish(handle(taken));
    expect((await stateOfRoom()).state).toBe('free');
  });

  it('asks for nobody any more once it is marked clean, and is asked for anew later', async () => {
    const sent = await send('room_dirty');
    const rooms = clinic.call(clinic.actors.reception).rooms;
    const { id, version } = await stateOfRoom();
    await rooms.markClean({ id, expectedVersion: version });
    expect(await openFor('reception')).toEqual([]);
    // Whoever has sent it is told of it, who hears nothing of rooms.
    expect(hints().at(-1)).toMatchObject({ id: sent.id, version: 2 });
    expect(await reasonOf(desk().take(handle(sent)))).toBe('not_found');

    clinic.clock.advance({ minutes: 5 });
    await rooms.markDirty({ id, expectedVersion: version + 1 });
    expect(await openFor('reception')).toEqual([]);
    const again = await send('room_dirty');
    expect(again.id).not.toBe(sent.id);
    expect(await openFor('reception')).toHaveLength(1);
  });

  it('is as it was before where the signal is taken back', async () => {
    await of('doctor').withdraw(handle(await send('room_dirty')));
    expect((await stateOfRoom()).state).toBe('free');

    const visit = await book(clinic);
    const setStatus = clinic.call(clinic.actors.reception).appointments.setStatus;
    for (const status of ['in_room', 'completed'] as const) {
      clinic.clock.advance({ minutes: 1 });
      const { version } = await rowOf(clinic, visit.id);
      await setStatus({ id: visit.id, status, expectedVersion: version });
    }
    clinic.clock.advance({ minutes: 1 });
    await of('doctor').withdraw(handle(await send('room_dirty')));
    expect((await stateOfRoom()).state).toBe('to_clean');
  });

  it('stays dirty as long as another doctor calls for it, and is clean for both', async () => {
    const mine = await send('room_dirty');
    const { otherDoctor: doctorId, room: roomId } = clinic.cast;
    const theirs = await of('otherDoctor').send(inputOf('room_dirty', { doctorId, roomId }));
    await of('doctor').withdraw(handle(mine));
    expect((await stateOfRoom()).state).toBe('to_clean');
    await send('room_dirty');
    await desk().finish(handle(await desk().take(handle(theirs))));
    expect((await stateOfRoom()).state).toBe('free');
    expect(await openFor('reception')).toEqual([]);
  });
});
