import { TRPCClientError } from '@trpc/client';
import { describe, expect, it } from 'vitest';
import { createSession } from '../../../renderer/lib/session.ts';
import type { SignedIn } from '../../../shared/contracts/auth.ts';

const answer = (accessToken: string, expiresInSec = 600): SignedIn => ({
  accessToken,
  expiresInSec,
  refreshToken: null,
  isLocked: false,
  mustEnrol: false,
  idleLimitSec: 300,
  endsAt: '2026-03-02T19:00:00.000Z',
  me: {
    userId: '0190e0a0-0000-7000-8000-000000000001' as SignedIn['me']['userId'],
    sessionId: '0190e0a0-0000-7000-8000-000000000002' as SignedIn['me']['sessionId'],
    name: 'Rita Desk',
    email: 'rita@clinic.test',
    role: 'receptionist',
    doctorId: null,
    patientId: null,
    language: null,
  },
});

const refused = () =>
  TRPCClientError.from({ error: { code: -32001, message: '', data: { reason: 'unauthenticated' } } });
const noAnswer = () => TRPCClientError.from(new Error('fetch failed'));

describe('the session of a page', () => {
  it('asks once for a new token, however many calls wait for it', async () => {
    let asked = 0;
    const session = createSession(async () => {
      asked += 1;
      return answer('first');
    });
    const tokens = await Promise.all([session.freshToken(), session.freshToken(), session.freshToken()]);

    expect(tokens).toEqual(['first', 'first', 'first']);
    expect(asked).toBe(1);
  });

  it('renews a token that is about to end', async () => {
    const session = createSession(async () => answer('renewed'));
    session.begin(answer('ending', 10));

    expect(await session.freshToken()).toBe('renewed');
  });

  it('renews a token the server no longer takes', async () => {
    const session = createSession(async () => answer('renewed'));
    session.begin(answer('refused'));
    session.expireToken();

    expect(await session.freshToken()).toBe('renewed');
  });

  it('is not over for having asked too often', async () => {
    const data = { reason: 'rate_limited' };
    const session = createSession(() =>
      Promise.reject(TRPCClientError.from({ error: { code: -32029, message: '', data } })),
    );
    session.begin(answer('ending', 1));

    await expect(session.freshToken()).rejects.toThrow(TRPCClientError);
    expect(session.store.get().status).toBe('signed_in');
  });

  it('is signed out, and says that it had been signed in, when the renewal is refused', async () => {
    const session = createSession(() => Promise.reject(refused()));
    session.begin(answer('ending', 1));

    expect(await session.freshToken()).toBeUndefined();
    expect(session.store.get()).toEqual({ status: 'signed_out', hasEnded: true });
  });

  it('is simply signed out when nobody was signed in', async () => {
    const session = createSession(() => Promise.reject(refused()));
    await session.refresh();

    expect(session.store.get()).toEqual({ status: 'signed_out', hasEnded: false });
  });

  it('stays signed in while the clinic does not answer', async () => {
    const session = createSession(() => Promise.reject(noAnswer()));
    session.begin(answer('ending', 1));

    await expect(session.freshToken()).rejects.toThrow('fetch failed');
    expect(session.store.get().status).toBe('signed_in');
  });
});
