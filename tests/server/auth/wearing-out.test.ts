import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashPassword } from '../../../server/lib/passwords.ts';
import type { Actor } from '../../../server/trpc/context.ts';
import { CALLER, emailOf, PASSWORD } from '../../support/actors.ts';
import { reasonOf } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const open = () => clinic.services.auth.issueSession(clinic.actors.patient.userId, CALLER);
const ask = (actor: Actor) => clinic.call(actor).exports.prepareOwn({ password: PASSWORD });

describe('one account that has its password compared all the time', () => {
  it('keeps nobody from signing in or coming back by PIN, from however many screens it asks', async () => {
    const { doctor } = clinic.actors;
    await clinic.call(doctor).auth.setPin({ pin: '739164', password: PASSWORD });
    const screens = [];
    for (let n = 0; n < 10; n += 1) screens.push((await open()).actor);
    const done: string[] = [];
    const note = (what: string) => () => void done.push(what);
    const flood = screens.flatMap((actor) =>
      [ask(actor), ask(actor), ask(actor)].map((one) => one.then(note('own'))),
    );
    const signIn = { email: emailOf('reception'), password: PASSWORD, tokenInBody: true };
    const others = [
      clinic.call(null).auth.signIn(signIn).then(note('sign-in')),
      clinic.call(doctor).auth.unlock({ pin: '739164' }).then(note('PIN')),
    ];
    await Promise.all([...flood, ...others]);

    expect(done).toHaveLength(32);
    // At most two of its own have run before each of them.
    expect(done.slice(0, 8)).toEqual(expect.arrayContaining(['sign-in', 'PIN']));
  });

  it('is told to come back where too much of it waits', async () => {
    const cost = { hashMemoryKiB: 8, hashIterations: 1, hashParallelism: 1 };
    const hashed = Array.from({ length: 60 }, () => hashPassword(PASSWORD, cost, 'one account'));
    const other = hashPassword(PASSWORD, cost, 'another');
    const all = await Promise.allSettled(hashed);

    const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    // One is being hashed, and fifty wait.
    expect(refused).toHaveLength(9);
    for (const reason of refused) expect(reason).toMatchObject({ code: 'rate_limited' });
    expect(await other).toContain('$argon2id$');
  });
});

describe('the sessions of one account', () => {
  it('are twenty at most: the one that was used longest ago makes room', async () => {
    const opened = [];
    for (let n = 0; n < 20; n += 1) {
      clinic.clock.advance({ seconds: 1 });
      opened.push(await open());
    }
    const [first, second] = opened;
    const isOpen = async (one = first) =>
      (await clinic.services.auth.bearerOf(one?.accessToken ?? '')) !== null;
    clinic.clock.advance({ seconds: 1 });
    if (first !== undefined) await clinic.call(first.actor).auth.reportActivity({ quietSec: 0 });
    clinic.events.length = 0;
    await open();

    expect(await isOpen(first)).toBe(true);
    expect(await isOpen(second)).toBe(false);
    const ended = clinic.events.filter((event) => event.type === 'session.ended');
    expect(ended).toEqual([expect.objectContaining({ sessionId: second?.actor.sessionId })]);
    const count = 'SELECT count(*) FROM session WHERE ended_at IS NULL AND user_id = ?';
    expect(clinic.db.file.prepare(count).pluck().get(clinic.actors.patient.userId)).toBe(20);
  });
});

describe('copies of one’s own data', () => {
  it('are asked for thirty times an hour, from however many screens; others have their own count', async () => {
    const screens = [clinic.actors.patient, (await open()).actor];
    for (let n = 0; n < 30; n += 1) {
      await clinic.call(screens[n % 2] ?? null).exports.prepareOwn({ password: PASSWORD });
    }
    expect(await reasonOf(ask(clinic.actors.patient))).toBe('rate_limited');
    await clinic.call(clinic.actors.otherPatient).exports.prepareOwn({ password: PASSWORD });
    clinic.clock.advance({ minutes: 61 });

    const { actor } = await open();
    await clinic.call(actor).exports.prepareOwn({ password: PASSWORD });
  });
});
