import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  clockMs,
  forgetActs,
  leadBack,
  recallActs,
  rememberAct,
  standsAs,
  takeNewestAct,
} from '../../../renderer/lib/undo-order.ts';

const TEN_MIN = 10 * 60_000;

describe('the key that takes the newest act back', () => {
  beforeEach(forgetActs);
  const own = () => undefined;

  it('comes to what the page itself did last, and once only', () => {
    rememberAct();
    rememberAct(own);
    expect(takeNewestAct()).toBe(own);
    expect(takeNewestAct()).toBeUndefined();
  });
  it('leaves an older act of the page alone as long as the clinic has the newer one', () => {
    rememberAct(own);
    rememberAct();
    expect(takeNewestAct()).toBeUndefined();
    expect(takeNewestAct()).toBe(own);
  });
  it('comes to the one before where the newest was taken back by its own button', () => {
    rememberAct(own);
    rememberAct(() => undefined)();
    expect(takeNewestAct()).toBe(own);
  });
  it('reaches ten minutes back', () => {
    rememberAct(own);
    expect(takeNewestAct(undefined, clockMs() + TEN_MIN)).toBeUndefined();
  });
});

describe('the version of a thing of which something was taken back', () => {
  beforeEach(forgetActs);

  it('is the newest under which it stands as the act before had left it', () => {
    expect(standsAs('a', 1)).toBe(1);
    leadBack('a', 2, 4);
    leadBack('a', 1, 5);
    leadBack('a', 4, 6);
    expect(standsAs('a', 2)).toBe(6);
    expect(standsAs('a', 1)).toBe(5);
    expect(standsAs('b', 2)).toBe(2);
  });
});

describe('a page that is loaded anew', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  };
  beforeEach(() => {
    vi.stubGlobal('sessionStorage', storage);
    forgetActs();
    kept.clear();
  });
  afterEach(() => vi.unstubAllGlobals());

  /** The functions are gone with the page; what was kept is not. */
  async function loadedAnew() {
    vi.resetModules();
    return await import('../../../renderer/lib/undo-order.ts');
  }

  it('takes back in the same order: the page’s own acts by their way, the clinic’s by the clinic', async () => {
    recallActs('one');
    const way = { act: 'waitlist.withdraw', id: 'a', version: 1 } as const;
    rememberAct(() => undefined, way);
    rememberAct();
    rememberAct(() => undefined);
    leadBack('a', 1, 3);

    const anew = await loadedAnew();
    anew.recallActs('one');
    const gone: unknown[] = [];
    const press = () => anew.takeNewestAct((each) => gone.push(each))?.();
    press();
    expect(gone).toEqual([undefined]);
    press();
    expect(gone).toEqual([undefined]);
    press();
    expect(gone).toEqual([undefined, way]);
    expect(anew.standsAs('a', 1)).toBe(3);
  });
  it('knows nothing of what another session did', async () => {
    recallActs('one');
    rememberAct(() => undefined);
    const anew = await loadedAnew();
    anew.recallActs('two');
    const gone: unknown[] = [];
    anew.takeNewestAct((each) => gone.push(each))?.();
    expect(gone).toEqual([]);
    expect([...kept.values()].join()).not.toContain('one');
  });
});
