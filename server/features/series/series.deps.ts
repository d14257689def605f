import type { Db } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import type { AppointmentsService } from '../appointments/appointments.service.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { ScheduleService } from '../schedule/schedule.service.ts';

export type SeriesDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly clinic: ClinicService;
  readonly schedule: Pick<ScheduleService, 'nearest'>;
  readonly appointments: Pick<
    AppointmentsService,
    | 'makeVisit'
    | 'moveVisit'
    | 'cancelVisit'
    | 'openVisit'
    | 'seriesVisits'
    | 'recordUndo'
    | 'requireMayBookFor'
  >;
};
