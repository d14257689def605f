import { beforeEach, describe, expect, it } from 'vitest';
import { createLetterLimits } from '../../../server/features/auth/letter-limits.ts';
import { createRegistrations } from '../../../server/features/auth/registration-limits.ts';
import { createSignInGuard, type Guess } from '../../../server/features/auth/sign-in-guard.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';

let clock: FakeClock;
beforeEach(() => {
  clock = createFakeClock('2026-03-02T07:00:00Z');
});

/** How many of so many calls are let through. */
function passed(times: number, call: (n: number) => void): number {
  let count = 0;
  for (let n = 0; n < times; n += 1) {
    try {
      call(n);
      count += 1;
    } catch {
      continue;
    }
  }
  return count;
}

/** One try at another account each. */
const tryFrom = (address: string, n: number, kind: Guess['kind'] = 'signIn'): Guess => ({
  kind,
  account: `guess${n}@clinic.test`,
  address,
});

describe('tries that fail', () => {
  it('from a few addresses keep nobody out who has only begun, nor anybody from anything else', () => {
    const guard = createSignInGuard(clock);
    const judged = passed(400, (n) => guard.begin(tryFrom(`198.51.100.${n % 5}`, n)));

    // Three of each on the allowance of those who begin, and what is there for all who go on.
    expect(judged).toBe(5 * 3 + 60);
    expect(passed(40, (n) => guard.begin(tryFrom(`203.0.113.${n}`, 1000 + n)))).toBe(40);
    expect(passed(3, (n) => guard.begin(tryFrom('198.51.100.1', n, 'register')))).toBe(3);
    expect(passed(3, () => guard.begin({ kind: 'resetCode', address: '198.51.100.1' }))).toBe(3);
  });

  it('from very many addresses leave the processor to those who work', () => {
    const guard = createSignInGuard(clock);
    const spray = (n: number) => guard.begin(tryFrom(`198.51.${Math.floor(n / 250)}.${n % 250}`, n));

    expect(passed(5_000, spray)).toBe(60);
    clock.advance({ minutes: 1 });
    expect(passed(5_000, spray)).toBe(60);
  });

  it('count no more once one of them was good', () => {
    const guard = createSignInGuard(clock);

    expect(passed(500, () => guard.begin(tryFrom('198.51.100.1', 0)).succeed())).toBe(500);
  });

  it('at a secret no count is shared for shut nobody else out', () => {
    const guard = createSignInGuard(clock);
    expect(passed(60, () => guard.begin({ kind: 'resetCode', address: '198.51.100.1' }))).toBe(30);

    expect(passed(1, () => guard.begin({ kind: 'resetCode', address: '203.0.113.1' }))).toBe(1);
    expect(passed(20, () => guard.begin({ kind: 'resetCode', address: '::1', trusted: 'a device' }))).toBe(
      10,
    );
  });
});

describe('registrations', () => {
  it('are twenty an hour from one address, and two hundred a day in all', () => {
    const registrations = createRegistrations(clock);
    expect(passed(21, () => registrations.count('198.51.100.0'))).toBe(20);
    expect(passed(400, (n) => registrations.count(`198.51.100.${1 + (n % 10)}`))).toBe(180);
    clock.advance({ hours: 1 });
    expect(passed(1, () => registrations.count('198.51.100.0'))).toBe(0);
    clock.advance({ hours: 23 });

    expect(passed(21, () => registrations.count('198.51.100.0'))).toBe(20);
  });

  it('from one network of IPv6 draw on one allowance', () => {
    const registrations = createRegistrations(clock, { registrationsPerHour: 2, registrationsPerDay: 9 });

    expect(passed(9, (n) => registrations.count(`2001:db8::${n + 1}`))).toBe(2);
  });
});

describe('letters', () => {
  it('leave five times in a quarter of an hour and twenty times a day for one person, each kind by itself', () => {
    const letters = createLetterLimits(clock, true);
    const send = () => letters.count('code', 'Maria@clinic.test');
    expect(passed(9, send)).toBe(5);
    expect(passed(9, () => letters.count('reset', 'maria@clinic.test'))).toBe(5);
    let sent = 5;
    for (let quarter = 1; quarter < 24 * 4; quarter += 1) {
      clock.advance({ minutes: 15 });
      sent += passed(9, send);
    }

    expect(sent).toBe(20);
    expect(letters.mayLeave('code', 'maria@clinic.test')).toBe(false);
    expect(letters.mayLeave('notice', 'maria@clinic.test')).toBe(true);
  });
});
