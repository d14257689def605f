import type { DelayDto, DelaysToday, SayDelay } from '../../../shared/contracts/delays.ts';
import { AppError } from '../../../shared/errors.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import type { Db, Query } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import * as repo from './delays.repo.ts';

type Deps = { readonly db: Db; readonly clock: Clock; readonly clinic: Pick<ClinicService, 'current'> };
export type DelaysService = ReturnType<typeof createDelays>;

/** By how much a doctor says to run late today. What was said yesterday holds no more. */
export function createDelays(deps: Deps) {
  return {
    today: (actor: Actor): Promise<DelaysToday> => today(deps, actor),
    say: (actor: Actor, input: SayDelay): Promise<DelayDto> => say(deps, actor, input),
    /** In minutes, of those who are late. */
    lateMinOn: async (q: Query, day: CivilDate): Promise<ReadonlyMap<DoctorId, number>> =>
      new Map((await repo.listDelays(q, day)).map(({ doctorId, lateMin }) => [doctorId, lateMin])),
  };
}

async function today(deps: Deps, actor: Actor): Promise<DelaysToday> {
  authorize(actor, 'delay.read');
  return await deps.db.read(async (q) => {
    const snapshot = await deps.clinic.current(q);
    const day = civilDateOf(deps.clock.now(), snapshot.settings.timeZone);
    const rows = await repo.listDelays(q, day);
    return { day, doctors: rows.map((row) => presentDelay(row, snapshot)) };
  });
}

/** The newest word counts, whichever screen it comes from: it states what is, and replaces nothing. */
async function say(deps: Deps, actor: Actor, { doctorId, lateMin }: SayDelay): Promise<DelayDto> {
  authorize(actor, 'delay.say', { doctorId });
  const at = deps.clock.now();
  return await deps.db.transact(async ({ q, emit }) => {
    const snapshot = await deps.clinic.current(q);
    if (!snapshot.doctors.has(doctorId)) throw new AppError('not_found');
    const day = civilDateOf(at, snapshot.settings.timeZone);
    const known = await repo.findDelay(q, doctorId);
    // It stands so already: nothing to tell anybody.
    if (known?.day === day && known.lateMin === lateMin) return presentDelay(known, snapshot);
    const row = { doctorId, day, lateMin, saidAt: at, version: (known?.version ?? 0) + 1 };
    await repo.writeDelay(q, row);
    const object = { objectType: 'doctor', objectId: doctorId, objectVersion: row.version };
    const changedFields = ['lateMin'];
    await recordAudit(q, { who: actor, at }, { action: 'U', subtype: 'delay.say', ...object, changedFields });
    emit({ type: 'delay.changed', doctorId, version: row.version });
    return presentDelay(row, snapshot);
  });
}

function presentDelay(row: repo.DelayRow, { doctors }: ClinicSnapshot): DelayDto {
  const { doctorId, lateMin, saidAt } = row;
  return { doctorId, doctorName: doctors.get(doctorId)?.name ?? '', lateMin, saidAt };
}
