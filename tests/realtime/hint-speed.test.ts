import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACTOR_NAMES, type ActorName } from '../support/actors.ts';
import { openScreen, type Screen } from '../support/screen.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, wall } from '../support/visits.ts';

let clinic: ListeningClinic;
let screens: Record<ActorName, Screen>;
beforeEach(async () => {
  clinic = await listen();
  const opened = ACTOR_NAMES.map(async (name) => [name, await openScreen(clinic.url, clinic.tokens[name])]);
  screens = Object.fromEntries(await Promise.all(opened)) as Record<ActorName, Screen>;
});
afterEach(async () => {
  for (const screen of Object.values(screens)) screen.close();
  await clinic.close();
});

describe('a commit on another screen', () => {
  it('arrives within 200 ms', async () => {
    const delays: number[] = [];
    for (let n = 0; n < 60; n++) {
      const minutes = 9 * 60 + 30 * (n % 16);
      const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${minutes % 60 === 0 ? '00' : '30'}`;
      const { id } = await book(clinic, {
        startsAt: wall(time, `2026-03-${String(9 + Math.floor(n / 16)).padStart(2, '0')}`),
      });
      const hint = await screens.doctor.waitFor((change) => 'id' in change && change.id === id);
      delays.push(hint.receivedAtMs - hint.committedAtMs);
    }
    const sorted = delays.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
    console.log(
      `commit to another screen, 60 bookings: p50 ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms`,
    );

    expect(at(0.95)).toBeLessThan(200);
  });
});
