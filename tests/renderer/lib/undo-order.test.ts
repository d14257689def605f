import { beforeEach, describe, expect, it } from 'vitest';
import {
  forgetActs,
  leadBack,
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
    expect(takeNewestAct(performance.now() + TEN_MIN)).toBeUndefined();
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
