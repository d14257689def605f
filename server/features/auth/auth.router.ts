import {
  ChangePassword,
  Me,
  Refresh,
  RegisterPatient,
  SignedIn,
  SignIn,
} from '../../../shared/contracts/auth.ts';
import { Done, Empty } from '../../../shared/contracts/common.ts';
import { guarded, guardedEvenLocked, openToAll, rest, restCreate, router } from '../../trpc/procedures.ts';
import { deliver } from './auth.presenter.ts';
import { sessionProcedures } from './sessions.router.ts';

export const authRouter = router({
  ...sessionProcedures,
  signIn: openToAll(rest('POST', '/auth/login'))
    .input(SignIn)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) =>
      deliver(ctx.refreshCookie, await ctx.services.auth.signIn(ctx.caller, input), input.tokenInBody),
    ),
  register: openToAll(restCreate('/auth/register'))
    .input(RegisterPatient)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) =>
      deliver(ctx.refreshCookie, await ctx.services.auth.register(ctx.caller, input), input.tokenInBody),
    ),
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
  me: guarded('session.own', rest('GET', '/auth/me'))
    .input(Empty)
    .output(Me)
    .query(({ ctx }) => ctx.services.auth.me(ctx.actor)),
});
