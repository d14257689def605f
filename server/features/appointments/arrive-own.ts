import type { ArriveOwnAppointment, OwnAppointmentDto } from '../../../shared/contracts/appointments.ts';
import { isExpected } from '../../../shared/domain/appointment-status.ts';
import { arrivalWindow } from '../../../shared/domain/arrival.ts';
import { isInHouse } from '../../../shared/domain/waiting.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { isInClinicNetwork } from '../../lib/clinic-network.ts';
import type { Actor, Caller } from '../../trpc/context.ts';
import type { AppointmentDeps } from './appointments.deps.ts';
import { presentOwnVisit } from './appointments.presenter.ts';
import type { VisitRow } from './appointments.repo.ts';
import { changeStatus } from './change-status.ts';

/** Who says so, and from where, as the server sees it: through the clinic's own proxies, whom they pass on. */
export type FromWhere = { readonly actor: Actor; readonly caller: Pick<Caller, 'address' | 'isRelayed'> };

/** A patient says on the phone to have come. Whoever is known to be here already hears so: two taps are one. */
export async function arriveOwn(
  deps: AppointmentDeps,
  { actor, caller }: FromWhere,
  { id, expectedVersion }: ArriveOwnAppointment,
): Promise<OwnAppointmentDto> {
  const now = deps.clock.now();
  const { row, snapshot } = await changeStatus(deps, actor, {
    id,
    expectedVersion,
    to: 'arrived',
    via: 'portal',
    action: 'appointment.arriveOwn',
    isAsked: (visit) => !isInHouse(visit.status) && requireHere(visit, { caller, now }),
    present: (visit, current) => presentOwnVisit(visit, current, now),
  });
  return presentOwnVisit(row, snapshot, now);
}

/** At home, or at some other time, nobody is in the waiting room. */
function requireHere(visit: VisitRow, { caller, now }: { caller: FromWhere['caller']; now: Instant }): true {
  if (!isExpected(visit.status)) throw new AppError('illegal_transition', { from: visit.status });
  const { opensAt, closesAt } = arrivalWindow(visit);
  if (now < opensAt || now >= closesAt) throw new AppError('not_arrival_time', { opensAt, closesAt });
  if (!isInClinicNetwork(caller)) throw new AppError('not_in_clinic');
  return true;
}
