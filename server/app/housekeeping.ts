import type { Logger } from '../lib/logger.ts';
import type { Services } from './services.ts';

const EVERY_MS = 10 * 60 * 1000;

/** What time itself brings about: requests whose day has gone by expire. */
export function startHousekeeping(deps: { services: Services; logger: Logger }): { stop(): void } {
  const run = () => {
    deps.services.requests.expireOverdue().catch((error: unknown) => {
      deps.logger.error({ err: error }, 'housekeeping failed');
    });
  };
  const timer = setInterval(run, EVERY_MS);
  timer.unref();
  run();
  return { stop: () => clearInterval(timer) };
}
