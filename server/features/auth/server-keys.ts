import { randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import { z } from 'zod';
import type { Db } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Seal } from '../../lib/seal.ts';
import { generateAccessKey } from './access-token.ts';
import * as repo from './auth.repo.ts';

export type ServerKeys = { readonly accessKey: JWK; readonly refreshSecret: string };

const PrivateJwk = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});

/**
 * The keys live in the database, closed with the folder's key: a restored backup keeps everyone signed in, and who has
 * the backup alone signs nothing. What does not open, another folder's or never closed, is made anew.
 */
export async function loadServerKeys(deps: { db: Db; clock: Clock; seal: Seal }): Promise<ServerKeys> {
  const fresh = {
    accessKey: JSON.stringify(await generateAccessKey()),
    refreshSecret: randomBytes(32).toString('base64url'),
  };
  const createdAt = deps.clock.now();
  return deps.db.transact(async ({ q }) => {
    const keep = async (name: string, value: string): Promise<string> => {
      const belongsTo = `server key ${name}`;
      const kept = deps.seal.open((await repo.findServerKey(q, name)) ?? '', belongsTo);
      if (kept !== undefined) return kept;
      await repo.saveServerKey(q, { name, value: deps.seal.close(value, belongsTo), createdAt });
      return value;
    };
    const accessKey = await keep('access_token_key', fresh.accessKey);
    const refreshSecret = await keep('refresh_token_secret', fresh.refreshSecret);
    return { accessKey: PrivateJwk.parse(JSON.parse(accessKey)), refreshSecret };
  });
}
