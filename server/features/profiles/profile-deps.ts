import type { Db } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import type { AppointmentsService } from '../appointments/appointments.service.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { PatientsService } from '../patients/patients.service.ts';

export type ProfileDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Tells what day it is at the clinic. */
  readonly clinic: Pick<ClinicService, 'current'>;
  /** How often somebody did not come, or not in time. */
  readonly appointments: Pick<AppointmentsService, 'countAttendance' | 'seenAtCheckIn'>;
  /** The chart's head, and the one version all of a chart has. */
  readonly patients: Pick<PatientsService, 'findChart' | 'present' | 'changeChart' | 'closeChart'>;
};
