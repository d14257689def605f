import { createHmac, generateKeyPairSync, type KeyObject, createPrivateKey, sign } from 'node:crypto';
import type { JWK } from 'jose';

export type Genuine = {
  readonly token: string;
  /** The clinic's own key: what a thief of it could write is refused where the words are wrong. */
  readonly key: JWK;
  readonly otherUser: string;
  readonly otherSession: string;
  readonly refreshToken: string;
  readonly tokenOfOtherClinic: string;
};
export type Forgery = { readonly what: string; readonly token: string };

type Words = Record<string, unknown>;

/** Ways to be let in without a token of this clinic, each by another weakness some verifier has had. */
export function forgeriesOf(genuine: Genuine): Forgery[] {
  const [header = '', payload = '', signature = ''] = genuine.token.split('.');
  const parts = { header, payload, signature };
  return [
    ...wrongAlgorithms(genuine, payload, signature),
    ...wrongKeys(genuine),
    ...wrongWords(genuine),
    ...wrongWriting(genuine, parts),
    { what: 'a refresh token', token: genuine.refreshToken },
    { what: 'a token of another clinic', token: genuine.tokenOfOtherClinic },
  ];
}

const HEADER = { alg: 'ES256', typ: 'at+jwt' };
const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Words;
const newKey = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).privateKey;

function signed(words: unknown, key: KeyObject, header: Words = HEADER): string {
  const text = `${encode(header)}.${encode(words)}`;
  const hash = header.alg === 'ES512' ? 'sha512' : header.alg === 'ES384' ? 'sha384' : 'sha256';
  return `${text}.${sign(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

function wrongAlgorithms({ token, key }: Genuine, payload: string, signature: string): Forgery[] {
  const { d: _, ...publicJwk } = key;
  const own = createPrivateKey({ key, format: 'jwk' });
  const pem = own.export({ type: 'pkcs8', format: 'pem' });
  const secrets = {
    'public key': JSON.stringify(publicJwk),
    'its x': String(key.x),
    nothing: '',
    pem: String(pem),
  };
  const unsigned = ['none', 'None', 'NONE', 'nOnE', '', null, 0, ['none'], ['ES256', 'none']].flatMap(
    (alg) => [
      {
        what: `algorithm ${JSON.stringify(alg)} unsigned`,
        token: `${encode({ ...HEADER, alg })}.${payload}.`,
      },
      {
        what: `algorithm ${JSON.stringify(alg)} with a signature`,
        token: `${encode({ ...HEADER, alg })}.${payload}.${signature}`,
      },
    ],
  );
  const hashed = Object.entries(secrets).flatMap(([name, secret]) =>
    ['HS256', 'HS512'].map((alg) => {
      const text = `${encode({ ...HEADER, alg })}.${payload}`;
      const mac = createHmac(`sha${alg.slice(2)}`, secret)
        .update(text)
        .digest('base64url');
      return { what: `${alg} with ${name} as its secret`, token: `${text}.${mac}` };
    }),
  );
  const curves = (
    [
      ['ES384', 'secp384r1'],
      ['ES512', 'secp521r1'],
      ['ES256K', 'secp256k1'],
      ['ES256', 'secp256k1'],
    ] as const
  ).map(([alg, curve]) => ({
    what: `${alg} on ${curve}`,
    token: signed(claimsOf(token), newKey(curve), { ...HEADER, alg }),
  }));
  const mislabelled = ['ES384', 'RS256', 'PS256', 'EdDSA', 'es256'].map((alg) => ({
    what: `our signature under ${alg}`,
    token: signed(claimsOf(token), own, { ...HEADER, alg }),
  }));
  return [...unsigned, ...hashed, ...curves, ...mislabelled];
}

function wrongKeys({ token, key }: Genuine): Forgery[] {
  const other = newKey('prime256v1');
  const jwk = other.export({ format: 'jwk' });
  const own = createPrivateKey({ key, format: 'jwk' });
  const brought: [string, Words][] = [
    ['plainly', {}],
    ['with a jwk', { jwk: { ...jwk, d: undefined } }],
    ['with a jku', { jku: 'http://127.0.0.1:1/keys' }],
    ['with an x5u', { x5u: 'http://127.0.0.1:1/cert' }],
    ['with an x5c', { x5c: ['MIIB'] }],
    ['with a kid of a file', { kid: '../../../../dev/null' }],
    ['with a kid of SQL', { kid: "' UNION SELECT 'k' --" }],
    ['with our own key named', { kid: 'access_token_key' }],
  ];
  const claims = claimsOf(token);
  return [
    ...brought.map(([how, more]) => ({
      what: `another key, ${how}`,
      token: signed(claims, other, { ...HEADER, ...more }),
    })),
    ...[
      { jwk: { ...jwk, d: undefined } },
      { kid: 'x' },
      { crit: ['b64'], b64: false },
      { crit: ['x'], x: 1 },
      { typ: 'JWT' },
      { typ: undefined },
      { typ: 'rt+jwt' },
      { typ: 'AT+JWT' },
      { cty: 'JWT' },
      { zip: 'DEF' },
    ].map((more) => ({
      what: `our key under a header with ${JSON.stringify(more)}`,
      token: signed(claims, own, { ...HEADER, ...more }),
    })),
    { what: 'our key under a nested token', token: signed(token, own, { ...HEADER, cty: 'JWT' }) },
    { what: 'our key over a token as text', token: signed(token, own) },
  ];
}

function wrongWords({ token, key, otherUser, otherSession }: Genuine): Forgery[] {
  const claims = claimsOf(token);
  const own = createPrivateKey({ key, format: 'jwk' });
  const iat = Number(claims.iat);
  const wrong: Words[] = [
    { iss: 'medlink2' },
    { iss: ['medlink'] },
    { iss: undefined },
    { aud: 'other-clinic' },
    { aud: ['medlink-clinic', 'x'] },
    { aud: undefined },
    { exp: iat },
    { exp: iat - 1, iat: iat - 601 },
    { exp: iat + 86_400 },
    { exp: String(iat + 600) },
    { exp: undefined },
    { exp: 1e308 },
    { iat: iat + 60, exp: iat + 660 },
    { nbf: iat + 60 },
    { nbf: 0 },
    { sid: otherSession },
    { sid: otherUser },
    { sid: undefined },
    { sid: "' OR 1=1 --" },
    { sid: '019a0000-0000-7000-8000-000000000000' },
    { sub: otherUser },
    { sub: undefined },
    { sub: { $ne: null } },
    { role: 'admin' },
    { __proto__: { role: 'admin' }, admin: true },
  ];
  return [
    ...wrong.map((words) => ({
      what: `our key under ${JSON.stringify(words)}`,
      token: signed({ ...claims, ...words }, own),
    })),
    ...[null, [], 'text', 42, [claims]].map((words) => ({
      what: `our key under ${JSON.stringify(words).slice(0, 20)}`,
      token: signed(words === 'text' ? 'text' : words, own),
    })),
  ];
}

type Parts = { readonly header: string; readonly payload: string; readonly signature: string };

function wrongWriting({ token, otherUser }: Genuine, { header, payload, signature }: Parts): Forgery[] {
  const raised = encode({ ...claimsOf(token), sub: otherUser });
  const bits = Buffer.from(signature, 'base64url');
  const flipped = Buffer.from(bits);
  flipped[0] = (flipped[0] ?? 0) ^ 1;
  const zero = Buffer.alloc(64).toString('base64url');
  const json = { protected: header, payload, signature };
  const written: [string, string][] = [
    ['other claims under the same signature', `${header}.${raised}.${signature}`],
    ['one bit flipped', `${header}.${payload}.${flipped.toString('base64url')}`],
    ['a signature of zeros', `${header}.${payload}.${zero}`],
    ['no signature', `${header}.${payload}.`],
    ['no third part', `${header}.${payload}`],
    ['a signature cut short', `${header}.${payload}.${signature.slice(0, -2)}`],
    ['a longer signature', `${header}.${payload}.${signature}AA`],
    ['two signatures', `${token}.${signature}`],
    ['two tokens', `${token}${token}`],
    ['two tokens, one blank', `${token} ${token}`],
    ['DER instead of two numbers', `${header}.${payload}.${derOf(bits)}`],
    ['padding', `${header}.${payload}.${signature}==`],
    ['padding in each part', [header, payload, signature].map((part) => `${part}=`).join('.')],
    ['another last letter for the same bytes', `${header}.${payload}.${sameBytes(signature)}`],
    ['plain base64', `${header}.${payload}.${bits.toString('base64')}`],
    ['a blank inside', `${header}.${payload}.${signature.slice(0, 40)} ${signature.slice(40)}`],
    ['a tab at the end', `${token}\t.`],
    ['an asterisk that decoders skip', `${header}.${payload}.*${signature}`],
    ['JSON with one signature', JSON.stringify(json)],
    ['JSON with two signatures', JSON.stringify({ payload, signatures: [json, json] })],
    ['an empty text', ''],
    ['dots', '..'],
    ['many dots', '.'.repeat(2000)],
    ['a word', 'undefined'],
    ['a number of letters', 'A'.repeat(9000)],
    ['huge claims', `${header}.${'A'.repeat(9000)}.${signature}`],
    ['a quoted token', `"${token}"`],
    ['a bearer of a bearer', `Bearer ${token}`],
    ['upper case', token.toUpperCase()],
  ];
  return written.map(([what, text]) => ({ what, token: text }));
}

/** The last letter of 64 bytes in base64 carries two bits of data and four of nothing. */
function sameBytes(signature: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = letters.indexOf(signature.at(-1) ?? 'A');
  return signature.slice(0, -1) + letters[(last & 0b110000) | ((last + 1) & 0b001111)];
}

function derOf(numbers: Buffer): string {
  const integer = (bytes: Buffer) => {
    const body = (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes;
    return Buffer.concat([Buffer.from([2, body.length]), body]);
  };
  const body = Buffer.concat([integer(numbers.subarray(0, 32)), integer(numbers.subarray(32))]);
  return Buffer.concat([Buffer.from([48, body.length]), body]).toString('base64url');
}
