import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type PersonWatch, watchPerson } from '../../../renderer/app/person-watch.ts';

const MINUTE = 60_000;
let page: EventTarget;
let told: { reports: number[]; idle: number; tabs: number };
let watch: ReturnType<typeof watchPerson>;

beforeEach(() => {
  vi.useFakeTimers();
  page = new EventTarget();
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', new EventTarget());
  told = { reports: [], idle: 0, tabs: 0 };
  const options: PersonWatch = {
    idleLimitMs: 5 * MINUTE,
    report: (quietSec) => told.reports.push(quietSec),
    onIdle: () => {
      told.idle += 1;
    },
    tellTabs: () => {
      told.tabs += 1;
    },
  };
  watch = watchPerson(options);
});
afterEach(() => {
  watch.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const press = () => page.dispatchEvent(new Event('keydown'));
const pass = (ms: number) => vi.advanceTimersByTime(ms);

describe('whether a person is there', () => {
  it('is told at most once a minute, and with the last sign of it in the end', () => {
    for (let second = 0; second < 45; second += 1) {
      press();
      pass(1000);
    }
    expect(told.reports).toEqual([]);
    pass(15_000);
    expect(told.reports).toEqual([16]);
    pass(10 * MINUTE);

    expect(told.reports).toEqual([16]);
  });

  it('is told at once after a quiet minute', () => {
    pass(2 * MINUTE);
    press();

    expect(told.reports).toEqual([0]);
  });

  it('ends five minutes after the last sign', () => {
    pass(3 * MINUTE);
    press();
    pass(5 * MINUTE - 1000);
    expect(told.idle).toBe(0);
    pass(1000);

    expect(told.idle).toBe(1);
  });

  it('is also seen by the other tabs', () => {
    pass(4 * MINUTE);
    watch.seen();
    pass(4 * MINUTE);
    expect(told.idle).toBe(0);
    press();
    press();

    expect(told.tabs).toBe(1);
  });
});
