import type { Locator, Page } from 'playwright-core';
import { chooseByKeys, tabTo } from './keyboard.ts';
import { DESK_SIZE, WIDE_SIZE } from './screen-of.ts';

/** What somebody at the desk works with: the keys alone, or the mouse alone, and the keys to write into a field. */
export type Way = 'keys' | 'mouse';

/** Both ways at both sizes of the desk: each is a row of `describe.each`. */
export const EVERY_WAY = [DESK_SIZE, WIDE_SIZE].flatMap((size) =>
  (['keys', 'mouse'] as const).map((way) => ({ way, size, at: `${size.width} x ${size.height}` })),
);

export type Hands = {
  readonly way: Way;
  press(target: Locator): Promise<void>;
  /** One of a row of buttons that has a single stop of the Tab key: the arrows lead from one to the next. */
  pressAmong(row: Locator, target: Locator): Promise<void>;
  /** A radio button or a checkbox, which the mouse presses by its words. */
  choose(box: Locator): Promise<void>;
  write(field: Locator, words: string): Promise<void>;
  pick(list: Locator, option: string): Promise<void>;
  /** A step that each way does in its own manner. */
  by(ways: Readonly<Record<Way, () => Promise<unknown>>>): Promise<void>;
  /** Throws where the other hand did something since it was last asked. */
  haveDoneIt(): void;
};

/** The hands on this page: whatever the other one does is kept, over every page it loads. */
export async function handsOn(page: Page, way: Way): Promise<Hands> {
  const strays: string[] = [];
  await page.exposeFunction('tellStray', (what: string) => void strays.push(what));
  await page.addInitScript(watch, way);
  await page.evaluate(watch, way);
  return {
    ...(way === 'keys' ? keysOn(page) : mouseOn(page)),
    way,
    by: async (ways) => void (await ways[way]()),
    haveDoneIt: () => {
      const done = strays.splice(0);
      if (done.length > 0) throw new Error(`Not by ${way} alone: ${done.join('; ')}`);
    },
  };
}

/** Comes to another screen: by the line of the palette, or by the link in the head. */
export async function goTo(page: Page, { by }: Hands, name: string): Promise<void> {
  await by({
    keys: async () => {
      await page.keyboard.press('Control+k');
      await page.locator('[role=dialog] [role=combobox]:focus').waitFor();
      await page.keyboard.type(`>${name}`);
      await page.locator('[role=dialog] [role=option]').first().waitFor();
      await page.keyboard.press('Enter');
    },
    mouse: async () => {
      const link = page.getByRole('link', { name, exact: true });
      // Those that are not gone to every day lie behind one word.
      if (!(await link.isVisible())) await page.locator('header [aria-haspopup=menu]').first().click();
      await link
        .or(page.getByRole('menuitem', { name, exact: true }))
        .first()
        .click();
    },
  });
}

const MOST_STEPS = 80;
const MOST_HOURS = 12;

type Acts = Pick<Hands, 'press' | 'pressAmong' | 'choose' | 'write' | 'pick'>;

function keysOn(page: Page): Acts {
  return {
    press: async (target) => {
      await tabTo(page, target);
      await page.keyboard.press('Enter');
    },
    pressAmong: async (row, target) => {
      await tabTo(page, row.locator('button[tabindex="0"]').first());
      const isThere = () => target.evaluate((button) => button === document.activeElement);
      for (let step = 0; step < MOST_STEPS && !(await isThere()); step++)
        await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
    },
    choose: async (box) => {
      if ((await box.getAttribute('type')) === 'radio') return await chooseByKeys(page, box);
      await tabTo(page, box);
      await page.keyboard.press('Space');
    },
    write: async (field, words) => {
      await tabTo(page, field);
      await page.keyboard.press('Control+a');
      await page.keyboard.type(words);
    },
    pick: async (list, option) => {
      await tabTo(page, list);
      await page.keyboard.press('Home');
      const chosen = () => list.locator('option:checked').textContent();
      for (let last = ''; (await chosen()) !== option; ) {
        const now = (await chosen()) ?? '';
        if (now === last) throw new Error(`No such option: ${option}`);
        last = now;
        await page.keyboard.press('ArrowDown');
      }
    },
  };
}

function mouseOn(page: Page): Acts {
  return {
    press: (target) => target.click(),
    pressAmong: (_row, target) => target.click(),
    choose: async (box) => {
      const id = await box.getAttribute('id');
      await (id === null ? box : page.locator(`label[for="${id}"]`).last()).click();
    },
    write: async (field, words) => {
      await field.click({ clickCount: 3 });
      await page.keyboard.type(words);
    },
    // The list that opens is drawn by the system, where no script reaches.
    pick: async (list, option) => void (await list.selectOption({ label: option })),
  };
}

/** Runs in the page: tells of each press of the other hand that a person made, not a script. */
function watch(way: Way): void {
  const tell = (window as unknown as { tellStray: (what: string) => void }).tellStray;
  const named = (target: EventTarget | null) =>
    target instanceof Element ? target.outerHTML.slice(0, 80) : '';
  const isWriting = ({ target, key }: KeyboardEvent) =>
    target instanceof Element &&
    target.matches('input:not([type=checkbox], [type=radio]), textarea') &&
    (key.length === 1 || key === 'Backspace');
  if (way === 'keys')
    addEventListener(
      'pointerdown',
      (event) => event.isTrusted && tell(`mouse on ${named(event.target)}`),
      true,
    );
  else
    addEventListener(
      'keydown',
      (event) => event.isTrusted && !isWriting(event) && tell(`${event.key} on ${named(event.target)}`),
      true,
    );
}

/** Comes to a block of the board by the keys of the board alone. */
export async function walkTo(page: Page, block: Locator): Promise<void> {
  await page.keyboard.press('Escape');
  await page.locator('[role="gridcell"]:focus').waitFor();
  // What is far from what is in sight is not drawn.
  for (let hour = 0; hour < MOST_HOURS && !(await block.isVisible()); hour++)
    await page.keyboard.press('PageDown');
  await block.waitFor();
  await arrowTo(page, block);
}

/** From one of several that lie beside and below each other to another, by the arrows. */
export async function arrowTo(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step++) {
    const key = await target.evaluate((wanted) => {
      const here = document.activeElement;
      if (here === null || here === wanted) return null;
      const [from, to] = [here.getBoundingClientRect(), wanted.getBoundingClientRect()];
      if (to.left > from.right - 4) return 'ArrowRight';
      if (to.right < from.left + 4) return 'ArrowLeft';
      return to.top > from.top ? 'ArrowDown' : 'ArrowUp';
    });
    if (key === null) return;
    await page.keyboard.press(key);
  }
  throw new Error(`The arrows never come to ${target.toString()}`);
}

export type Point = { readonly x: number; readonly y: number };

/** Where a part is drawn, once it stays there: its middle, and how large it is. */
export async function middleOf(part: Locator): Promise<Point & { width: number; height: number }> {
  const box = await part.boundingBox();
  if (box === null) throw new Error(`Not drawn: ${part.toString()}`);
  return { ...box, x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Presses here, carries it there and lets go. */
export async function drag(page: Page, from: Point, to: Point): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y + 8);
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}
