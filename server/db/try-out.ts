import type { Db, Transaction } from './transact.ts';

/**
 * Runs an act for what it finds, by the very rules that will judge it in earnest, the database's among them.
 * Whatever it wrote is taken back, and nobody hears of it.
 */
export async function tryOut<T>(db: Db, act: (tx: Transaction) => Promise<T>): Promise<T> {
  let found: { readonly value: T } | undefined;
  const enough = new Error('tried out');
  try {
    await db.transact(async (tx) => {
      found = { value: await act(tx) };
      throw enough;
    });
  } catch (error) {
    if (error !== enough || found === undefined) throw error;
  }
  if (found === undefined) throw enough;
  return found.value;
}
