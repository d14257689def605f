import type { Db } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Mail } from '../../lib/mail.ts';
import type { AppointmentsService } from '../appointments/appointments.service.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { LanguagesService } from '../languages/languages.service.ts';
import type { ScheduleService } from '../schedule/schedule.service.ts';

export type AbsenceDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly clinic: Pick<ClinicService, 'current' | 'takeTimeOff'>;
  readonly languages: Pick<LanguagesService, 'ofPatients'>;
  readonly schedule: Pick<ScheduleService, 'openings' | 'busyOf'>;
  readonly appointments: Pick<AppointmentsService, 'openVisit' | 'moveVisit' | 'cancelVisit' | 'recordUndo'>;
  /** Null where the clinic has no mail server. */
  readonly mail: Mail | null;
};
