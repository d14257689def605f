import type { ChangeOwnDoctor, OwnDoctorDto, ReplaceOwnDoctor } from '../../../shared/contracts/clinic.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import type { Clock } from '../../lib/clock.ts';
import { authorize, mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import * as repo from './clinic.repo.ts';
import type { ClinicSnapshot } from './clinic-snapshot.ts';
import type { ClinicWriter } from './clinic-writer.ts';

export function getOwnDoctor(snapshot: ClinicSnapshot, actor: Actor): OwnDoctorDto {
  const { doctorId } = actor;
  authorize(actor, 'doctor.readOwn', { doctorId });
  return present(snapshot, actor, doctorId);
}

/** For both doors of one's own profile: all of it, or what is named. */
export async function editOwnDoctor(
  deps: { readonly writer: ClinicWriter; readonly clock: Clock },
  actor: Actor,
  input: ReplaceOwnDoctor | ChangeOwnDoctor,
): Promise<OwnDoctorDto> {
  const { current, write } = deps.writer;
  const { doctorId } = actor;
  const { expectedVersion, languages, ...fields } = input;
  const changedFields = Object.keys({ ...fields, ...(languages && { languages }) });
  const object = {
    objectType: 'doctor',
    objectId: doctorId ?? undefined,
    objectVersion: expectedVersion + 1,
  };
  const entry = { action: 'U', subtype: 'doctor.editOwn', ...object, changedFields } as const;
  const right = { action: 'doctor.editOwn', subject: { doctorId } } as const;
  return write({ actor, entry, right }, async ({ q }, at) => {
    const before = await current(q);
    const thisYear = civilDateOf(deps.clock.now(), before.settings.timeZone).slice(0, 4);
    if (String(fields.practisingSince ?? '') > thisYear) {
      throw invalidField('practisingSince', 'lies in the future');
    }
    const stale = present(before, actor, doctorId);
    const changes = {
      ...fields,
      ...(languages !== undefined && { languages: JSON.stringify(languages) }),
      updatedAt: at,
    };
    if (!(await repo.updateDoctor(q, { id: stale.id, expectedVersion }, changes))) {
      throw new AppError('stale_version', { current: stale });
    }
    return present(await current(q), actor, doctorId);
  });
}

function present(snapshot: ClinicSnapshot, actor: Actor, doctorId: DoctorId | null): OwnDoctorDto {
  const doctor = doctorId === null ? undefined : snapshot.doctors.get(doctorId);
  if (doctor === undefined) throw new AppError('not_found');
  return { ...doctor, can: { edit: mayByItself(actor, 'doctor.editOwn', { doctorId }) } };
}
