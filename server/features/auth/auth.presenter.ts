import type { Me, Registered, SignedIn } from '../../../shared/contracts/auth.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Actor, RefreshCookie } from '../../trpc/context.ts';
import { ACCESS_TOKEN_SEC } from './access-token.ts';
import { DEVICE_MEMORY_SEC } from './known-devices.ts';

/** A session just opened or carried on, with the secrets its bearer gets. */
export type IssuedSession = {
  readonly actor: Actor;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Until the session ends for good. */
  readonly refreshMaxAgeSec: number;
  readonly expiresAt: Instant;
  readonly isLocked: boolean;
  readonly mustEnrol: boolean;
  readonly idleLimitSec: number;
  /** After a sign-in on a screen: by it the device is known the next time. */
  readonly deviceSecret?: string | undefined;
};

export function toMe(actor: Actor): Me {
  const { userId, sessionId, name, email, role, doctorId, patientId, language } = actor;
  return { userId, sessionId, name, email, role, doctorId, patientId, language };
}

/** Hands the refresh token to the browser's cookie, where no script reads it, or to an API client's answer. */
export function deliver(cookie: RefreshCookie, issued: IssuedSession, isTokenInBody: boolean): SignedIn {
  if (!isTokenInBody) cookie.write(issued.refreshToken, issued.refreshMaxAgeSec);
  if (issued.deviceSecret !== undefined) cookie.writeDevice(issued.deviceSecret, DEVICE_MEMORY_SEC);
  return {
    accessToken: issued.accessToken,
    expiresInSec: ACCESS_TOKEN_SEC,
    refreshToken: isTokenInBody ? issued.refreshToken : null,
    isLocked: issued.isLocked,
    mustEnrol: issued.mustEnrol,
    idleLimitSec: issued.idleLimitSec,
    endsAt: issued.expiresAt,
    me: toMe(issued.actor),
  };
}

/** Null where nothing is told before the mailbox has answered. */
export function deliverRegistered(
  cookie: RefreshCookie,
  issued: IssuedSession | null,
  isTokenInBody: boolean,
): Registered {
  return issued === null ? { isMailed: true } : deliver(cookie, issued, isTokenInBody);
}
