import type { AuthService } from '../features/auth/auth.service.ts';
import type { Logger } from '../lib/logger.ts';

/** Whatever limit is reached, the screens know it within a second. */
const EVERY_MS = 500;

/** Locks and ends the sessions whose time is up, also those that are not calling just now. */
export function watchSessions(deps: { auth: Pick<AuthService, 'sweepSessions'>; logger: Logger }): {
  stop(): Promise<void>;
} {
  let underWay: Promise<void> | undefined;
  const run = () => {
    underWay ??= deps.auth
      .sweepSessions()
      .catch((error: unknown) => deps.logger.error({ err: error }, 'watching sessions failed'))
      .finally(() => {
        underWay = undefined;
      });
  };
  const timer = setInterval(run, EVERY_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await underWay;
    },
  };
}
