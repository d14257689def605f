import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../server/app/config.ts';
import { openClinicServer } from '../../server/app/create-clinic-server.ts';
import { MIGRATIONS } from '../../server/db/migrations/index.ts';
import { migrate } from '../../server/db/migrator.ts';
import { openSqlite, type SqliteFile } from '../../server/db/open.ts';

let folder: string;
let file: SqliteFile;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-migrate-'));
  file = openSqlite(join(folder, 'medlink.db'));
});
afterEach(() => {
  file.close();
  rmSync(folder, { recursive: true, force: true });
});

const VERSION = Object.keys(MIGRATIONS).length;
const version = (of: SqliteFile = file) => of.pragma('user_version', { simple: true });
const schemaOf = (of: SqliteFile = file) =>
  of.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all();

function ran(...statements: string[]): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  };
}

const addLater = (later: Migration) => ({ ...MIGRATIONS, '9999-later': later });
const backupPath = () => join(folder, 'before.db');

describe('bringing a database to the newest schema', () => {
  it('takes an empty file all the way, and does nothing the second time', async () => {
    expect(await migrate(file)).toEqual(Object.keys(MIGRATIONS));
    expect(version()).toBe(VERSION);
    const before = schemaOf();

    expect(await migrate(file, { backupPath: backupPath() })).toEqual([]);
    expect(schemaOf()).toEqual(before);
    expect(existsSync(backupPath())).toBe(false);
  });

  it('keeps what is there and copies it first', async () => {
    await migrate(file);
    file.exec(`INSERT INTO room (id, name) VALUES ('r1', 'Room 1')`);
    const later = addLater(ran('ALTER TABLE room ADD COLUMN floor INTEGER NOT NULL DEFAULT 0'));

    expect(await migrate(file, { backupPath: backupPath(), migrations: later })).toEqual(['9999-later']);
    expect(file.prepare('SELECT * FROM room').all()).toEqual([
      { id: 'r1', name: 'Room 1', is_active: 1, floor: 0 },
    ]);
    expect(version()).toBe(VERSION + 1);

    const copy = openSqlite(backupPath());
    expect(copy.prepare('SELECT * FROM room').all()).toEqual([{ id: 'r1', name: 'Room 1', is_active: 1 }]);
    expect(version(copy)).toBe(VERSION);
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    copy.close();
  });
});

describe('a migration that fails', () => {
  it('in its middle leaves schema and data as they were, with a copy beside', async () => {
    await migrate(file);
    file.exec(`INSERT INTO room (id, name) VALUES ('r1', 'Room 1')`);
    const before = schemaOf();
    const broken = addLater(
      ran(
        'CREATE TABLE half_made (id INTEGER)',
        `UPDATE room SET name = 'Lost'`,
        'ALTER TABLE nothing ADD x',
      ),
    );

    await expect(migrate(file, { backupPath: backupPath(), migrations: broken })).rejects.toThrow('nothing');
    expect(schemaOf()).toEqual(before);
    expect(file.prepare('SELECT name FROM room').all()).toEqual([{ name: 'Room 1' }]);
    expect(version()).toBe(VERSION);
    expect(file.inTransaction).toBe(false);
    expect(existsSync(backupPath())).toBe(true);
    // Put right, it goes through.
    expect(await migrate(file, { migrations: addLater(ran('CREATE TABLE whole (id INTEGER)')) })).toEqual([
      '9999-later',
    ]);
  });

  it('takes the ones before it back as well: all or nothing', async () => {
    const two = {
      ...MIGRATIONS,
      '9998-good': ran('CREATE TABLE good (id INTEGER)'),
      '9999-bad': ran('SELECT broken'),
    };

    await expect(migrate(file, { migrations: two })).rejects.toThrow('broken');
    expect(file.prepare(`SELECT count(*) AS tables FROM sqlite_schema WHERE name = 'good'`).get()).toEqual({
      tables: 0,
    });
    expect(version()).toBe(0);
  });

  it('counts as failed when it leaves a reference to nothing', async () => {
    await migrate(file);
    file.exec(`INSERT INTO room (id, name) VALUES ('r1', 'Room 1')`);
    file.exec(
      `INSERT INTO doctor (id, name, room_id, created_at, updated_at)
       VALUES ('d1', 'Dr. A', 'r1', '2026-03-02T07:00:00.000Z', '2026-03-02T07:00:00.000Z')`,
    );
    const careless = addLater(
      ran('PRAGMA defer_foreign_keys = ON', `DELETE FROM room`, 'PRAGMA defer_foreign_keys = ON'),
    );

    await expect(migrate(file, { migrations: careless })).rejects.toThrow(/references|FOREIGN KEY/);
    expect(file.prepare('SELECT count(*) AS rooms FROM room').get()).toEqual({ rooms: 1 });
  });
});

describe('a database of a newer program', () => {
  it('is refused in words, untouched, and the folder is let go', async () => {
    await migrate(file);
    file.pragma(`user_version = ${VERSION + 1}`);
    const before = schemaOf();
    file.close();
    const config = readConfig({}, { port: '0', logLevel: 'silent' });

    await expect(openClinicServer({ config, dataDir: folder })).rejects.toThrow(
      `the database is of version ${VERSION + 1}, this program knows ${VERSION}: install the newer MedLink`,
    );
    file = openSqlite(join(folder, 'medlink.db'));
    expect(schemaOf()).toEqual(before);
    file.pragma(`user_version = ${VERSION}`);
    const server = await openClinicServer({ config, dataDir: folder });
    await server.close();
  });
});
