import type { Db } from '../../db/transact.ts';
import type { Ids } from '../../lib/ids.ts';
import {
  costOfHead,
  type HashCost,
  type HashHead,
  hashPassword,
  headOf,
  headOfCost,
  isPasswordRight,
} from '../../lib/passwords.ts';
import { listHashHeads } from './auth.repo.ts';

export type PasswordCheck = ReturnType<typeof createPasswordCheck>;

type Asked = {
  readonly passwordHash: string | undefined;
  readonly password: string;
  /** In whose line it waits: the account, or the name that was given. */
  readonly whose: string;
};

type Deps = { readonly db: Db; readonly ids: Ids; readonly costNow: () => Promise<HashCost> };

/**
 * Compares a password with that of an account, or of none, at the same cost for all. After the clinic has changed
 * what a hash costs, stored ones follow one by one, at each person's next sign-in; until then a comparison is made
 * at every cost that is stored, with the account's own hash at one of them and with hashes of nobody at the others.
 * So the time tells neither whether there is such an account nor whether its person has been here lately.
 */
export function createPasswordCheck({ db, ids, costNow }: Deps) {
  const nobodys = new Map<HashHead, Promise<string>>();
  let known: { readonly newest: HashHead; readonly heads: readonly HashHead[] } | undefined;

  async function headsInUse(): Promise<readonly HashHead[]> {
    const newest = headOfCost(await costNow());
    if (known?.newest !== newest) {
      const stored = await db.read(listHashHeads);
      // What is hashed from now on has the newest: it counts before the first is stored.
      known = { newest, heads: [...new Set([...stored, newest])].toSorted() };
    }
    return known.heads;
  }

  function nobodysHash(head: HashHead): Promise<string> {
    const made = nobodys.get(head) ?? hashPassword(ids.next<string>(), costOfHead(head));
    nobodys.set(head, made);
    return made;
  }

  return {
    /** False for an account that is not there, or has no password. */
    async isRight(asked: Asked): Promise<boolean> {
      const { passwordHash, password, whose } = asked;
      const own = passwordHash === undefined ? undefined : headOf(passwordHash);
      const inUse = await headsInUse();
      // Hashed while the clinic changed what that costs: from now on it counts for everybody.
      const isMissing = own !== undefined && !inUse.includes(own);
      if (isMissing) known = undefined;
      let isRight = false;
      for (const head of isMissing ? [...inUse, own] : inUse) {
        const isOwn = head === own && passwordHash !== undefined;
        const compared = isOwn ? passwordHash : await nobodysHash(head);
        const isSame = await isPasswordRight(compared, password, whose);
        if (isOwn) isRight = isSame;
      }
      return isRight;
    },

    /** A hash was replaced: its cost may have been the last of its kind. */
    forgetCosts(): void {
      known = undefined;
    },

    /** So that the first one who comes does not wait for a hash of nobody. */
    async warmUp(): Promise<void> {
      for (const head of await headsInUse()) await nobodysHash(head);
    },
  };
}
