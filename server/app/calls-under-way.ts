import type { ServerResponse } from 'node:http';
import { type AccessLoss, isAccessLoss } from '../../shared/realtime/changes.ts';
import { AppError } from '../../shared/errors.ts';
import type { Db } from '../db/transact.ts';
import type { AuthService } from '../features/auth/auth.service.ts';
import type { Actor } from '../trpc/context.ts';

export type CallsUnderWay = {
  /** Until the answer is out or the line is broken. Throws `unauthenticated` for whoever has lost the right already. */
  follow(actor: Actor, response: ServerResponse): Promise<void>;
};

type Deps = { readonly db: Pick<Db, 'onCommit'>; readonly auth: Pick<AuthService, 'isLive'> };

/**
 * Files take a while to come and to go. When their caller's session ends, locks or is held back, or the account is
 * disabled, they break off at once, as its live lines do.
 */
export function createCallsUnderWay({ db, auth }: Deps): CallsUnderWay {
  const calls = new Map<ServerResponse, Actor>();
  db.onCommit((events) => {
    for (const loss of events.filter(isAccessLoss)) {
      for (const [response, actor] of calls) if (isOf(loss, actor)) response.destroy();
    }
  });
  return {
    async follow(actor, response) {
      calls.set(response, actor);
      response.once('close', () => calls.delete(response));
      // Asked once it is followed: what was lost a moment before has cut nothing.
      if (!(await auth.isLive(actor.sessionId))) throw new AppError('unauthenticated');
    },
  };
}

function isOf(loss: AccessLoss, { userId, sessionId }: Actor): boolean {
  return loss.type === 'user.disabled' ? loss.userId === userId : loss.sessionId === sessionId;
}
