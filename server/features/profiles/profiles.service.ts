import type {
  AttachAccount,
  ChangeOwnProfile,
  ClinicalDto,
  EditClinical,
  EditProfile,
  OwnProfileDto,
  PatientProfileDto,
  RecordIdCheck,
  ReplaceOwnProfile,
} from '../../../shared/contracts/profiles.ts';
import type { PatientId } from '../../../shared/ids.ts';
import type { Actor } from '../../trpc/context.ts';
import { type AttachDeps, attachAccount } from './attach-account.ts';
import { editClinical, editOwnProfile, editProfile } from './edit-profile.ts';
import { recordIdCheck } from './identity-check.ts';
import { getClinical, getOwnProfile, getProfile } from './read-profile.ts';

export type ProfilesService = ReturnType<typeof createProfiles>;

/** What a clinic keeps about its patients beyond the chart's head, and how it knows who they are. */
export function createProfiles(deps: AttachDeps) {
  return {
    get: (actor: Actor, id: PatientId): Promise<PatientProfileDto> => getProfile(deps, actor, id),
    edit: (actor: Actor, input: EditProfile): Promise<PatientProfileDto> => editProfile(deps, actor, input),
    clinical: (actor: Actor, id: PatientId): Promise<ClinicalDto> => getClinical(deps, actor, id),
    editClinical: (actor: Actor, input: EditClinical): Promise<ClinicalDto> =>
      editClinical(deps, actor, input),
    own: (actor: Actor): Promise<OwnProfileDto> => getOwnProfile(deps, actor),
    editOwn: (actor: Actor, input: ReplaceOwnProfile | ChangeOwnProfile): Promise<OwnProfileDto> =>
      editOwnProfile(deps, actor, input),
    recordIdCheck: (actor: Actor, input: RecordIdCheck): Promise<PatientProfileDto> =>
      recordIdCheck(deps, actor, input),
    attachAccount: (actor: Actor, input: AttachAccount): Promise<PatientProfileDto> =>
      attachAccount(deps, actor, input),
  };
}
