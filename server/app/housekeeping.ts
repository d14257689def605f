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
  let underWay: Promise<void> = Promise.resolve();
  const run = (work: () => Promise<void>) => {
    underWay = underWay
      .then(work)
      .catch((error: unknown) => deps.logger.error({ err: error }, 'housekeeping failed'));
  };
  const timer = setInterval(() => {
    run(() => tidy(deps));
    // Not at the start, when everybody waits for the screens.
    run(deps.renewCertificate);
    run(() => deps.services.paper.keepToday());
    run(() => deps.services.audit.verifyDaily());
    run(() => deps.services.retention.applyNightly());
  }, EVERY_MS);
  timer.unref();
  run(() => deps.services.audit.checkEnd());
  run(() => tidy(deps));
  return {
    stop: () => {
      clearInterval(timer);
      return underWay;
    },
  };
}

async function tidy(deps: HousekeepingDeps): Promise<void> {
  await deps.services.audit.writeRepeats();
  await deps.services.audit.anchorDaily();
  await deps.services.requests.expireOverdue();
  await deps.services.waitlist.expireDue();
  await deps.services.pins.forgetOld();
  await deps.services.recalls.forgetOld();
  await deps.services.drafts.forgetOld();
  await deps.services.signals.forgetOld();
  await deps.services.appointments.forgetOldSteps();
  const before = addMinutes(deps.clock.now(), -ANSWERS_KEPT_MIN);
  await deps.db.transact(({ q }) => forgetAnswersBefore(q, before));
}
