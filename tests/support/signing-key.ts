import type { JWK } from 'jose';
import type { Db } from '../../server/db/transact.ts';
import { TEST_SEAL } from './start-clinic.ts';

/** What a test clinic signs its access tokens with. */
export async function signingKeyOf(db: Db): Promise<JWK> {
  const name = 'access_token_key';
  const row = await db.read((q) =>
    q.selectFrom('serverKey').select('value').where('name', '=', name).executeTakeFirstOrThrow(),
  );
  return JSON.parse(TEST_SEAL.open(row.value, `server key ${name}`) ?? 'null') as JWK;
}
