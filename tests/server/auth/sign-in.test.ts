import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emailOf, PASSWORD } from '../../support/actors.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await startClinic();
});
afterAll(() => clinic.close());

describe('signing in', () => {
  it('answers who one is', async () => {
    const signedIn = await clinic.call(null).auth.signIn({ email: emailOf('reception'), password: PASSWORD });

    expect(signedIn.me).toMatchObject({ role: 'receptionist', email: emailOf('reception') });
    expect(signedIn.refreshToken).toBeNull();
    expect(await clinic.services.auth.actorFromToken(signedIn.accessToken)).toEqual(signedIn.me);
  });
});
