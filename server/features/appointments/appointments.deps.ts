import type { AppointmentId, PatientId, WaitlistEntryId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Db, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import type { Actor } from '../../trpc/context.ts';
import type { CallsService } from '../calls/calls.service.ts';
import type { CallTimesService } from '../call-times/call-times.service.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { HoldsService } from '../holds/holds.service.ts';
import type { LanguagesService } from '../languages/languages.service.ts';
import type { PatientsService } from '../patients/patients.service.ts';
import type { RecallsService } from '../recalls/recalls.service.ts';
import type { RoomsService } from '../rooms/rooms.service.ts';
import type { ScheduleService } from '../schedule/schedule.service.ts';

/** What the use cases of visits are built from. */
export type AppointmentDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly clinic: ClinicService;
  readonly languages: Pick<LanguagesService, 'ofPatient'>;
  readonly schedule: ScheduleService;
  readonly calls: Pick<CallsService, 'noteArrival' | 'noteCall'>;
  readonly callTimes: Pick<CallTimesService, 'note'>;
  readonly patients: Pick<PatientsService, 'changeChart'>;
  readonly recalls: Pick<RecallsService, 'claim'>;
  readonly rooms: Pick<RoomsService, 'noteLeft'>;
  /** A visit was taken back as if it had never been made: what it answered is open again. */
  readonly onUnmade: (
    tx: Transaction,
    visit: { actor: Actor; appointmentId: AppointmentId; at: Instant },
  ) => Promise<void>;
  /** A place on the waitlist ends with a visit that is made in this transaction; answers how to tie the two once it is. */
  readonly claimPlace: (
    tx: Transaction,
    asked: { actor: Actor; id: WaitlistEntryId; patientId: PatientId; at: Instant },
  ) => Promise<(appointmentId: AppointmentId) => Promise<void>>;
  readonly holds: Pick<HoldsService, 'isHeld'>;
};
