import type { Page } from 'playwright-core';
import { PASSWORD } from './actors.ts';

/** Answers a question for the password as a person does: as soon as its field has the focus by itself. */
export async function typePassword(page: Page): Promise<void> {
  await page.locator('input[type="password"]:focus').waitFor();
  await page.keyboard.type(PASSWORD);
}
