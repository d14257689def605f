import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APPLICATION_ID, assertPragmas, openSqlite, type SqliteFile } from '../../../server/db/open.ts';
import { migrate } from '../../../server/db/migrator.ts';

const folder = mkdtempSync(join(tmpdir(), 'medlink-open-'));
const path = join(folder, 'medlink.db');
let file: SqliteFile;
beforeAll(async () => {
  file = openSqlite(path);
  await migrate(file);
});
afterAll(() => {
  file.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a clinic’s database', () => {
  it('keeps what it has acknowledged through a power cut, and checks itself', () => {
    const pragma = (name: string) => file.pragma(name, { simple: true });

    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('recursive_triggers')).toBe(1);
    expect(pragma('trusted_schema')).toBe(0);
    expect(pragma('busy_timeout')).toBe(5000);
    expect(pragma('mmap_size')).toBe(0);
  });

  it('is known by its own mark and its schema’s number', () => {
    expect(file.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
    expect(file.pragma('user_version', { simple: true })).toBeGreaterThan(0);
  });

  it.each([
    ['synchronous', 'NORMAL', 'synchronous is 1, it has to be 2'],
    ['synchronous', 'OFF', 'synchronous is 0, it has to be 2'],
    ['journal_mode', 'DELETE', 'journal_mode is delete, it has to be wal'],
    ['foreign_keys', 'OFF', 'foreign_keys is 0, it has to be 1'],
    ['recursive_triggers', 'OFF', 'recursive_triggers is 0, it has to be 1'],
  ])('is refused with %s = %s', (name, value, message) => {
    const weak = openSqlite(join(folder, `weak-${name}-${value}.db`));
    weak.pragma(`${name} = ${value}`);

    expect(() => assertPragmas(weak)).toThrow(message);
    weak.close();
  });

  it('is held in STRICT tables only', () => {
    const tables = file.pragma('table_list') as {
      schema: string;
      name: string;
      type: string;
      strict: number;
    }[];
    const loose = tables.filter(
      (table) =>
        table.schema === 'main' &&
        table.type === 'table' &&
        table.strict === 0 &&
        !/^(sqlite_|kysely_)/.test(table.name),
    );

    expect(loose.map((table) => table.name)).toEqual([]);
  });
});
