import {
  type ChangeOwnProfile,
  type ClinicalDto,
  type EditClinical,
  type EditProfile,
  type Guardian,
  MOST_NAMED,
  type OwnProfileDto,
  type PatientProfileDto,
  type ReplaceOwnProfile,
} from '../../../shared/contracts/profiles.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { Transaction } from '../../db/transact.ts';
import { authorize, ownChartFor, requireGrant } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { assignDoctors } from './assigned-doctors.ts';
import type { ProfileDeps } from './profile-deps.ts';
import {
  toClinicalDto,
  toGuardian,
  toOwnProfileDto,
  toProfileDto,
  type WholeChart,
} from './profiles.presenter.ts';
import * as repo from './profiles.repo.ts';
import { profileDifferences, splitChanges, type WantedChanges } from './profile-changes.ts';
import { loadChart } from './read-profile.ts';

export async function editProfile(
  deps: ProfileDeps,
  actor: Actor,
  input: EditProfile,
): Promise<PatientProfileDto> {
  authorize(actor, 'patient.edit', { patientId: input.id });
  const present = (whole: WholeChart) => toProfileDto(actor, whole);
  return deps.db.transact((tx) =>
    write(deps, tx, { ...input, actor, subtype: 'patient.editProfile', present }),
  );
}

/** For both doors of one's own profile: all of it, or what is named. */
export async function editOwnProfile(
  deps: ProfileDeps,
  actor: Actor,
  input: ReplaceOwnProfile | ChangeOwnProfile,
): Promise<OwnProfileDto> {
  const id = ownChartFor(actor, 'patient.editOwnProfile');
  const { expectedVersion, ...changes } = input;
  const present = (whole: WholeChart) => toOwnProfileDto(actor, whole);
  const what = { id, expectedVersion, changes, actor, subtype: 'patient.editOwnProfile', present };
  return deps.db.transact((tx) => write(deps, tx, what));
}

export async function editClinical(
  deps: ProfileDeps,
  actor: Actor,
  input: EditClinical,
): Promise<ClinicalDto> {
  const now = deps.clock.now();
  const action = 'patient.editClinical';
  return deps.db.transact(async (tx) => {
    await requireGrant(tx.q, { actor, now }, { action, subject: { patientId: input.id } });
    const present = (whole: WholeChart) => toClinicalDto(whole, true);
    return write(deps, tx, { ...input, actor, subtype: action, present });
  });
}

type Edit<Dto> = {
  readonly actor: Actor;
  readonly id: PatientId;
  readonly expectedVersion: number;
  readonly changes: WantedChanges;
  readonly subtype: string;
  readonly present: (whole: WholeChart) => Dto;
};

/** Head and profile together: one version, one line in the trail. */
async function write<Dto>(deps: ProfileDeps, tx: Transaction, what: Edit<Dto>): Promise<Dto> {
  const { actor, id, expectedVersion } = what;
  const before = await loadChart(deps, tx.q, { actor, id });
  if (before.chart.version !== expectedVersion) {
    throw new AppError('stale_version', { current: what.present(before) });
  }
  const { chart, profile, guardians, assignedDoctors } = splitChanges(what.changes);
  refuseTooMany('guardians', before.guardians, guardians);
  refuseTooMany('assignedDoctors', before.assigned, assignedDoctors);
  const { after, changedFields } = profileDifferences(before.profile, profile);
  if (after.hasNoAllergies === 1 && after.allergies !== null) {
    throw invalidField('hasNoAllergies', 'contradicts the allergies written down');
  }
  const isNewGuardians = guardians !== undefined && !isSameGuardians(before, guardians);
  const isNewlyAssigned =
    assignedDoctors !== undefined &&
    (await assignDoctors(deps, tx.q, {
      actor,
      patientId: id,
      before: before.assigned,
      wanted: assignedDoctors,
    }));
  const otherFields = [
    ...changedFields,
    ...(isNewGuardians ? ['guardians'] : []),
    ...(isNewlyAssigned ? ['assignedDoctors'] : []),
  ];
  const { subtype } = what;
  await deps.patients.changeChart(tx, { actor, id, expectedVersion, subtype, otherFields, changes: chart });
  if (changedFields.length > 0) await repo.saveProfile(tx.q, after);
  if (isNewGuardians) {
    const rows = guardians.map((guardian) => ({ ...guardian, endsOn: guardian.endsOn as CivilDate | null }));
    await repo.replaceGuardians(tx.q, id, rows);
  }
  return what.present(await loadChart(deps, tx.q, { actor, id }));
}

/** Where joined charts have brought more together, the list may be shortened step by step. */
function refuseTooMany(
  field: 'guardians' | 'assignedDoctors',
  known: readonly unknown[],
  wanted: readonly unknown[] | undefined,
): void {
  const isTooMany = wanted !== undefined && wanted.length > Math.max(MOST_NAMED, known.length);
  if (isTooMany) throw invalidField(field, `at most ${MOST_NAMED}`);
}

function isSameGuardians(before: WholeChart, wanted: readonly Guardian[]): boolean {
  const known = before.guardians.map((row) => toGuardian(row, before.today));
  const key = ({ kind, name, relationship, phone, endsOn }: Guardian) =>
    JSON.stringify([kind, name, relationship, phone, endsOn]);
  return known.map(key).join() === wanted.map(key).join();
}
