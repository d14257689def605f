import { SignedIn } from '../../../shared/contracts/auth.ts';
import { Done, Empty } from '../../../shared/contracts/common.ts';
import {
  AddedPasskey,
  BeginPasskey,
  FinishPasskey,
  PasskeyCreation,
  PasskeyDto,
  PasskeyList,
  PasskeyRequest,
  RemovePasskey,
  RenamePasskey,
  SignInWithPasskey,
} from '../../../shared/contracts/passkeys.ts';
import { guarded, guardedEvenEnrolling, openToAll, rest, restCreate } from '../../trpc/procedures.ts';
import { deliver } from './auth.presenter.ts';

/** The part of `auth` that is about passkeys; joined with the rest in `auth.router.ts`. */
export const passkeyProcedures = {
  listPasskeys: guardedEvenEnrolling('factor.own', rest('GET', '/auth/passkeys'))
    .input(Empty)
    .output(PasskeyList)
    .query(({ ctx }) => ctx.services.auth.listPasskeys(ctx.actor)),
  beginPasskey: guardedEvenEnrolling('factor.own', rest('POST', '/auth/passkeys/begin'))
    .input(BeginPasskey)
    .output(PasskeyCreation)
    .mutation(({ ctx, input }) => ctx.services.auth.beginPasskey(ctx.actor, input, ctx.caller)),
  finishPasskey: guardedEvenEnrolling('factor.own', restCreate('/auth/passkeys'))
    .input(FinishPasskey)
    .output(AddedPasskey)
    .mutation(({ ctx, input }) => ctx.services.auth.finishPasskey(ctx.actor, input)),
  renamePasskey: guarded('factor.own', rest('PATCH', '/auth/passkeys/{id}'))
    .input(RenamePasskey)
    .output(PasskeyDto)
    .mutation(({ ctx, input }) => ctx.services.auth.renamePasskey(ctx.actor, input)),
  removePasskey: guarded('factor.own', rest('POST', '/auth/passkeys/{id}/remove'))
    .input(RemovePasskey)
    .output(Done)
    .mutation(async ({ ctx, input }): Promise<Done> => {
      await ctx.services.auth.removePasskey(ctx.actor, input);
      return { ok: true };
    }),
  beginPasskeySignIn: openToAll(rest('POST', '/auth/login/passkey/begin'))
    .input(Empty)
    .output(PasskeyRequest)
    .mutation(({ ctx }) => ctx.services.auth.beginPasskeySignIn(ctx.caller)),
  signInWithPasskey: openToAll(rest('POST', '/auth/login/passkey'))
    .input(SignInWithPasskey)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) =>
      deliver(
        ctx.refreshCookie,
        await ctx.services.auth.signInWithPasskey(ctx.caller, input),
        input.tokenInBody,
      ),
    ),
};
