import type { AuthService } from '../features/auth/auth.service.ts';
import type { BreakGlassService } from '../features/break-glass/break-glass.service.ts';
import type { Logger } from '../lib/logger.ts';

/** Whatever limit is reached, the screens know it within a second. */
const EVERY_MS = 500;

type Deps = {
  readonly auth: Pick<AuthService, 'sweepSessions'>;
  readonly breakGlass: Pick<BreakGlassService, 'endDue'>;
  readonly logger: Logger;
};

/**
 * Locks and ends the sessions whose time is up, also those that are not calling just now, and closes the charts that
 * were opened for half an hour.
 */
export function watchSessions(deps: Deps): { stop(): Promise<void> } {
  let underWay: Promise<void> | undefined;
  const run = () => {
    underWay ??= deps.auth
      .sweepSessions()
      .then(() => deps.breakGlass.endDue())
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
