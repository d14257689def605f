import type { ClinicalDto, OwnProfileDto, PatientProfileDto } from '../../../shared/contracts/profiles.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import { AppError } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import type { Query } from '../../db/transact.ts';
import { findGrant, ownChartFor, requireGrant } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ProfileDeps } from './profile-deps.ts';
import { toClinicalDto, toOwnProfileDto, toProfileDto, type WholeChart } from './profiles.presenter.ts';
import * as repo from './profiles.repo.ts';

export async function getProfile(deps: ProfileDeps, actor: Actor, id: PatientId): Promise<PatientProfileDto> {
  const asked = { id, action: 'patient.read', subtype: 'patient.getProfile' } as const;
  return readChart(deps, actor, { ...asked, present: (_q, whole) => toProfileDto(actor, whole) });
}

export async function getOwnProfile(deps: ProfileDeps, actor: Actor): Promise<OwnProfileDto> {
  const action = 'patient.readOwn';
  const asked = { id: ownChartFor(actor, action), action, subtype: 'patient.getProfile' } as const;
  return readChart(deps, actor, { ...asked, present: (_q, whole) => toOwnProfileDto(actor, whole) });
}

export async function getClinical(deps: ProfileDeps, actor: Actor, id: PatientId): Promise<ClinicalDto> {
  const asked = { id, action: 'patient.readClinical', subtype: 'patient.getClinical' } as const;
  return readChart(deps, actor, {
    ...asked,
    present: async (q, whole) => toClinicalDto(whole, await mayEditClinical(deps, q, { actor, id })),
  });
}

/** All of a chart in the caller's transaction; whether the caller may is the caller's to ask. */
export async function loadChart(
  deps: ProfileDeps,
  q: Query,
  of: { actor: Actor; id: PatientId },
): Promise<WholeChart> {
  const { actor, id } = of;
  const row = await deps.patients.findChart(q, id);
  if (row === undefined) throw new AppError('not_found');
  const { settings } = await deps.clinic.current(q);
  const now = deps.clock.now();
  return {
    chart: await deps.patients.present(q, actor, row),
    mergedInto: row.mergedInto,
    profile: await repo.findProfile(q, id),
    guardians: await repo.listGuardians(q, id),
    assigned: await repo.listAssigned(q, id, now),
    idCheck: await repo.findLatestIdCheck(q, id),
    seenAtCheckIn: await deps.appointments.seenAtCheckIn(q, id),
    attendance: await deps.appointments.countAttendance(q, id),
    pictureId: await repo.findPictureId(q, id),
    today: civilDateOf(now, settings.timeZone),
  };
}

export async function mayEditClinical(
  deps: ProfileDeps,
  q: Query,
  of: { actor: Actor; id: PatientId },
): Promise<boolean> {
  const asker = { actor: of.actor, now: deps.clock.now() };
  const asked = { action: 'patient.editClinical', subject: { patientId: of.id } } as const;
  return (await findGrant(q, asker, asked)) !== undefined;
}

type Reading<T> = {
  readonly id: PatientId;
  readonly action: PolicyAction;
  readonly subtype: string;
  readonly present: (q: Query, whole: WholeChart) => T | Promise<T>;
};

function readChart<T>(deps: ProfileDeps, actor: Actor, what: Reading<T>): Promise<T> {
  const { id, action, subtype } = what;
  const at = deps.clock.now();
  return deps.db.transact(async ({ q }) => {
    const whole = await loadChart(deps, q, { actor, id });
    await requireGrant(q, { actor, now: at }, { action, subject: { patientId: id } });
    const object = { patientId: id, objectType: 'patient', objectId: id } as const;
    const { version: objectVersion } = whole.chart;
    await recordAudit(q, { who: actor, at }, { action: 'R', subtype, ...object, objectVersion });
    return what.present(q, whole);
  });
}
