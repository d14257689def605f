import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_SEAL, type TestClinic, startClinic } from '../../support/start-clinic.ts';
import { visitCodeOf } from '../../../server/lib/visit-code.ts';
import type { Caller } from '../../../server/trpc/context.ts';
import { insertPatient } from '../../support/factories.ts';
import { reasonOf } from '../../support/refusal.ts';
import { book, lastAudit, rowOf, wall } from '../../support/visits.ts';

/** Maria Lopez, the cast's patient. */
const MARIA = { birthDate: '1980-04-12', letters: 'Lop' };

let clinic: TestClinic;
let secret: string;
beforeEach(async () => {
  clinic = await startClinic({ now: wall('09:00') });
  const { code } = await desk().displays.add({ kind: 'kiosk', name: 'Entrance', shows: 'ticket' });
  ({ secret } = await clinic.call(null).displays.pair({ kind: 'kiosk', code }));
});
afterEach(() => clinic.close());

const desk = () => clinic.call(clinic.actors.reception);
type Said = Omit<Parameters<ReturnType<TestClinic['call']>['kiosk']['arrive']>[0], 'secret'>;
const arrive = (said: Said, from: string | Partial<Caller> = '192.168.1.20') =>
  clinic
    .call(null, { caller: typeof from === 'string' ? { address: from } : from })
    .kiosk.arrive({ secret, ...said });

describe('the kiosk', () => {
  it('lets somebody say that they are here, on every board at once, with a ticket', async () => {
    const { id } = await book(clinic);
    clinic.events.length = 0;
    expect(await arrive(MARIA)).toEqual({ ticket: 1 });
    expect(clinic.events).toContainEqual(
      expect.objectContaining({ type: 'appointment.changed', id, version: 2 }),
    );
    expect(await lastAudit(clinic)).toMatchObject({
      subtype: 'appointment.arriveAtDevice',
      objectId: id,
      userId: null,
    });
    const { visits } = await desk().flow.waitingRoom({});
    expect(visits).toMatchObject([{ visit: { id, status: 'arrived' }, ticket: 1, via: 'kiosk' }]);
    const { history } = await desk().appointments.get({ id });
    expect(history.at(-1)).toMatchObject({ toStatus: 'arrived', byName: '' });
  });

  it('takes the code of the card, however it is typed', async () => {
    const { id } = await book(clinic);
    const code = visitCodeOf(TEST_SEAL, id);
    expect(await arrive({ code: ` ${code.toLowerCase().replace('-', ' ')}` })).toEqual({ ticket: 1 });
  });

  it('takes whatever way the name is written, and all of a short one', async () => {
    const patientId = await clinic.db.transact(({ q }) =>
      insertPatient(q, { givenName: 'Jo', familyName: 'Öz', birthDate: '1990-01-02' }),
    );
    await book(clinic, { patientId });
    expect(await arrive({ birthDate: '1990-01-02', letters: 'oe' })).toEqual({ ticket: null });
    expect(await arrive({ birthDate: '1990-01-02', letters: ' oez ' })).toEqual({ ticket: 1 });
  });

  it('answers again with the same ticket, and leaves who is further where they are', async () => {
    const { id } = await book(clinic);
    await arrive(MARIA);
    await desk().appointments.setStatus({ id, status: 'checked_in', expectedVersion: 2 });
    expect(await arrive(MARIA)).toEqual({ ticket: 1 });
    expect(await rowOf(clinic, id)).toMatchObject({ status: 'checked_in', version: 3 });
  });

  it('takes two visits of one person one after the other', async () => {
    const first = await book(clinic, { startsAt: wall('10:00') });
    const second = await book(clinic, { startsAt: wall('15:00'), doctorId: clinic.cast.otherDoctor });
    await arrive(MARIA);
    await desk().appointments.setStatus({ id: first.id, status: 'completed', expectedVersion: 2 });
    expect(await arrive(MARIA)).toEqual({ ticket: 2 });
    expect((await rowOf(clinic, second.id)).status).toBe('arrived');
  });

  it('takes a second press for the same arrival, whatever else the day holds', async () => {
    const first = await book(clinic, { startsAt: wall('10:00') });
    const second = await book(clinic, { startsAt: wall('15:00'), doctorId: clinic.cast.otherDoctor });
    const answers = await Promise.all([arrive(MARIA), arrive(MARIA)]);
    expect(answers).toEqual([{ ticket: 1 }, { ticket: 1 }]);
    expect((await rowOf(clinic, first.id)).status).toBe('arrived');
    expect((await rowOf(clinic, second.id)).status).toBe('booked');
  });

  it('takes the visit that is next where an earlier one was missed, and leaves that to the desk', async () => {
    const missed = await book(clinic, { startsAt: wall('10:00') });
    const next = await book(clinic, { startsAt: wall('15:00') });
    clinic.clock.advance({ hours: 5 });
    expect(await arrive(MARIA)).toEqual({ ticket: 1 });
    expect((await rowOf(clinic, next.id)).status).toBe('arrived');
    expect((await rowOf(clinic, missed.id)).status).toBe('booked');
    clinic.clock.advance({ hours: 5 });
    await desk().appointments.setStatus({ id: next.id, status: 'completed', expectedVersion: 2 });
    expect(await arrive(MARIA)).toEqual({ ticket: null });
  });

  it('takes the next visit where nobody has said that the last one is over', async () => {
    await book(clinic, { startsAt: wall('10:00') });
    const next = await book(clinic, { startsAt: wall('15:00'), doctorId: clinic.cast.otherDoctor });
    await arrive(MARIA);
    clinic.clock.advance({ hours: 5 });
    expect(await arrive(MARIA)).toEqual({ ticket: 2 });
    expect((await rowOf(clinic, next.id)).status).toBe('arrived');
    expect(await arrive(MARIA)).toEqual({ ticket: 2 });
  });

  it('says the same to everybody it does not know: to the desk', async () => {
    const visit = await book(clinic);
    const other = await book(clinic, { startsAt: wall('10:00', '2026-03-04') });
    const answers = [
      await arrive({ birthDate: '1980-04-13', letters: 'Lop' }),
      await arrive({ birthDate: MARIA.birthDate, letters: 'Lo' }),
      await arrive({ birthDate: MARIA.birthDate, letters: 'Per' }),
      await arrive({ birthDate: MARIA.birthDate }),
      await arrive({ letters: 'Lop' }),
      await arrive({ code: visitCodeOf(TEST_SEAL, other.id) }),
      await arrive({ code: '????' }),
      await arrive({}),
      await arrive(MARIA, '203.0.113.9'),
      await arrive(MARIA, { address: '192.168.1.20', isRelayed: true }),
    ];
    expect(answers).toEqual(answers.map(() => ({ ticket: null })));
    expect((await rowOf(clinic, visit.id)).status).toBe('booked');
  });

  it('sends two of one birthday and name to the desk, and whoever has cancelled', async () => {
    const { id } = await book(clinic);
    const patientId = await clinic.db.transact(({ q }) =>
      insertPatient(q, { givenName: 'Jon', familyName: 'Lopresti', birthDate: MARIA.birthDate }),
    );
    const twin = await book(clinic, { patientId, startsAt: wall('11:00') });
    expect(await arrive(MARIA)).toEqual({ ticket: null });
    await desk().appointments.cancel({ id, code: 'pat', expectedVersion: 1 });
    await desk().appointments.cancel({ id: twin.id, code: 'pat', expectedVersion: 1 });
    expect(await arrive(MARIA)).toEqual({ ticket: null });
  });

  it('ends guessing, unseen, for ten minutes; who is known counts as no guess', async () => {
    await book(clinic);
    for (let times = 0; times < 20; times += 1) expect(await arrive(MARIA)).toEqual({ ticket: 1 });
    for (let miss = 0; miss < 15; miss += 1) await arrive({ code: 'AAAA-AAAA' });
    expect(await arrive(MARIA)).toEqual({ ticket: null });
    clinic.clock.advance({ minutes: 10 });
    expect(await arrive(MARIA)).toEqual({ ticket: 1 });
  });

  it('registers one arrival when the same person presses twice at once', async () => {
    const { id } = await book(clinic);
    const answers = await Promise.all(Array.from({ length: 8 }, () => arrive(MARIA)));
    expect(answers).toEqual(answers.map(() => ({ ticket: 1 })));
    expect((await rowOf(clinic, id)).version).toBe(2);
  });

  it('is no kiosk without a secret, with that of a call screen, or once it is removed', async () => {
    await book(clinic);
    const inside = clinic.call(null, { caller: { address: '10.0.0.7' } }).kiosk;
    const hall = await desk().displays.add({ kind: 'calls', name: 'Hall', shows: 'ticket' });
    const other = await clinic.call(null).displays.pair({ kind: 'calls', code: hall.code });
    for (const wrong of ['', 'x'.repeat(22), other.secret]) {
      expect(await reasonOf(inside.arrive({ secret: wrong, ...MARIA }))).toBe('unauthenticated');
    }
    const kiosk = (await desk().displays.list({})).items.find(({ kind }) => kind === 'kiosk');
    if (kiosk === undefined) throw new Error('no kiosk');
    await desk().displays.remove({ id: kiosk.id });
    expect(await reasonOf(arrive(MARIA))).toBe('unauthenticated');
  });
});
