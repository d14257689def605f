import type { CallTimes, CallTimesInput } from '../../../shared/contracts/call-times.ts';
import type { Interval } from '../../../shared/domain/intervals.ts';
import { percentile } from '../../../shared/domain/percentile.ts';
import { invalidField } from '../../../shared/errors.ts';
import type { UserId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { dayBounds } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Ids } from '../../lib/ids.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import * as repo from './call-times.repo.ts';

type Deps = { readonly db: Db; readonly ids: Ids; readonly clinic: ClinicService };
export type CallTimesService = ReturnType<typeof createCallTimes>;

/** How long it takes to book by phone. */
export function createCallTimes(deps: Deps) {
  return {
    /** Beside the booking, in its transaction: a booking that fails took no time. */
    note: (
      { q }: Transaction,
      call: { userId: UserId; bookedAt: Instant; seconds: number; isKnown: boolean },
    ): Promise<void> =>
      repo.insertCallTime(q, { id: deps.ids.next(), ...call, isKnown: call.isKnown ? 1 : 0 }),
    /** For what is counted of the clinic; who may see that is for the caller to decide. */
    listIn: (q: Query, within: Interval) => repo.listCallTimes(q, within, undefined),
    ofClinic(actor: Actor, input: CallTimesInput): Promise<CallTimes> {
      authorize(actor, 'callTimes.read');
      return read(deps, input, undefined);
    },
    own(actor: Actor, input: CallTimesInput): Promise<CallTimes> {
      const { userId } = actor;
      authorize(actor, 'callTimes.readOwn', { userId });
      return read(deps, input, userId);
    },
  };
}

function read(deps: Deps, input: CallTimesInput, userId: UserId | undefined): Promise<CallTimes> {
  const [from, to] = [input.from as CivilDate, input.to as CivilDate];
  if (to < from) throw invalidField('to', 'has to be on or after the first day');
  return deps.db.read(async (q) => {
    const { timeZone } = (await deps.clinic.current(q)).settings;
    const within = { start: dayBounds(from, timeZone).start, end: dayBounds(to, timeZone).end };
    const rows = await repo.listCallTimes(q, within, userId);
    const spreadOf = (isKnown: 0 | 1) => {
      const seconds = rows.filter((row) => row.isKnown === isKnown).map((row) => row.seconds);
      const at = (share: number) => percentile(seconds, share);
      return { count: seconds.length, medianSec: at(0.5), p90Sec: at(0.9) };
    };
    return { known: spreadOf(1), fresh: spreadOf(0) };
  });
}
