import axe, { type RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import { PASSWORD } from './actors.ts';

type Axe = typeof axe;

export async function signInOn(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
}

/** What axe finds wrong on the page as it stands, or in a part of it, one line each; by all of its rules, or by these alone. */
export async function axeProblems(page: Page, rules?: string[], within?: string): Promise<string[]> {
  await Promise.all(page.frames().map(bringAxe));
  return page.evaluate(
    async ({ rules, within }) => {
      // A colour on its way is not yet the one that is read.
      const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
      await Promise.allSettled(transitions.map(({ finished }) => finished));
      const { axe: here } = window as unknown as { axe: Axe };
      // Only what is wrong leaves the page: what is right is most of it, and the slowest to describe.
      const options: RunOptions = { resultTypes: ['violations'], ...(rules && { runOnly: rules }) };
      const { violations } = await here.run(within ?? document, options);
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
    },
    { rules, within },
  );
}

/** Once for each document that is loaded: the script is half a megabyte. */
async function bringAxe(frame: Frame): Promise<void> {
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(axe.source);
}

/** Controls that a thumb would miss, and a page that can be pushed sideways. */
export async function touchProblems(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>('button, a, input, select, textarea, summary');
    const small = [...controls].filter((control) => {
      // A radio is pressed by its whole card; a link inside a sentence is as high as its line.
      const target = control.closest('label') ?? control;
      const box = target.getBoundingClientRect();
      const isInSentence = control.closest('p, li') !== null && control.tagName !== 'SELECT';
      return box.height > 0 && box.height < 40 && !isInSentence;
    });
    const problems = small.map((control) => `too small: ${control.outerHTML.slice(0, 120)}`);
    if (document.documentElement.scrollWidth > window.innerWidth) problems.push('wider than the phone');
    return problems;
  });
}
