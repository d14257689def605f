import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type ScreenHost, sessionState } from './session-state.ts';

export const DESK_SIZE = { width: 1280, height: 720 };
export const WIDE_SIZE = { width: 1920, height: 1080 };
export const PHONE_SIZE = { width: 390, height: 844 };

export type Look = {
  readonly path?: string;
  readonly scheme?: 'light' | 'dark';
  /** German as a German browser asks for it; the other two are the pseudo-languages of `renderer/lib/pseudo.ts`. */
  readonly language?: 'de' | 'en-XA' | 'ar-XB';
  readonly size?: { readonly width: number; readonly height: number };
  /** Before the first page is opened. */
  readonly prepare?: (context: BrowserContext) => Promise<void>;
};

/**
 * A browser of this person, who has signed in before, or of nobody. Its clock stands at the clinic's, and nothing
 * on it moves. Its context is the caller's to close.
 */
export async function screenOf<Who extends string>(
  browser: Browser,
  { clinic, who }: { readonly clinic: ScreenHost<Who>; readonly who: Who | null },
  { path = '', scheme = 'light', size = DESK_SIZE, language, prepare }: Look = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: size,
    hasTouch: size === PHONE_SIZE,
    locale: language === 'de' ? 'de-DE' : 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    colorScheme: scheme,
    ...(who !== null && (await sessionState(clinic, who))),
  });
  if (language !== undefined && language !== 'de')
    await context.addInitScript((tag) => localStorage.setItem('medlink-language', tag), language);
  await prepare?.(context);
  const page = await context.newPage();
  await page.clock.setFixedTime(clinic.clock.now());
  await page.goto(`${clinic.url}${path}`);
  return page;
}
