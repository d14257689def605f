import { createHash, randomBytes } from 'node:crypto';
import type { UserId } from '../../../shared/ids.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';

/** Browsers keep a cookie no longer than this. */
export const DEVICE_MEMORY_SEC = 400 * 24 * 60 * 60;
const DEVICES_PER_PERSON = 30;

/** Whether this person has signed in on the device before; its fingerprint if so. */
export async function findKnownDevice(
  q: Query,
  secret: string | undefined,
  userId: UserId | undefined,
): Promise<string | undefined> {
  // Asked for nobody, too: a name that is not there takes as long as one that is.
  const row = await q
    .selectFrom('knownDevice')
    .select('deviceHash')
    .where('deviceHash', '=', hashOf(secret ?? ''))
    .where('userId', '=', userId ?? ('' as UserId))
    .executeTakeFirst();
  return row?.deviceHash;
}

/**
 * Remembers that this person signs in on the device, and answers the secret its browser is to keep. One the
 * server has not given out is not taken over: it could have been planted there.
 */
export async function rememberDevice(
  q: Query,
  of: { readonly secret: string | undefined; readonly userId: UserId; readonly at: Instant },
): Promise<string> {
  const { userId, at } = of;
  const secret = (await isGivenOut(q, of.secret)) ? (of.secret ?? '') : randomBytes(32).toString('base64url');
  await q
    .insertInto('knownDevice')
    .values({ deviceHash: hashOf(secret), userId, lastUsedAt: at })
    .onConflict((conflict) => conflict.columns(['deviceHash', 'userId']).doUpdateSet({ lastUsedAt: at }))
    .execute();
  await forgetOldest(q, userId, at);
  return secret;
}

/** After a reset of the password: whoever was trusted with the old one is a stranger again. */
export async function forgetDevices(q: Query, userId: UserId): Promise<void> {
  await q.deleteFrom('knownDevice').where('userId', '=', userId).execute();
}

async function isGivenOut(q: Query, secret: string | undefined): Promise<boolean> {
  if (secret === undefined) return false;
  const row = await q
    .selectFrom('knownDevice')
    .select('deviceHash')
    .where('deviceHash', '=', hashOf(secret))
    .executeTakeFirst();
  return row !== undefined;
}

async function forgetOldest(q: Query, userId: UserId, at: Instant): Promise<void> {
  const kept = q
    .selectFrom('knownDevice')
    .select('deviceHash')
    .where('userId', '=', userId)
    .where('lastUsedAt', '>', addMinutes(at, -DEVICE_MEMORY_SEC / 60))
    .orderBy('lastUsedAt', 'desc')
    .limit(DEVICES_PER_PERSON);
  await q
    .deleteFrom('knownDevice')
    .where('userId', '=', userId)
    .where('deviceHash', 'not in', kept)
    .execute();
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
