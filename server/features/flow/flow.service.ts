import type { WaitingRoom } from '../../../shared/contracts/flow.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import type { Db } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AppointmentsService } from '../appointments/appointments.service.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { ProfilesService } from '../profiles/profiles.service.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly clinic: ClinicService;
  readonly appointments: Pick<AppointmentsService, 'inHouse'>;
  readonly profiles: Pick<ProfilesService, 'knownAllergies'>;
};
export type FlowService = ReturnType<typeof createFlow>;

/** Who is in the house now, put together of what the features know. */
export function createFlow(deps: Deps) {
  return {
    waitingRoom: (actor: Actor): Promise<WaitingRoom> => waitingRoom(deps, actor),
  };
}

async function waitingRoom(deps: Deps, actor: Actor): Promise<WaitingRoom> {
  const now = deps.clock.now();
  return await deps.db.read(async (q) => {
    const { settings, doctors } = await deps.clinic.current(q);
    const day = civilDateOf(now, settings.timeZone);
    const { visits, nextAt } = await deps.appointments.inHouse(q, { actor, day });
    const allergic = await deps.profiles.knownAllergies(
      q,
      visits.map(({ patient }) => patient.id),
    );
    return {
      day,
      serverTime: now,
      alertMin: settings.waitAlertMin,
      nextAt,
      visits: visits.map((visit) => ({
        visit,
        doctorName: doctors.get(visit.doctorId)?.name ?? '',
        hasAllergyAlert: allergic.has(visit.patient.id),
      })),
    };
  });
}
