import { CompactSign, compactVerify, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { z } from 'zod';
import { SessionId, UserId } from '../../../shared/ids.ts';
import { epochMs } from '../../../shared/time/instant.ts';
import type { Clock } from '../../lib/clock.ts';

export const ACCESS_TOKEN_SEC = 600;

/** Works alike under Node's OpenSSL and Electron's BoringSSL. */
const ALGORITHM = 'ES256';
const TYPE = 'at+jwt';
const ISSUER = 'medlink';
const AUDIENCE = 'medlink-clinic';
const MAX_REMEMBERED = 5000;
const HEADER = { alg: ALGORITHM, typ: TYPE };
/** Ours all begin alike: a header with one more word in it, a key or its address, is not read at all. */
const ENCODED_HEADER = Buffer.from(JSON.stringify(HEADER)).toString('base64url');

const Claims = z.strictObject({
  iss: z.literal(ISSUER),
  aud: z.literal(AUDIENCE),
  sub: UserId,
  sid: SessionId,
  iat: z.int(),
  exp: z.int(),
});
type Claims = z.infer<typeof Claims>;
export type TokenIdentity = { userId: UserId; sessionId: SessionId };

export type AccessTokens = {
  sign(identity: TokenIdentity): Promise<string>;
  /** Null for anything that is not a token of ours, still good. Never throws. */
  verify(token: string): Promise<TokenIdentity | null>;
  /** Whether it was made here, be it over or not. */
  isOurs(token: string): Promise<boolean>;
};

/** A new private key, to be kept by the caller. */
export async function generateAccessKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return exportJWK(privateKey);
}

/**
 * Access tokens say who, never what one may do: rights are read from the database at each call.
 * A signature costs 100 us to check, so good tokens are remembered until they end.
 */
export async function createAccessTokens(privateJwk: JWK, clock: Clock): Promise<AccessTokens> {
  const { d: _, ...publicJwk } = privateJwk;
  const privateKey = await importJWK(privateJwk, ALGORITHM);
  const publicKey = await importJWK(publicJwk, ALGORITHM);
  const remembered = new Map<string, Claims>();
  const nowSec = () => Math.floor(epochMs(clock.now()) / 1000);

  async function read(token: string): Promise<Claims | null> {
    try {
      if (!isWrittenAsOurs(token)) return null;
      const { payload } = await compactVerify(token, publicKey, { algorithms: [ALGORITHM] });
      const claims = Claims.parse(JSON.parse(new TextDecoder().decode(payload)));
      return claims.exp - claims.iat === ACCESS_TOKEN_SEC ? claims : null;
    } catch {
      // Whatever is wrong with a token, its bearer is nobody.
      return null;
    }
  }

  return {
    sign: ({ userId, sessionId }) => {
      const iat = nowSec();
      const claims: Claims = {
        iss: ISSUER,
        aud: AUDIENCE,
        sub: userId,
        sid: sessionId,
        iat,
        exp: iat + ACCESS_TOKEN_SEC,
      };
      return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader(HEADER)
        .sign(privateKey);
    },

    async verify(token) {
      const claims = remembered.get(token) ?? (await read(token));
      if (claims === null) return null;
      if (claims.exp <= nowSec() || claims.iat > nowSec()) {
        remembered.delete(token);
        return null;
      }
      if (!remembered.has(token)) {
        if (remembered.size >= MAX_REMEMBERED) remembered.delete(remembered.keys().next().value ?? '');
        remembered.set(token, claims);
      }
      return { userId: claims.sub, sessionId: claims.sid };
    },

    isOurs: async (token) => (await read(token)) !== null,
  };
}

/** Three parts, each the one way its bytes are written: base64 has others for the same bytes. */
function isWrittenAsOurs(token: string): boolean {
  const parts = token.split('.');
  const isCanonical = (part: string) => Buffer.from(part, 'base64url').toString('base64url') === part;
  return parts.length === 3 && parts[0] === ENCODED_HEADER && parts.every(isCanonical);
}
