import type { ArriveAtKiosk, ArrivedAtKiosk } from '../../../shared/contracts/kiosk.ts';
import { arrivalWindow } from '../../../shared/domain/arrival.ts';
import { beginsWith } from '../../../shared/domain/kiosk.ts';
import { isInHouse } from '../../../shared/domain/waiting.ts';
import { AppError } from '../../../shared/errors.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Db, Transaction } from '../../db/transact.ts';
import { isInClinicNetwork } from '../../lib/clinic-network.ts';
import type { Clock } from '../../lib/clock.ts';
import { createGuessTally } from '../../lib/guess-tally.ts';
import { readCode, type Seal } from '../../lib/seal.ts';
import { visitCodeOf } from '../../lib/visit-code.ts';
import type { Caller } from '../../trpc/context.ts';
import type { AppointmentsService } from '../appointments/appointments.service.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { DisplaysService, PairedDevice } from '../displays/displays.service.ts';

/** Of those who mistype, a busy entrance has fewer. */
const MISSES = { max: 15, windowSec: 600 };
const TO_THE_DESK: ArrivedAtKiosk = { ticket: null };

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  /** The one that never goes back. */
  readonly forwardClock: Clock;
  readonly seal: Seal;
  readonly clinic: Pick<ClinicService, 'current'>;
  readonly displays: Pick<DisplaysService, 'findBySecret'>;
  readonly appointments: Pick<AppointmentsService, 'expectedOn' | 'arriveByDevice'>;
};
type Guarded = Deps & { readonly tally: ReturnType<typeof createGuessTally> };
type Expected = Awaited<ReturnType<Deps['appointments']['expectedOn']>>[number];
export type KioskService = ReturnType<typeof createKiosk>;

/** The tablet at the entrance, on which patients say themselves that they are here. */
export function createKiosk(given: Deps) {
  const deps = { ...given, tally: createGuessTally(given.forwardClock, [MISSES]) };
  return {
    /**
     * Throws `unauthenticated` for a device that is not paired. Whatever else does not fit has one answer: to the
     * desk. So nobody learns here who is expected, nor that somebody guesses too often, nor that they are outside.
     */
    arrive: async (
      caller: Pick<Caller, 'address' | 'isRelayed'>,
      input: ArriveAtKiosk,
    ): Promise<ArrivedAtKiosk> => {
      const device = await deps.displays.findBySecret(input.secret);
      if (device?.kind !== 'kiosk') throw new AppError('unauthenticated');
      if (!isInClinicNetwork(caller)) return TO_THE_DESK;
      if (deps.tally.waitOf(device.id) !== undefined) return TO_THE_DESK;
      deps.tally.count(device.id);
      const arrived = await deps.db.transact((tx) => arrive(deps, tx, { input, device }));
      if (arrived.ticket !== null) deps.tally.giveBack(device.id);
      return arrived;
    },
  };
}

async function arrive(
  deps: Guarded,
  tx: Transaction,
  { input, device }: { input: ArriveAtKiosk; device: PairedDevice },
): Promise<ArrivedAtKiosk> {
  const at = deps.clock.now();
  const { settings } = await deps.clinic.current(tx.q);
  const expected = await deps.appointments.expectedOn(tx.q, civilDateOf(at, settings.timeZone));
  const visit = theOne(
    expected.filter((each) => isMeant(deps, each, input)),
    at,
  );
  if (visit === undefined) {
    const object = { objectType: 'display', objectId: device.id };
    const miss = { action: 'E', subtype: 'display.kioskMiss', outcome: 'failure', ...object } as const;
    await recordAudit(tx.q, { who: null, at }, miss);
    return TO_THE_DESK;
  }
  return { ticket: await deps.appointments.arriveByDevice(tx, { id: visit.id, via: 'kiosk', at }) };
}

function isMeant({ seal }: Deps, visit: Expected, { code, birthDate, letters }: ArriveAtKiosk): boolean {
  if (code !== undefined) return readCode(visitCodeOf(seal, visit.id)) === readCode(code);
  if (birthDate === undefined || letters === undefined) return false;
  return visit.birthDate === birthDate && beginsWith(visit.familyName, letters);
}

/**
 * Of one person's visits the one they are here for already, a second press being none of the next; else the next. One
 * whose time has gone by without them is the desk's to judge, and so is whatever may be another's.
 */
function theOne(visits: readonly Expected[], now: Instant): Expected | undefined {
  if (new Set(visits.map(({ patientId }) => patientId)).size !== 1) return undefined;
  const here = visits.findLast(({ status }) => isInHouse(status));
  if (here !== undefined && now < here.endsAt) return here;
  const next = visits.find(({ status, endsAt }) => !isInHouse(status) && now < endsAt);
  if (here === undefined || next === undefined) return here ?? next;
  // Nobody may have said that the last one is over.
  return arrivalWindow(next).opensAt <= now ? next : here;
}
