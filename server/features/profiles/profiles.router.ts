import { ChangeOwnDoctor, OwnDoctorDto, ReplaceOwnDoctor } from '../../../shared/contracts/clinic.ts';
import { Done, Empty } from '../../../shared/contracts/common.ts';
import {
  AttachAccount,
  ChangeOwnProfile,
  ClinicalDto,
  EditClinical,
  EditProfile,
  OwnProfileDto,
  PatientProfileDto,
  PatientRef,
  RecordIdCheck,
  ReplaceOwnProfile,
} from '../../../shared/contracts/profiles.ts';
import { guarded, rest, restCreate, router } from '../../trpc/procedures.ts';

export const profilesRouter = router({
  get: guarded('patient.read', rest('GET', '/patients/{id}/profile'))
    .input(PatientRef)
    .output(PatientProfileDto)
    .query(({ ctx, input }) => ctx.services.profiles.get(ctx.actor, input.id)),
  edit: guarded('patient.edit', rest('PATCH', '/patients/{id}/profile'))
    .input(EditProfile)
    .output(PatientProfileDto)
    .mutation(({ ctx, input }) => ctx.services.profiles.edit(ctx.actor, input)),
  clinical: guarded('patient.readClinical', rest('GET', '/patients/{id}/clinical'))
    .input(PatientRef)
    .output(ClinicalDto)
    .query(({ ctx, input }) => ctx.services.profiles.clinical(ctx.actor, input.id)),
  editClinical: guarded('patient.editClinical', rest('PATCH', '/patients/{id}/clinical'))
    .input(EditClinical)
    .output(ClinicalDto)
    .mutation(({ ctx, input }) => ctx.services.profiles.editClinical(ctx.actor, input)),
  recordIdCheck: guarded('patient.checkIdentity', restCreate('/patients/{id}/id-checks'))
    .input(RecordIdCheck)
    .output(PatientProfileDto)
    .mutation(({ ctx, input }) => ctx.services.profiles.recordIdCheck(ctx.actor, input)),
  attachAccount: guarded('patient.attachAccount', rest('POST', '/patients/{id}/attach-account'))
    .input(AttachAccount)
    .output(PatientProfileDto)
    .mutation(({ ctx, input }) => ctx.services.profiles.attachAccount(ctx.actor, input)),
  removePicture: guarded('picture.editOwn', rest('DELETE', '/profile/picture'))
    .input(Empty)
    .output(Done)
    .mutation(async ({ ctx }): Promise<Done> => {
      await ctx.services.pictures.removeOwn(ctx.actor);
      return { ok: true };
    }),
  own: guarded('patient.readOwn', rest('GET', '/profile/patient'))
    .input(Empty)
    .output(OwnProfileDto)
    .query(({ ctx }) => ctx.services.profiles.own(ctx.actor)),
  replaceOwn: guarded('patient.editOwnProfile', rest('PUT', '/profile/patient'))
    .input(ReplaceOwnProfile)
    .output(OwnProfileDto)
    .mutation(({ ctx, input }) => ctx.services.profiles.editOwn(ctx.actor, input)),
  changeOwn: guarded('patient.editOwnProfile', rest('PATCH', '/profile/patient'))
    .input(ChangeOwnProfile)
    .output(OwnProfileDto)
    .mutation(({ ctx, input }) => ctx.services.profiles.editOwn(ctx.actor, input)),
  ownDoctor: guarded('doctor.readOwn', rest('GET', '/profile/doctor'))
    .input(Empty)
    .output(OwnDoctorDto)
    .query(({ ctx }) => ctx.services.clinic.ownDoctor(ctx.actor)),
  replaceOwnDoctor: guarded('doctor.editOwn', rest('PUT', '/profile/doctor'))
    .input(ReplaceOwnDoctor)
    .output(OwnDoctorDto)
    .mutation(({ ctx, input }) => ctx.services.clinic.editOwnDoctor(ctx.actor, input)),
  changeOwnDoctor: guarded('doctor.editOwn', rest('PATCH', '/profile/doctor'))
    .input(ChangeOwnDoctor)
    .output(OwnDoctorDto)
    .mutation(({ ctx, input }) => ctx.services.clinic.editOwnDoctor(ctx.actor, input)),
});
