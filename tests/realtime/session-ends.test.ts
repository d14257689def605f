import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IssuedSession } from '../../server/features/auth/auth.presenter.ts';
import { CALLER, PASSWORD } from '../support/actors.ts';
import { openScreen } from '../support/screen.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, wall } from '../support/visits.ts';

let clinic: ListeningClinic;
beforeEach(async () => {
  clinic = await listen();
});
afterEach(() => clinic.close());

const sessionOf = (who: 'reception' | 'patient'): Promise<IssuedSession> =>
  clinic.services.auth.issueSession(clinic.actors[who].userId, CALLER);

describe('a locked session', () => {
  it('is refused at every door but those that unlock or leave it', async () => {
    const mine = await sessionOf('reception');
    await clinic.call(mine.actor).auth.lock({});
    const headers = { authorization: `Bearer ${mine.accessToken}`, 'content-type': 'application/json' };
    const day = encodeURIComponent(JSON.stringify({ day: '2026-03-02' }));
    const board = await fetch(`${clinic.url}/trpc/appointments.dayBoard?input=${day}`, { headers });
    const me = await fetch(`${clinic.url}/api/auth/me`, { headers });
    expect([board.status, me.status]).toEqual([403, 403]);
    expect(await me.json()).toMatchObject({ reason: 'session_locked' });
    const body = JSON.stringify({ password: PASSWORD });
    const unlock = await fetch(`${clinic.url}/api/auth/unlock`, { method: 'POST', headers, body });
    expect(unlock.status).toBe(200);

    const screen = await openScreen(clinic.url, mine.accessToken);
    await book(clinic);
    await screen.waitFor((change) => change.type === 'appointment.changed');
    screen.close();
  });

  it('is not kept awake by hints, reads or renewed tokens', async () => {
    const mine = await sessionOf('reception');
    const screen = await openScreen(clinic.url, mine.accessToken);
    const headers = { authorization: `Bearer ${mine.accessToken}` };
    let cookie = `medlink_refresh=${mine.refreshToken}`;
    for (let minute = 0; minute < 4; minute += 1) {
      clinic.clock.advance({ minutes: 1 });
      await book(clinic, { startsAt: wall(`1${minute}:00`, '2026-03-03') });
      await screen.socket.emitWithAck('ping');
      expect((await fetch(`${clinic.url}/api/auth/me`, { headers })).status).toBe(200);
      const renewed = await fetch(`${clinic.url}/api/auth/refresh`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', 'user-agent': CALLER.device },
        body: '{}',
      });
      cookie = renewed.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    }
    clinic.clock.advance({ minutes: 1 });

    expect(await screen.cut).toBeDefined();
    expect((await fetch(`${clinic.url}/api/auth/me`, { headers })).status).toBe(403);
  });
});
