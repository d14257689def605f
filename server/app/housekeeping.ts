import { addMinutes } from '../../shared/time/instant.ts';
import { forgetAnswersBefore } from '../db/idempotency.ts';
import type { Db } from '../db/transact.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import type { Services } from './services.ts';

const EVERY_MS = 10 * 60 * 1000;
/** A retry comes within minutes; a week covers a PC that slept over a long holiday. */
const ANSWERS_KEPT_MIN = 7 * 24 * 60;

export type HousekeepingDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly services: Services;
  readonly logger: Logger;
  /** Looks whether the server needs another certificate. */
  readonly renewCertificate: () => Promise<void>;
};

/** What time itself brings about: requests whose day has gone by expire, old answers are forgotten. */
export function startHousekeeping(deps: HousekeepingDeps): { stop(): Promise<void> } {
  let underWay: Promise<unknown> = Promise.resolve();
  const run = (work: () => Promise<unknown>) => {
    underWay = underWay
      .then(work)
      .catch((error: unknown) => deps.logger.error({ err: error }, 'housekeeping failed'));
  };
  const tidy = () => chores(deps).forEach(run);
  const timer = setInterval(() => {
    tidy();
    // Not at the start, when everybody waits for the screens.
    run(deps.renewCertificate);
    run(() => deps.services.paper.keepToday());
    run(() => deps.services.audit.verifyDaily());
    run(() => deps.services.retention.applyNightly());
  }, EVERY_MS);
  timer.unref();
  run(() => deps.services.audit.checkEnd());
  tidy();
  return {
    stop: async () => {
      clearInterval(timer);
      await underWay;
    },
  };
}

/** In their order; one that fails keeps none behind it from its turn. */
function chores({ db, clock, services }: HousekeepingDeps): (() => Promise<unknown>)[] {
  return [
    () => services.audit.writeRepeats(),
    () => services.audit.anchorDaily(),
    () => services.requests.expireOverdue(),
    () => services.waitlist.expireDue(),
    () => services.pins.forgetOld(),
    () => services.recalls.forgetOld(),
    () => services.drafts.forgetOld(),
    () => services.signals.forgetOld(),
    () => services.hours.forgetOld(),
    () => services.appointments.forgetOldSteps(),
    () => services.leftovers.forgetOld(),
    () => db.transact(({ q }) => forgetAnswersBefore(q, addMinutes(clock.now(), -ANSWERS_KEPT_MIN))),
  ];
}
