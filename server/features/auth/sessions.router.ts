import { Done, Empty } from '../../../shared/contracts/common.ts';
import {
  EndedSessions,
  EndSession,
  LockState,
  RemovePin,
  ReportActivity,
  SessionList,
  SetPin,
  Unlock,
} from '../../../shared/contracts/sessions.ts';
import { guarded, guardedEvenLocked, rest } from '../../trpc/procedures.ts';

const done: Done = { ok: true };

/** The part of `auth` that is about the sessions one has; joined with the rest in `auth.router.ts`. */
export const sessionProcedures = {
  listSessions: guarded('session.own', rest('GET', '/auth/sessions'))
    .input(Empty)
    .output(SessionList)
    .query(async ({ ctx }) => ({ items: await ctx.services.auth.listSessions(ctx.actor) })),
  endSession: guarded('session.own', rest('DELETE', '/auth/sessions/{id}'))
    .input(EndSession)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.auth.endSession(ctx.actor, input);
      if (input.id === ctx.actor.sessionId) ctx.refreshCookie.clear();
      return done;
    }),
  endOtherSessions: guarded('session.own', rest('POST', '/auth/sessions/end-others'))
    .input(Empty)
    .output(EndedSessions)
    .mutation(async ({ ctx }) => ({ ended: await ctx.services.auth.endOtherSessions(ctx.actor) })),

  lock: guardedEvenLocked('session.own', rest('POST', '/auth/lock'))
    .input(Empty)
    .output(Done)
    .mutation(async ({ ctx }) => {
      await ctx.services.auth.lock(ctx.actor);
      return done;
    }),
  unlock: guardedEvenLocked('session.own', rest('POST', '/auth/unlock'))
    .input(Unlock)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.auth.unlock(ctx.actor, input);
      return done;
    }),
  lockState: guardedEvenLocked('session.own', rest('GET', '/auth/lock'))
    .input(Empty)
    .output(LockState)
    .query(({ ctx }) => ctx.services.auth.lockState(ctx.actor)),
  setPin: guarded('session.own', rest('PUT', '/auth/pin'))
    .input(SetPin)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.auth.setPin(ctx.actor, input);
      return done;
    }),
  removePin: guarded('session.own', rest('POST', '/auth/pin/remove'))
    .input(RemovePin)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.auth.removePin(ctx.actor, input);
      return done;
    }),
  reportActivity: guarded('session.own', rest('POST', '/auth/activity'))
    .input(ReportActivity)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.auth.reportActivity(ctx.actor, input);
      return done;
    }),
};
