import { randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import { z } from 'zod';
import type { Db } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
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

/** The keys live in the database: a restored backup keeps everyone signed in. */
export async function loadServerKeys(deps: { db: Db; clock: Clock }): Promise<ServerKeys> {
  const fresh = {
    accessKey: JSON.stringify(await generateAccessKey()),
    refreshSecret: randomBytes(32).toString('base64url'),
  };
  const at = deps.clock.now();
  return deps.db.transact(async ({ q }) => {
    const keep = async (name: string, value: string): Promise<string> => {
      const kept = await repo.findServerKey(q, name);
      if (kept !== undefined) return kept;
      await repo.insertServerKey(q, { name, value, createdAt: at });
      return value;
    };
    const accessKey = await keep('access_token_key', fresh.accessKey);
    const refreshSecret = await keep('refresh_token_secret', fresh.refreshSecret);
    return { accessKey: PrivateJwk.parse(JSON.parse(accessKey)), refreshSecret };
  });
}
