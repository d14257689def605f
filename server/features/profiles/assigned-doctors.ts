import type { EditProfile } from '../../../shared/contracts/profiles.ts';
import { invalidField, unknownIn } from '../../../shared/errors.ts';
import type { DoctorId, PatientId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { civilDateOf, dayBounds } from '../../../shared/time/clinic-zone.ts';
import type { Query } from '../../db/transact.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ProfileDeps } from './profile-deps.ts';
import type { AssignedRow } from './profiles.repo.ts';
import * as repo from './profiles.repo.ts';

type WantedDoctors = NonNullable<EditProfile['changes']['assignedDoctors']>;
type Assigning = {
  readonly actor: Actor;
  readonly patientId: PatientId;
  readonly before: readonly AssignedRow[];
  readonly wanted: WantedDoctors;
};

/**
 * Makes the doctors assigned to a patient those that are wanted, in the caller's transaction, with a line in
 * the trail for each: it gives or takes a right. Whoever is left out was assigned until now; the rows stay.
 * Says whether anything changed.
 */
export async function assignDoctors(deps: ProfileDeps, q: Query, what: Assigning): Promise<boolean> {
  const { patientId, before, wanted } = what;
  const { settings, doctors } = await deps.clinic.current(q);
  const now = deps.clock.now();
  const today = civilDateOf(now, settings.timeZone);
  if (new Set(wanted.map(({ doctorId }) => doctorId)).size < wanted.length) {
    throw invalidField('assignedDoctors', 'names a doctor twice');
  }
  const ended = before.filter((row) => !wanted.some(({ doctorId }) => doctorId === row.doctorId));
  for (const { id, doctorId, endsOn } of ended) {
    await repo.changeAssignment(q, id, { endsOn, holdsUntil: now });
    await note(deps, q, { ...what, action: 'D', doctorId });
  }
  let isChanged = ended.length > 0;
  for (const [index, { doctorId, endsOn }] of wanted.entries()) {
    const known = before.find((row) => row.doctorId === doctorId);
    if (known !== undefined && known.endsOn === endsOn) continue;
    const field = `assignedDoctors.${index}`;
    if (known === undefined && doctors.get(doctorId)?.isActive !== true) throw unknownIn(`${field}.doctorId`);
    if (endsOn !== null && endsOn < today) throw invalidField(`${field}.endsOn`, 'lies in the past');
    const span = {
      endsOn: endsOn as CivilDate | null,
      holdsUntil: endsOn === null ? null : dayBounds(endsOn as CivilDate, settings.timeZone).end,
    };
    if (known === undefined)
      await repo.insertAssignment(q, { patientId, doctorId, assignedAt: now, ...span });
    else await repo.changeAssignment(q, known.id, span);
    await note(deps, q, { ...what, action: known === undefined ? 'C' : 'U', doctorId });
    isChanged = true;
  }
  return isChanged;
}

async function note(
  deps: ProfileDeps,
  q: Query,
  what: Pick<Assigning, 'actor' | 'patientId'> & { action: 'C' | 'U' | 'D'; doctorId: DoctorId },
): Promise<void> {
  const { actor, patientId, action, doctorId } = what;
  const line = { action, subtype: 'patient.assignDoctor', patientId } as const;
  const by = { who: actor, at: deps.clock.now() };
  await recordAudit(q, by, { ...line, objectType: 'doctor', objectId: doctorId });
}
