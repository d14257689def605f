import { Empty } from '../../../shared/contracts/common.ts';
import {
  AdminPrivacyRequest,
  AskErasure,
  DeclinePrivacyRequest,
  ErasePerson,
  ErasureCheck,
  ListPrivacyRequests,
  NotePrivacyRequest,
  OwnPrivacyRequests,
  PatientPrivacy,
  PatientRefInput,
  LiftHold,
  PlaceHold,
  PrivacyRequestDto,
  PrivacyRequestPage,
  PrivacyRequestRef,
  WithdrawPrivacyRequest,
} from '../../../shared/contracts/privacy.ts';
import { guarded, guardedList, rest, restCreate, router } from '../../trpc/procedures.ts';

export const privacyRouter = router({
  askErasure: guarded('privacy.askErasure', restCreate('/me/privacy-requests'))
    .input(AskErasure)
    .output(PrivacyRequestDto)
    .mutation(({ ctx, input }) => ctx.services.privacy.askErasure(ctx.actor, input)),
  withdraw: guarded('privacy.withdraw', rest('POST', '/me/privacy-requests/{id}/withdraw'))
    .input(WithdrawPrivacyRequest)
    .output(PrivacyRequestDto)
    .mutation(({ ctx, input }) => ctx.services.privacy.withdraw(ctx.actor, input)),
  listOwn: guarded('privacy.readOwn', rest('GET', '/me/privacy-requests'))
    .input(Empty)
    .output(OwnPrivacyRequests)
    .query(({ ctx }) => ctx.services.privacy.listOwn(ctx.actor)),
  note: guarded('privacy.note', restCreate('/privacy-requests'))
    .input(NotePrivacyRequest)
    .output(PrivacyRequestDto)
    .mutation(({ ctx, input }) => ctx.services.privacy.note(ctx.actor, input)),
  ofPatient: guarded('privacy.readOfPatient', rest('GET', '/patients/{patientId}/privacy'))
    .input(PatientRefInput)
    .output(PatientPrivacy)
    .query(({ ctx, input }) => ctx.services.privacy.ofPatient(ctx.actor, input.patientId)),
  placeHold: guarded('privacy.hold', rest('PUT', '/patients/{patientId}/legal-hold'))
    .input(PlaceHold)
    .output(PatientPrivacy)
    .mutation(({ ctx, input }) => ctx.services.privacy.placeHold(ctx.actor, input)),
  liftHold: guarded('privacy.hold', rest('POST', '/patients/{patientId}/legal-hold/lift'))
    .input(LiftHold)
    .output(PatientPrivacy)
    .mutation(({ ctx, input }) => ctx.services.privacy.liftHold(ctx.actor, input)),
  list: guardedList('privacy.read', rest('GET', '/privacy-requests'))
    .input(ListPrivacyRequests)
    .output(PrivacyRequestPage)
    .query(({ ctx, input }) => ctx.services.privacy.list(ctx.actor, input)),
  check: guarded('privacy.decide', rest('GET', '/privacy-requests/{id}/check'))
    .input(PrivacyRequestRef)
    .output(ErasureCheck)
    .query(({ ctx, input }) => ctx.services.privacy.check(ctx.actor, input.id)),
  decline: guarded('privacy.decide', rest('POST', '/privacy-requests/{id}/decline'))
    .input(DeclinePrivacyRequest)
    .output(AdminPrivacyRequest)
    .mutation(({ ctx, input }) => ctx.services.privacy.decline(ctx.actor, input)),
  erase: guarded('privacy.decide', rest('POST', '/privacy-requests/{id}/erase'))
    .input(ErasePerson)
    .output(AdminPrivacyRequest)
    .mutation(({ ctx, input }) => ctx.services.privacy.erase(ctx.actor, input)),
});
