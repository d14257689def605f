import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DISPLAYS_AT_MOST, PAIRING_CODE_MIN } from '../../../shared/domain/displays.ts';
import {
  DISPLAY_LINE,
  type ServerToDisplay,
  type ShownCall,
} from '../../../shared/realtime/socket-events.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import { reasonOf, refusedFields } from '../../support/refusal.ts';
import { openScreen } from '../../support/screen.ts';
import { type ListeningClinic, listen } from '../../support/start-clinic.ts';
import { book, bookInput, DAY, lastAudit, newRequestId, wall } from '../../support/visits.ts';

const WAIT_MS = 5_000;

let clinic: ListeningClinic;
let lines: Socket[];
beforeEach(async () => {
  clinic = await listen({ now: wall('09:00') });
  lines = [];
});
afterEach(async () => {
  for (const line of lines) line.close();
  await clinic.close();
});

const desk = () => clinic.call(clinic.actors.reception);
const device = () => clinic.call(null);
const hall = { kind: 'calls', name: 'Hall', shows: 'ticket' } as const;

async function pairedScreen(shows: 'ticket' | 'initials' = 'ticket') {
  const { display, code } = await desk().displays.add({ ...hall, shows });
  return { display, ...(await device().displays.pair({ kind: 'calls', code })) };
}

type Wall = {
  /** Resolves with the first list, already here or to come, that fits. */
  until: (fits: (calls: readonly ShownCall[]) => boolean) => Promise<readonly ShownCall[]>;
  removed: Promise<void>;
  socket: Socket<ServerToDisplay>;
};

function openWall(secret: unknown): Promise<Wall> {
  const socket: Socket<ServerToDisplay> = io(`${clinic.url}${DISPLAY_LINE}`, {
    auth: { secret },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  lines.push(socket);
  const lists: (readonly ShownCall[])[] = [];
  const waiting: (() => void)[] = [];
  socket.on('calls', (calls) => {
    lists.push(calls);
    for (const look of waiting) look();
  });
  const removed = new Promise<void>((resolve) => socket.once('removed', () => resolve()));
  const until: Wall['until'] = (fits) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`never shown: ${JSON.stringify(lists.at(-1))}`)),
        WAIT_MS,
      );
      const look = () => {
        const found = lists.find(fits);
        if (found === undefined) return;
        clearTimeout(timer);
        resolve(found);
      };
      waiting.push(look);
      look();
    });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve({ until, removed, socket }));
    socket.once('connect_error', (error) => reject(error));
  });
}

async function step(id: AppointmentId, status: 'arrived' | 'in_room' | 'checked_in' | 'left') {
  const { appointment } = await desk().appointments.get({ id });
  return await desk().appointments.setStatus({ id, status, expectedVersion: appointment.version });
}

describe('pairing a screen', () => {
  it('takes a code once, and is listed with when', async () => {
    const { display, code } = await desk().displays.add(hall);
    expect(display).toMatchObject({ name: 'Hall', shows: 'ticket', pairedAt: null });
    const typed = ` ${code.toLowerCase().replace('-', ' ')} `;
    expect(await device().displays.pair({ kind: 'calls', code: typed })).toMatchObject({ name: 'Hall' });
    expect((await desk().displays.list({})).items).toEqual([
      { ...display, pairedAt: clinic.clock.now(), codeUntil: null },
    ]);
    expect(await refusedFields(device().displays.pair({ kind: 'calls', code }))).toEqual(['code']);
  });

  it('gives one of two devices that type the same code at once a secret', async () => {
    const { code } = await desk().displays.add(hall);
    const tries = Array.from({ length: 8 }, () => device().displays.pair({ kind: 'calls', code }));
    const done = await Promise.allSettled(tries);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('refuses a code that is too old', async () => {
    const { code } = await desk().displays.add(hall);
    clinic.clock.advance({ minutes: PAIRING_CODE_MIN });
    expect(await refusedFields(device().displays.pair({ kind: 'calls', code }))).toEqual(['code']);
  });

  it('ends guessing, even with the right code', async () => {
    const { code } = await desk().displays.add(hall);
    const guess = () => device().displays.pair({ kind: 'calls', code: 'AAAAA-AAAAA' });
    for (let tries = 0; tries < 30; tries += 1) expect(await reasonOf(guess())).toBe('invalid_input');
    expect(await reasonOf(device().displays.pair({ kind: 'calls', code }))).toBe('rate_limited');
  });

  it('ends it for a machine that takes another address of its own for each guess', async () => {
    const guessAt = (address: string) =>
      clinic.call(null, { caller: { address } }).displays.pair({ kind: 'calls', code: 'AAAAA-AAAAA' });
    for (let tries = 1; tries <= 30; tries += 1) await reasonOf(guessAt(`2001:db8::${tries}`));
    expect(await reasonOf(guessAt('2001:db8::99'))).toBe('rate_limited');
    expect(await reasonOf(guessAt('2001:db8:0:1::1'))).toBe('invalid_input');
  });

  it('keeps neither the code nor the secret', async () => {
    const { code } = await desk().displays.add({ ...hall, name: 'Other' });
    const { secret } = await pairedScreen();
    const rows = await clinic.db.read((q) => q.selectFrom('display').selectAll().execute());
    expect(rows).toHaveLength(2);
    for (const word of [code, code.replace('-', ''), secret])
      expect(JSON.stringify(rows)).not.toContain(word);
  });

  it('has so many screens at most', async () => {
    for (let count = 0; count < DISPLAYS_AT_MOST; count += 1) await desk().displays.add(hall);
    expect(await refusedFields(desk().displays.add(hall))).toEqual(['name']);
  });

  it('leaves a line for each step in the trail', async () => {
    const { display } = await pairedScreen();
    expect(await lastAudit(clinic)).toMatchObject({
      subtype: 'display.pair',
      objectId: display.id,
      userId: null,
    });
    await desk().displays.remove({ id: display.id });
    expect(await lastAudit(clinic)).toMatchObject({ subtype: 'display.remove', objectId: display.id });
    expect(await reasonOf(desk().displays.remove({ id: display.id }))).toBe('not_found');
  });
});

describe('numbers of the day', () => {
  it('are given to whoever comes, in the order of coming, and stay theirs', async () => {
    const first = await book(clinic, { startsAt: wall('10:00') });
    const second = await book(clinic, {
      startsAt: wall('10:00'),
      doctorId: clinic.cast.otherDoctor,
      patientId: clinic.cast.otherPatient,
    });
    await step(second.id, 'arrived');
    await step(first.id, 'arrived');
    await step(second.id, 'checked_in');
    const tickets = async () =>
      Object.fromEntries(
        (await desk().flow.waitingRoom({})).visits.map(({ visit, ticket }) => [visit.id, ticket]),
      );
    expect(await tickets()).toEqual({ [second.id]: 1, [first.id]: 2 });
    await desk().undo.take({ visit: { id: first.id, version: 2 } });
    await step(first.id, 'arrived');
    expect(await tickets()).toEqual({ [second.id]: 1, [first.id]: 2 });
  });

  it('are given to a walk-in at once, and begin anew the next day', async () => {
    const walkIn = (startsAt: string) =>
      desk().appointments.book({ ...bookInput(clinic, { startsAt }), isWalkIn: true });
    await walkIn(wall('09:30'));
    clinic.clock.set(wall('09:00', '2026-03-04'));
    await walkIn(wall('09:30', '2026-03-04'));
    const rows = await clinic.db.read((q) =>
      q.selectFrom('arrival').select(['day', 'ticket', 'via']).orderBy('day').execute(),
    );
    expect(rows).toEqual([
      { day: DAY, ticket: 1, via: 'desk' },
      { day: '2026-03-04', ticket: 1, via: 'desk' },
    ]);
  });
});

describe('a call screen', () => {
  it('shows who goes in at once, by number and room, and no name', async () => {
    const { id } = await book(clinic);
    await step(id, 'arrived');
    const wallScreen = await openWall((await pairedScreen()).secret);
    await wallScreen.until((calls) => calls.length === 0);
    await step(id, 'in_room');
    const shown = await wallScreen.until((calls) => calls.length === 1);
    expect(shown).toEqual([{ id: 1, label: '1', room: 'Room 1', at: clinic.clock.now() }]);
  });

  it('shows initials where the clinic wants them, and of whoever was given no number', async () => {
    const { id } = await book(clinic);
    await step(id, 'in_room');
    const byInitials = await openWall((await pairedScreen('initials')).secret);
    expect((await byInitials.until((calls) => calls.length === 1))[0]?.label).toBe('M. L.');
    await clinic.db.transact(({ q }) => q.deleteFrom('arrival').execute());
    const byTicket = await openWall((await pairedScreen()).secret);
    expect((await byTicket.until((calls) => calls.length === 1))[0]?.label).toBe('M. L.');
  });

  it('calls again, the newest first, each visit once', async () => {
    const first = await book(clinic, { startsAt: wall('10:00') });
    const second = await book(clinic, {
      startsAt: wall('10:00'),
      doctorId: clinic.cast.otherDoctor,
      patientId: clinic.cast.otherPatient,
    });
    for (const { id } of [first, second]) await step(id, 'in_room');
    const wallScreen = await openWall((await pairedScreen()).secret);
    const labels = (calls: readonly ShownCall[]) => calls.map(({ label }) => label).join();
    await wallScreen.until((calls) => labels(calls) === '2,1');
    await desk().appointments.callAgain({ id: first.id });
    await wallScreen.until((calls) => labels(calls) === '1,2');
    expect(await lastAudit(clinic)).toMatchObject({
      subtype: 'appointment.callAgain',
      objectId: first.id,
    });
  });

  it('takes back the call of a mis-click', async () => {
    const { id } = await book(clinic);
    await step(id, 'checked_in');
    await step(id, 'in_room');
    const wallScreen = await openWall((await pairedScreen()).secret);
    await wallScreen.until((calls) => calls.length === 1);
    const emptied = new Promise<number>((resolve) =>
      wallScreen.socket.on('calls', (calls) => resolve(calls.length)),
    );
    await desk().undo.take({ visit: { id, version: 3 } });
    expect(await emptied).toBe(0);
  });

  it('shows nothing of yesterday', async () => {
    await step((await book(clinic)).id, 'in_room');
    clinic.clock.set(wall('08:00', '2026-03-04'));
    const wallScreen = await openWall((await pairedScreen()).secret);
    expect(await wallScreen.until(() => true)).toEqual([]);
  });

  it('is refused without a secret, with a code, and with somebody’s token', async () => {
    const { code } = await desk().displays.add(hall);
    for (const secret of [undefined, 7, '', 'x'.repeat(22), code, clinic.tokens.admin]) {
      await expect(openWall(secret)).rejects.toThrow('unauthenticated');
    }
  });

  it('is good for nothing else: not for the line of people, not for a procedure', async () => {
    const { secret } = await pairedScreen();
    await expect(openScreen(clinic.url, secret)).rejects.toThrow('unauthenticated');
    const headers = { authorization: `Bearer ${secret}` };
    for (const path of ['/api/displays', '/api/waiting-room', '/api/appointments?day=2026-03-03']) {
      expect((await fetch(`${clinic.url}${path}`, { headers })).status).toBe(401);
    }
  });

  it('is dark with the moment it is removed, while another stays', async () => {
    const gone = await pairedScreen();
    const kept = await pairedScreen();
    const [goneWall, keptWall] = [await openWall(gone.secret), await openWall(kept.secret)];
    await desk().displays.remove({ id: gone.display.id });
    await goneWall.removed;
    await expect(openWall(gone.secret)).rejects.toThrow('unauthenticated');
    await step((await book(clinic)).id, 'in_room');
    await keptWall.until((calls) => calls.length === 1);
  });
});

describe('calling again', () => {
  it('is for somebody who is in a room alone', async () => {
    const { id } = await book(clinic);
    expect(await reasonOf(desk().appointments.callAgain({ id }))).toBe('illegal_transition');
    const nobody = newRequestId() as AppointmentId;
    expect(await reasonOf(desk().appointments.callAgain({ id: nobody }))).toBe('not_found');
  });

  it('is no doctor’s but the visit’s own', async () => {
    const { id } = await book(clinic);
    await step(id, 'in_room');
    const as = (who: 'doctor' | 'otherDoctor' | 'admin') =>
      clinic.call(clinic.actors[who]).appointments.callAgain({ id });
    expect(await as('doctor')).toEqual({ ok: true });
    expect(await reasonOf(as('otherDoctor'))).toBe('not_found');
    expect(await reasonOf(as('admin'))).toBe('forbidden');
  });
});
