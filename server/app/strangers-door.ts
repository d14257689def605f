import type { IncomingMessage } from 'node:http';
import { inCall } from '../lib/current-call.ts';
import { tooMany } from '../lib/limits.ts';
import type { ClientAddressOf } from '../wire/client-address.ts';
import type { FrontDoorDeps } from '../wire/front-door.ts';
import { DEVICE_COOKIE } from './request-context.ts';
import type { Services } from './services.ts';

export type StrangersDoorDeps = Pick<Services, 'auth' | 'audit'> & {
  readonly clientAddressOf: ClientAddressOf;
  readonly newRequestId: () => string;
};

/** The sign-in as tRPC and as REST ask for it; in a batch with others it goes the long way. */
const SIGN_IN = /^\/(?:trpc\/auth\.signIn|api\/auth\/login\/?)(?:\?|$)/;
const PROCEDURE = 'auth.signIn';
/** What is longer, or does not say how long it is, is left to those who know how to stop it. */
const MAX_BODY = 16_384;

/**
 * When strangers have used up what they may try in all, the next one is told so before anything is made of the request:
 * to read, check and answer a thousand of them would keep those waiting who work. Nobody comes here whose device is
 * known, or says it is.
 */
export function createStrangersDoor(deps: StrangersDoorDeps): FrontDoorDeps['turnAway'] {
  const { auth, audit, clientAddressOf, newRequestId } = deps;
  return (request) => {
    if (!isStrangersSignIn(request)) return undefined;
    const address = clientAddressOf(request);
    const reached = auth.signInMustWait(address);
    if (reached === undefined) return undefined;
    const requestId = newRequestId();
    const call = { procedure: PROCEDURE, policy: 'public', address, requestId };
    const refusal = tooMany(reached.limit, reached.retryAfterSec);
    void inCall(call, () => audit.noteDenial({ who: null, action: 'U', refusal }));
    return { refusal: { status: 429, reason: refusal.code, ...reached }, requestId };
  };
}

function isStrangersSignIn({ method, url = '', headers }: IncomingMessage): boolean {
  if (method !== 'POST' || !SIGN_IN.test(url)) return false;
  if (headers.cookie?.includes(`${DEVICE_COOKIE}=`) === true) return false;
  return Number(headers['content-length'] ?? Number.NaN) <= MAX_BODY;
}
