import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { CompactSign, exportJWK, importJWK, type JWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServices } from '../../../server/app/services.ts';
import { uuidv7Ids } from '../../../server/lib/ids.ts';
import { createLogger } from '../../../server/lib/logger.ts';
import { CALLER } from '../../support/actors.ts';
import { signingKeyOf } from '../../support/signing-key.ts';
import { startClinic, type TestClinic, TEST_SEAL } from '../../support/start-clinic.ts';

let clinic: TestClinic;
let privateJwk: JWK;
let good: string;
beforeEach(async () => {
  clinic = await startClinic();
  privateJwk = await signingKeyOf(clinic.db);
  good = clinic.tokens.admin;
});
afterEach(() => clinic.close());

const actorOf = (token: string) => clinic.services.auth.actorFromToken(token);
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part: string | undefined) =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<string, unknown>;
const claimsOf = (token: string) => decode(token.split('.')[1]);

/** A token with the clinic's own key, but other words in it. */
async function forged(
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  key = privateJwk,
): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify({ ...claimsOf(good), ...claims })))
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', ...header })
    .sign(await importJWK(key, 'ES256'));
}

describe('the key it is signed with', () => {
  it('does not stand in the database for whoever has a copy of it', async () => {
    const rows = clinic.db.file.prepare('SELECT value FROM server_key').pluck().all() as string[];
    expect(rows).toHaveLength(2);
    for (const value of rows) expect(value).not.toMatch(/[{"]|kty/);
    expect(rows.join(' ')).not.toContain(privateJwk.d);
  });

  it('stays from start to start, and is made anew where it was never closed or is another folder’s', async () => {
    const start = () =>
      createServices({
        db: clinic.db,
        clock: clinic.clock,
        ids: uuidv7Ids,
        logger: createLogger('silent'),
        seal: TEST_SEAL,
        mail: null,
        linkBase: () => 'http://clinic.test',
      });
    const again = await start();
    expect((await again.auth.actorFromToken(good))?.userId).toBe(clinic.actors.admin.userId);

    clinic.db.file
      .prepare("UPDATE server_key SET value = ? WHERE name = 'access_token_key'")
      .run(JSON.stringify(privateJwk));
    const anew = await start();
    expect(await anew.auth.actorFromToken(good)).toBeNull();
    expect(await signingKeyOf(clinic.db)).not.toEqual(privateJwk);
  });
});

describe('an access token', () => {
  it('says who, and nothing about rights', () => {
    expect(Object.keys(claimsOf(good)).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub']);
    expect(decode(good.split('.')[0])).toEqual({ alg: 'ES256', typ: 'at+jwt' });
  });

  it('is believed when the clinic signed it', async () => {
    expect(await actorOf(good)).toEqual(clinic.actors.admin);
    expect(await actorOf(await forged())).toEqual(clinic.actors.admin);
  });

  it('outlives a restart, because the keys do', async () => {
    const { db, clock } = clinic;
    const logger = createLogger('silent');
    const deps = { db, clock, logger, ids: uuidv7Ids, seal: TEST_SEAL, mail: null, linkBase: () => '' };
    const restarted = await createServices(deps);

    expect(await restarted.auth.actorFromToken(good)).toEqual(clinic.actors.admin);
  });

  it('ends after ten minutes, also when it was remembered', async () => {
    const { accessToken } = await clinic.services.auth.issueSession(clinic.actors.patient.userId, CALLER);
    expect(await actorOf(accessToken)).not.toBeNull();
    clinic.clock.advance({ seconds: 599 });
    expect(await actorOf(accessToken)).not.toBeNull();
    clinic.clock.advance({ seconds: 1 });

    expect(await actorOf(accessToken)).toBeNull();
  });

  it('does not come back to life when the clock is set back', async () => {
    const own = await startClinic();
    const { accessToken } = await own.services.auth.issueSession(own.actors.patient.userId, CALLER);
    own.clock.advance({ minutes: 10 });
    expect(await own.services.auth.actorFromToken(accessToken)).toBeNull();
    own.clock.advance({ minutes: -9 });
    expect(await own.services.auth.actorFromToken(accessToken)).toBeNull();

    const after = await own.services.auth.issueSession(own.actors.patient.userId, CALLER);
    own.clock.advance({ seconds: 599 });
    expect(await own.services.auth.actorFromToken(after.accessToken)).not.toBeNull();
    own.clock.advance({ seconds: 1 });
    expect(await own.services.auth.actorFromToken(after.accessToken)).toBeNull();
    await own.close();
  });

  it('takes the role and the state of the account from the database, not from itself', async () => {
    await clinic.db.transact(({ q }) =>
      q.updateTable('appUser').set({ name: 'Ada Again' }).where('role', '=', 'admin').execute(),
    );
    expect((await actorOf(good))?.name).toBe('Ada Again');
  });
});

describe('a forged token is nobody', () => {
  const publicPem = () =>
    createPublicKey({ key: publicPartOf(privateJwk), format: 'jwk' }).export({ type: 'spki', format: 'pem' });

  it.each([
    ['not a token', 'hello'],
    ['nothing', ''],
    ['two dots', '..'],
    ['a very long text', 'a'.repeat(20_000)],
    ['other alphabets', 'ä.ö.ü'],
  ])('%s', async (_what, token) => {
    expect(await actorOf(token)).toBeNull();
  });

  it.each(['none', 'None', 'NONE', 'nOnE', ''])('algorithm "%s"', async (alg) => {
    const [, payload] = good.split('.');

    expect(await actorOf(`${encode({ alg, typ: 'at+jwt' })}.${payload}.`)).toBeNull();
    expect(await actorOf(`${encode({ alg, typ: 'at+jwt' })}.${payload}.${good.split('.')[2]}`)).toBeNull();
  });

  it.each(['HS256', 'HS384', 'HS512'])('%s with the public key as its secret', async (alg) => {
    const hash = `sha${alg.slice(2)}`;
    for (const secret of [publicPem(), JSON.stringify(publicPartOf(privateJwk))]) {
      const signed = `${encode({ alg, typ: 'at+jwt' })}.${good.split('.')[1]}`;
      const signature = createHmac(hash, secret).update(signed).digest('base64url');
      expect(await actorOf(`${signed}.${signature}`)).toBeNull();
    }
  });

  it('another key, also when the token brings it along', async () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const other = await exportJWK(pair.privateKey);
    const jwk = publicPartOf(other);

    expect(await actorOf(await forged({}, {}, other))).toBeNull();
    expect(await actorOf(await forged({}, { jwk }, other))).toBeNull();
    expect(await actorOf(await forged({}, { jku: 'http://127.0.0.1/keys' }, other))).toBeNull();
    expect(await actorOf(await forged({}, { kid: '../../dev/null' }, other))).toBeNull();
  });

  it.each([
    ['another issuer', { iss: 'medlink2' }],
    ['another audience', { aud: 'other-clinic' }],
    ['several audiences', { aud: ['medlink-clinic', 'x'] }],
    ['no audience', { aud: undefined }],
    ['no end', { exp: undefined }],
    ['an end as text', { exp: '9999999999' }],
    ['an end long ago', { exp: 1 }],
    ['an end that is no number', { exp: Number.POSITIVE_INFINITY }],
    ['no session', { sid: undefined }],
    ['no subject', { sub: undefined }],
    ['a role of its own', { role: 'admin' }],
    ['an unknown session', { sid: '019a0000-0000-7000-8000-000000000000' }],
    ['an unknown user', { sub: '019a0000-0000-7000-8000-000000000000' }],
    ['SQL for a session', { sid: "' OR 1=1 --" }],
  ])('%s', async (_what, claims) => {
    expect(await actorOf(await forged(claims))).toBeNull();
  });

  it("another person's session", async () => {
    expect(await actorOf(await forged({ sub: clinic.actors.patient.userId }))).toBeNull();
  });

  it.each([
    ['another type', { typ: 'JWT' }],
    ['a refresh type', { typ: 'rt+jwt' }],
    ['no type', { typ: undefined }],
    ['an unknown critical header', { crit: ['x'], x: 1 }],
  ])('%s', async (_what, header) => {
    const token = await forged({}, header).catch(() => rawWith(header));
    expect(await actorOf(token)).toBeNull();
  });

  it('changed in any part', async () => {
    const [header = '', payload = '', signature = ''] = good.split('.');
    const raised = encode({ ...claimsOf(good), sub: clinic.actors.doctor.userId });

    expect(await actorOf(`${header}.${raised}.${signature}`)).toBeNull();
    expect(await actorOf(`${header}.${payload}.${signature.slice(0, -4)}AAAA`)).toBeNull();
    expect(await actorOf(`${header}.${payload}.${Buffer.alloc(64).toString('base64url')}`)).toBeNull();
    expect(await actorOf(`${header}.${payload}`)).toBeNull();
    expect(await actorOf(`${good}.x`)).toBeNull();
  });

  /** Headers the library will not sign, put over a signature that is good for others. */
  function rawWith(header: Record<string, unknown>): string {
    const [, payload, signature] = good.split('.');
    return `${encode({ alg: 'ES256', typ: 'at+jwt', ...header })}.${payload}.${signature}`;
  }
});

function publicPartOf(key: JWK): JWK {
  const { d: _, ...jwk } = key;
  return jwk;
}
