import type { BrowserContext } from 'playwright-core';

export type Watch = {
  /** What a developer would see in red, and every request that left the clinic. */
  readonly faults: string[];
  /** All requests so far. */
  readonly requests: () => number;
};

/** Watches all pages of a browser from before they are opened. `url` is the clinic's: nothing may be fetched elsewhere. */
export async function watchPages(context: BrowserContext, url: string): Promise<Watch> {
  const faults: string[] = [];
  let requests = 0;
  await context.exposeFunction('tellViolation', (what: string) => faults.push(`policy: ${what}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { tellViolation } = window as unknown as { tellViolation(what: string): void };
      tellViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  context.on('request', (request) => {
    requests += 1;
    if (new URL(request.url()).host !== new URL(url).host) faults.push(`request: ${request.url()}`);
  });
  context.on('console', (message) => {
    // Chromium tells of a refused call as of a missing file; here one is refused when nobody is signed in yet.
    const isRefusedCall = message.text().includes('401') && message.location().url.includes('/trpc/');
    if (message.type() === 'error' && !isRefusedCall) faults.push(`console: ${message.text()}`);
    if (/policy|deprecat|unrecognized/i.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => faults.push(`error: ${error.error().message}`));
  return { faults, requests: () => requests };
}
