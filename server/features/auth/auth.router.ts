import {
  ChangePassword,
  ConfirmRegistration,
  Me,
  Refresh,
  Registered,
  RegisterPatient,
  SignedIn,
  SignIn,
} from '../../../shared/contracts/auth.ts';
import {
  AskReset,
  BeginEmailChange,
  ChangePatientEmail,
  ConfirmEmail,
  ConfirmReset,
  EmailState,
  IssuePatientResetCode,
  IssueStaffResetCode,
  PatientSignIn,
  ResetCode,
} from '../../../shared/contracts/recovery.ts';
import { Done, Empty } from '../../../shared/contracts/common.ts';
import { guarded, guardedEvenLocked, openToAll, rest, restCreate, router } from '../../trpc/procedures.ts';
import { deliver, deliverRegistered } from './auth.presenter.ts';
import { factorProcedures } from './factors.router.ts';
import { DEVICE_MEMORY_SEC } from './known-devices.ts';
import { passkeyProcedures } from './passkeys.router.ts';
import { sessionProcedures } from './sessions.router.ts';

export const authRouter = router({
  ...sessionProcedures,
  ...factorProcedures,
  ...passkeyProcedures,
  signIn: openToAll(rest('POST', '/auth/login'))
    .input(SignIn)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) =>
      deliver(ctx.refreshCookie, await ctx.services.auth.signIn(ctx.caller, input), input.tokenInBody),
    ),
  register: openToAll(restCreate('/auth/register'))
    .input(RegisterPatient)
    .output(Registered)
    .mutation(async ({ ctx, input }) => {
      const issued = await ctx.services.auth.register(ctx.caller, input);
      return deliverRegistered(ctx.refreshCookie, issued, input.tokenInBody);
    }),
  confirmRegistration: openToAll(rest('POST', '/auth/register/confirm'))
    .input(ConfirmRegistration)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) => {
      const issued = await ctx.services.auth.confirmRegistration(ctx.caller, input);
      return deliver(ctx.refreshCookie, issued, input.tokenInBody);
    }),
  refresh: openToAll(rest('POST', '/auth/refresh'))
    .input(Refresh)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) => {
      const token = input.refreshToken ?? ctx.refreshCookie.read();
      const issued = await ctx.services.auth.refresh(ctx.caller, token);
      return deliver(ctx.refreshCookie, issued, input.refreshToken !== undefined);
    }),
  signOut: guardedEvenLocked('session.own', rest('POST', '/auth/logout'))
    .input(Empty)
    .output(Done)
    .mutation(async ({ ctx }): Promise<Done> => {
      await ctx.services.auth.signOut(ctx.actor);
      ctx.refreshCookie.clear();
      return { ok: true };
    }),
  changePassword: guarded('session.own', rest('POST', '/auth/password-change'))
    .input(ChangePassword)
    .output(Done)
    .mutation(async ({ ctx, input }): Promise<Done> => {
      await ctx.services.auth.changePassword(ctx.actor, input);
      return { ok: true };
    }),
  askReset: openToAll(rest('POST', '/auth/password-reset'))
    .input(AskReset)
    .output(Done)
    .mutation(async ({ ctx, input }): Promise<Done> => {
      await ctx.services.auth.askReset(ctx.caller, input);
      return { ok: true };
    }),
  confirmReset: openToAll(rest('POST', '/auth/password-reset/confirm'))
    .input(ConfirmReset)
    .output(Done)
    .mutation(async ({ ctx, input }): Promise<Done> => {
      const { deviceSecret } = await ctx.services.auth.confirmReset(ctx.caller, input);
      ctx.refreshCookie.writeDevice(deviceSecret, DEVICE_MEMORY_SEC);
      return { ok: true };
    }),
  issuePatientResetCode: guarded('reset.issueForPatient', rest('POST', '/patients/{patientId}/reset-code'))
    .input(IssuePatientResetCode)
    .output(ResetCode)
    .mutation(({ ctx, input }) => ctx.services.auth.issuePatientResetCode(ctx.actor, input)),
  issueStaffResetCode: guarded('reset.issueForStaff', rest('POST', '/users/{userId}/reset-code'))
    .input(IssueStaffResetCode)
    .output(ResetCode)
    .mutation(({ ctx, input }) => ctx.services.auth.issueStaffResetCode(ctx.actor, input)),
  emailState: guarded('session.own', rest('GET', '/auth/email'))
    .input(Empty)
    .output(EmailState)
    .query(({ ctx }) => ctx.services.auth.emailState(ctx.actor)),
  sendEmailCode: guarded('session.own', rest('POST', '/auth/email/code'))
    .input(Empty)
    .output(Done)
    .mutation(async ({ ctx }): Promise<Done> => {
      await ctx.services.auth.sendEmailCode(ctx.actor);
      return { ok: true };
    }),
  confirmEmail: guarded('session.own', rest('POST', '/auth/email/confirm'))
    .input(ConfirmEmail)
    .output(EmailState)
    .mutation(({ ctx, input }) => ctx.services.auth.confirmEmail(ctx.actor, input)),
  beginEmailChange: guarded('session.own', rest('POST', '/auth/email/change'))
    .input(BeginEmailChange)
    .output(Done)
    .mutation(async ({ ctx, input }): Promise<Done> => {
      await ctx.services.auth.beginEmailChange(ctx.actor, input);
      return { ok: true };
    }),
  changePatientEmail: guarded(
    'account.changeEmailForPatient',
    rest('PUT', '/patients/{patientId}/sign-in-address'),
  )
    .input(ChangePatientEmail)
    .output(PatientSignIn)
    .mutation(({ ctx, input }) => ctx.services.auth.changePatientEmail(ctx.actor, input)),
  me: guarded('session.own', rest('GET', '/auth/me'))
    .input(Empty)
    .output(Me)
    .query(({ ctx }) => ctx.services.auth.me(ctx.actor)),
});
