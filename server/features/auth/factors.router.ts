import { Done, Empty } from '../../../shared/contracts/common.ts';
import {
  BeginTotp,
  ConfirmTotp,
  FactorState,
  ProveFactor,
  RecoveryCodes,
  ResetFactors,
  TotpSecret,
} from '../../../shared/contracts/factors.ts';
import { guarded, guardedEvenEnrolling, rest } from '../../trpc/procedures.ts';

/** The part of `auth` that is about second factors; joined with the rest in `auth.router.ts`. */
export const factorProcedures = {
  factorState: guardedEvenEnrolling('factor.own', rest('GET', '/auth/factors'))
    .input(Empty)
    .output(FactorState)
    .query(({ ctx }) => ctx.services.auth.factorState(ctx.actor)),
  beginTotp: guardedEvenEnrolling('factor.own', rest('POST', '/auth/factors/totp'))
    .input(BeginTotp)
    .output(TotpSecret)
    .mutation(({ ctx, input }) => ctx.services.auth.beginTotp(ctx.actor, input)),
  confirmTotp: guardedEvenEnrolling('factor.own', rest('POST', '/auth/factors/totp/confirm'))
    .input(ConfirmTotp)
    .output(RecoveryCodes)
    .mutation(({ ctx, input }) => ctx.services.auth.confirmTotp(ctx.actor, input)),
  renewRecoveryCodes: guarded('factor.own', rest('POST', '/auth/factors/recovery-codes'))
    .input(ProveFactor)
    .output(RecoveryCodes)
    .mutation(({ ctx, input }) => ctx.services.auth.renewRecoveryCodes(ctx.actor, input)),
  removeTotp: guarded('factor.own', rest('POST', '/auth/factors/totp/remove'))
    .input(ProveFactor)
    .output(FactorState)
    .mutation(({ ctx, input }) => ctx.services.auth.removeTotp(ctx.actor, input)),
  resetFactors: guarded('users.write', rest('POST', '/users/{userId}/reset-factors'))
    .input(ResetFactors)
    .output(Done)
    .mutation(async ({ ctx, input }): Promise<Done> => {
      await ctx.services.auth.resetFactors(ctx.actor, input);
      return { ok: true };
    }),
};
