import type { Db } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';

export type PatientDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Tells what day it is at the clinic. */
  readonly clinic: Pick<ClinicService, 'current'>;
};
