import type { Db } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Logger } from '../../lib/logger.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';

export type AuditDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Tells what the clinic's days are. */
  readonly clinic: Pick<ClinicService, 'current'>;
};
