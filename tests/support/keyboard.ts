import type { Locator, Page } from 'playwright-core';
import { PASSWORD } from './actors.ts';

/** Answers a question for the password as a person does: as soon as its field has the focus by itself. */
export async function typePassword(page: Page): Promise<void> {
  await page.locator('input[type="password"]:focus').waitFor();
  await page.keyboard.type(PASSWORD);
}

/** Types into the dialog that is opening, as a person does: as soon as one of its fields has the focus. */
export async function typeInDialog(page: Page, words: string): Promise<void> {
  await page.getByRole('dialog').locator('input:focus, textarea:focus').waitFor();
  await page.keyboard.type(words);
}

const MOST_STOPS = 120;
const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Comes to a control by the Tab key alone. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await isFocused(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key never comes to ${target.toString()}`);
}

/** Comes to a radio button as the keyboard does: to its group by Tab, to itself by the arrows. */
export async function chooseByKeys(page: Page, radio: Locator): Promise<void> {
  await radio.waitFor({ state: 'attached' });
  const isInGroup = () =>
    radio.evaluate(
      ({ name }: HTMLInputElement) => (document.activeElement as HTMLInputElement | null)?.name === name,
    );
  for (let stop = 0; stop < MOST_STOPS && !(await isInGroup()); stop++) await page.keyboard.press('Tab');
  for (let step = 0; step < MOST_STOPS && !(await isFocused(radio)); step++)
    await page.keyboard.press('ArrowDown');
  if (!(await radio.isChecked())) await page.keyboard.press('Space');
}
