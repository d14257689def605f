import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emailOf, PASSWORD } from '../../support/actors.ts';
import { type ListeningClinic, listen } from '../../support/start-clinic.ts';

let clinic: ListeningClinic;
beforeAll(async () => {
  clinic = await listen();
});
afterAll(() => clinic.close());

function post(path: string, body: object, headers: Record<string, string> = {}) {
  return fetch(`${clinic.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

const signIn = () => post('/api/auth/login', { email: emailOf('reception'), password: PASSWORD });
const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0] ?? '';

describe('signing in over HTTP', () => {
  it('keeps the refresh token where no script and no other site gets at it', async () => {
    const answer = await signIn();

    expect(answer.status).toBe(200);
    expect(cookieOf(answer)).toMatch(/^\w+=[\w-]{43};/);
    expect(cookieOf(answer)).toMatch(/; HttpOnly/);
    expect(cookieOf(answer)).toMatch(/; SameSite=Strict/);
    expect(cookieOf(answer)).toMatch(/Max-Age=43200/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('goes on with the cookie and ends with signing out', async () => {
    const [cookie = ''] = cookieOf(await signIn()).split(';');
    const refreshed = await post('/api/auth/refresh', {}, { cookie });
    const { accessToken } = (await refreshed.json()) as { accessToken: string };
    const signedOut = await post('/api/auth/logout', {}, { authorization: `Bearer ${accessToken}` });
    const me = await fetch(`${clinic.url}/api/auth/me`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });

    expect(refreshed.status).toBe(200);
    expect(signedOut.status).toBe(200);
    expect(cookieOf(signedOut)).toMatch(/Max-Age=0|Expires=Thu, 01 Jan 1970/);
    expect(me.status).toBe(401);
  });

  it('answers 401 to a forged bearer and to none', async () => {
    for (const authorization of ['Bearer x.y.z', 'Bearer', 'Basic abc', '']) {
      const me = await fetch(`${clinic.url}/api/auth/me`, { headers: { authorization } });
      expect(me.status).toBe(401);
    }
  });
});
