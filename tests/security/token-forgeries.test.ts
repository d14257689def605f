import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALLER } from '../support/actors.ts';
import { signingKeyOf } from '../support/signing-key.ts';
import { openScreen } from '../support/screen.ts';
import { type ListeningClinic, listen, startClinic } from '../support/start-clinic.ts';
import { type Forgery, forgeriesOf } from './token-forgeries.ts';

let clinic: ListeningClinic;
let genuine: string;
let forgeries: Forgery[];

beforeAll(async () => {
  clinic = await listen();
  const issued = await issueWritable();
  genuine = issued.accessToken;
  const other = await startClinic();
  forgeries = forgeriesOf({
    token: genuine,
    key: await signingKeyOf(clinic.db),
    otherUser: clinic.actors.doctor.userId,
    otherSession: clinic.actors.doctor.sessionId,
    refreshToken: issued.refreshToken,
    tokenOfOtherClinic: other.tokens.admin,
  });
  await other.close();
});
afterAll(() => clinic.close());

/** A session whose signature base64 and base64url write differently: one in fifteen is alike in both. */
async function issueWritable() {
  for (;;) {
    const issued = await clinic.services.auth.issueSession(clinic.actors.admin.userId, CALLER);
    if (/[-_]/.test(issued.accessToken.split('.')[2] ?? '')) return issued;
  }
}

/** Header values are sent as Latin letters; what cannot be sent cannot get in. */
async function statusOf(url: string, token: string): Promise<number> {
  try {
    return (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status;
  } catch {
    return 0;
  }
}

async function opensSocket(token: string): Promise<boolean> {
  try {
    (await openScreen(clinic.url, token)).close();
    return true;
  } catch {
    return false;
  }
}

describe('forged access tokens', () => {
  it('are at least forty, and every one is another', () => {
    expect(forgeries.length).toBeGreaterThanOrEqual(40);
    expect(new Set(forgeries.map(({ token }) => token)).size).toBe(forgeries.length);
    expect(forgeries.map(({ token }) => token)).not.toContain(genuine);
  });

  it('let nobody in: not by tRPC, not by REST, not by a socket', async () => {
    const accepted: string[] = [];
    for (const { what, token } of forgeries) {
      const trpc = await statusOf(`${clinic.url}/trpc/auth.me?input=%7B%7D`, token);
      const rest = await statusOf(`${clinic.url}/api/auth/me`, token);
      // Even a token that may be trimmed on its way is looked at as it is, too.
      const actor = await clinic.services.auth.actorFromToken(token);
      if ([trpc, rest].some((status) => status !== 401 && status !== 431 && status !== 0))
        accepted.push(`${what}: ${trpc} ${rest}`);
      if (actor !== null || (await opensSocket(token))) accepted.push(what);
    }
    console.log(`token forgeries: ${forgeries.length} x 3 ways in, ${accepted.length} accepted`);

    expect(accepted).toEqual([]);
  });

  it('would be noticed: the genuine one gets in by all three', async () => {
    expect(await statusOf(`${clinic.url}/trpc/auth.me?input=%7B%7D`, genuine)).toBe(200);
    expect(await statusOf(`${clinic.url}/api/auth/me`, genuine)).toBe(200);
    expect(await opensSocket(genuine)).toBe(true);
  });
});
