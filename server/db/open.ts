import BetterSqlite from 'better-sqlite3';
import { addSaysWords } from './says-words.ts';

export type SqliteFile = BetterSqlite.Database;

/** "MedL" in ASCII: `file` and other tools know the database by it. */
export const APPLICATION_ID = 0x4d65644c;

/** Set on every connection; what SQLite then answers must be the second value. */
const PRAGMAS = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['busy_timeout', '5000', 5000],
  ['foreign_keys', 'ON', 1],
  ['recursive_triggers', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['mmap_size', '0', 0],
  ['temp_store', 'MEMORY', 2],
  // What is deleted is overwritten: names in forgotten answers and erased charts leave no trace on free pages.
  ['secure_delete', 'ON', 1],
  ['journal_size_limit', '16777216', 16_777_216],
] as const;

/** Opens a clinic's database, or an in-memory one at `:memory:`, and refuses to run on weaker settings. */
export function openSqlite(path: string): SqliteFile {
  return makeSafe(new BetterSqlite(path));
}

/** The same for a file that is open already; it is closed where it stays weaker. */
export function makeSafe(file: SqliteFile): SqliteFile {
  try {
    for (const [name, value] of PRAGMAS) file.pragma(`${name} = ${value}`);
    file.pragma('cache_size = -65536');
    assertPragmas(file);
    addSaysWords(file);
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Throws naming the first pragma that is not what durability needs. An in-memory database has no journal file. */
export function assertPragmas(file: SqliteFile): void {
  for (const [name, , expected] of PRAGMAS) {
    if (file.memory && (name === 'journal_mode' || name === 'mmap_size')) continue;
    const actual: unknown = file.pragma(name, { simple: true });
    if (actual !== expected) throw new Error(`pragma ${name} is ${String(actual)}, it has to be ${expected}`);
  }
}
