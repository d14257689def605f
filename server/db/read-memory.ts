import type { Db } from './transact.ts';

/** Answers with what was read before, as long as nothing was written since. For use inside `db.read`. */
export type ReadMemory<T> = (key: string, read: () => Promise<T>) => Promise<T>;

/**
 * After each change every screen asks for the same at once: the first one's answer serves them all.
 * SQLite itself counts what is written, so that no way of writing can be forgotten.
 */
export function createReadMemory<T>(db: Db, maxAnswers: number): ReadMemory<T> {
  const countWrites = db.file.prepare('SELECT total_changes()').pluck();
  const answers = new Map<string, T>();
  let readAt: unknown;
  return async (key, read) => {
    const writes = countWrites.get();
    if (writes !== readAt) answers.clear();
    readAt = writes;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = await read();
    if (answers.size >= maxAnswers) answers.clear();
    answers.set(key, answer);
    return answer;
  };
}
