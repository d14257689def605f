import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '../../shared/contracts/auth.ts';
import { emailOf, PASSWORD } from '../support/actors.ts';
import { nowMs, openScreen } from '../support/screen.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';

const RACES = 200;
const SECOND = 1_000;

let clinic: ListeningClinic;
beforeAll(async () => {
  clinic = await listen();
});
afterAll(() => clinic.close());

/** A browser with its one cookie, shared by its tabs. */
type Browser = { cookie: string };
type Answer = { status: number; cookie: string; body: SignedIn };

async function post(path: string, body: object, headers: Record<string, string>): Promise<Answer> {
  const response = await fetch(`${clinic.url}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'One browser', ...headers },
    body: JSON.stringify(body),
  });
  const [cookie = ''] = (response.headers.getSetCookie()[0] ?? '').split(';');
  return { status: response.status, cookie, body: (await response.json()) as SignedIn };
}

async function open(): Promise<Browser & { accessToken: string }> {
  const { cookie, body } = await post('/auth/login', { email: emailOf('reception'), password: PASSWORD }, {});
  return { cookie, accessToken: body.accessToken };
}

const refresh = (cookie: string, device = 'One browser') =>
  post('/auth/refresh', {}, { cookie, 'user-agent': device });

/** Each answers what every one of its calls got; whoever came through takes the cookie on. */
const RACE_KINDS = {
  async 'two tabs at once'({ cookie }: Browser): Promise<Answer[]> {
    return Promise.all([refresh(cookie), refresh(cookie)]);
  },
  async 'six calls at once'({ cookie }: Browser): Promise<Answer[]> {
    return Promise.all(Array.from({ length: 6 }, () => refresh(cookie)));
  },
  async 'a lost answer, asked again seconds later'({ cookie }: Browser): Promise<Answer[]> {
    await refresh(cookie);
    clinic.clock.advance({ seconds: 9 });
    return [await refresh(cookie)];
  },
  async 'an answer lost three times over'({ cookie }: Browser): Promise<Answer[]> {
    for (let lost = 0; lost < 3; lost += 1) {
      await refresh(cookie);
      clinic.clock.advance({ seconds: 3 });
    }
    return [await refresh(cookie)];
  },
  async 'a slow tab behind a quick one'({ cookie }: Browser): Promise<Answer[]> {
    const quick = await refresh(cookie);
    clinic.clock.advance({ seconds: 5 });
    const slow = await refresh(cookie);
    return [quick, slow];
  },
  async 'a late tab behind two that went on'({ cookie }: Browser): Promise<Answer[]> {
    const first = await refresh(cookie);
    clinic.clock.advance({ seconds: 1 });
    const second = await refresh(first.cookie);
    clinic.clock.advance({ seconds: 8 });
    const late = await refresh(cookie);
    return [second, late];
  },
} as const;

describe('refreshing', () => {
  it('locks nobody out, whatever races with what', async () => {
    const random = createSeededRandom(7);
    const kinds = Object.values(RACE_KINDS);
    const browser = await open();
    let lockedOut = 0;
    let calls = 0;
    for (let race = 0; race < RACES; race += 1) {
      const kind = random.pick(kinds);
      const answers = await kind(browser);
      calls += answers.length;
      lockedOut += answers.filter(({ status }) => status !== 200).length;
      expect(new Set(answers.map(({ cookie }) => cookie)).size).toBe(1);
      browser.cookie = answers.at(-1)?.cookie ?? '';
      const { accessToken } = answers.at(-1)?.body ?? { accessToken: '' };
      await post('/auth/activity', { quietSec: 0 }, { authorization: `Bearer ${accessToken}` });
      clinic.clock.advance({ seconds: 20 });
    }
    console.log(`refresh races: ${RACES} races, ${calls} answers, ${lockedOut} false lock-outs`);

    expect(lockedOut).toBe(0);
    expect((await refresh(browser.cookie)).body.isLocked).toBe(false);
  });

  it.each([
    ['eleven seconds later', 'One browser', 11],
    ['at once, by another device', 'Another browser', 0],
  ])('with an old token %s ends the family and its sockets within a second', async (how, device, seconds) => {
    const browser = await open();
    const [tab, otherTab] = await Promise.all([
      openScreen(clinic.url, browser.accessToken),
      openScreen(clinic.url, browser.accessToken),
    ]);
    const next = await refresh(browser.cookie);
    clinic.clock.advance({ seconds });
    const replayedAt = nowMs();
    const replay = await refresh(browser.cookie, device);
    const cuts = await Promise.all([tab.cut, otherTab.cut]);
    const slowest = Math.max(...cuts.map(({ atMs }) => atMs - replayedAt));
    console.log(`an old refresh token ${how}: ${cuts.length} sockets cut after ${slowest.toFixed(0)} ms`);

    expect(replay.status).toBe(401);
    expect(slowest).toBeLessThan(SECOND);
    expect((await refresh(next.cookie)).status).toBe(401);
    expect(await clinic.services.auth.actorFromToken(next.body.accessToken)).toBeNull();
    await expect(openScreen(clinic.url, next.body.accessToken)).rejects.toThrow('unauthenticated');
  });
});
