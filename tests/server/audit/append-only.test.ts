import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditKeyPath } from '../../../server/db/audit-key.ts';
import { backUpTo } from '../../../server/db/backup.ts';
import { type OpenDataFolder, openDataFolder } from '../../../server/db/open-data-folder.ts';
import { recordAudit } from '../../../server/features/audit/audit.repo.ts';
import { toInstant } from '../../../shared/time/instant.ts';

const AT = toInstant('2026-03-02T07:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'medlink-append-'));
let clinic: OpenDataFolder;
const open = () => openDataFolder(folder, { startedAt: AT });
const write = (subtype: string) =>
  clinic.db.transact(({ q }) => recordAudit(q, { who: null, at: AT }, { action: 'E', subtype }));
const lines = () =>
  clinic.db.file
    .prepare('SELECT id, subtype, prev_hash AS prevHash, hash FROM audit_event ORDER BY id')
    .all() as {
    id: number;
    subtype: string;
    prevHash: string;
    hash: string;
  }[];

beforeAll(async () => {
  clinic = await open();
  for (const subtype of ['session.a', 'session.b', 'session.c']) await write(subtype);
});
afterAll(async () => {
  await clinic.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the trail, through the application’s connection', () => {
  it.each([
    ['changes nothing', `UPDATE audit_event SET subtype = 'x' WHERE id = 2`],
    ['loses nothing', 'DELETE FROM audit_event WHERE id = 2'],
    [
      'loses nothing through a common table',
      'WITH gone AS (SELECT 2 AS id) DELETE FROM audit_event WHERE id IN gone',
    ],
    ['takes nothing in between', `INSERT INTO audit_event SELECT * FROM audit_event WHERE id = 2`],
    [
      'takes nothing behind that does not follow',
      `INSERT INTO audit_event (id, recorded_at, type, subtype, action, outcome, prev_hash, hash)
       SELECT 4, recorded_at, type, 'x', action, outcome, prev_hash, hash FROM audit_event WHERE id = 2`,
    ],
  ])('%s', (_, sql) => {
    const before = lines();

    expect(() => clinic.db.file.exec(sql)).toThrow('audit_append_only');
    expect(lines()).toEqual(before);
  });

  it.each([
    `INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event WHERE id = 2`,
    `insert or /* quietly */ replace into audit_event select * from audit_event`,
    `REPLACE INTO audit_event SELECT * FROM audit_event WHERE id = 2`,
    `UPDATE OR REPLACE audit_event SET id = 1 WHERE id = 2`,
    'DROP TRIGGER audit_event_never_changes',
    'drop/**/trigger "audit_event_never_changes"',
    'SELECT 1; DROP TABLE audit_event',
    '-- only a look\nDROP TABLE audit_event',
    'ALTER TABLE audit_event RENAME TO nothing',
    'CREATE TEMP TABLE audit_event (id INTEGER)',
    `CREATE TEMP TRIGGER t AFTER INSERT ON audit_event BEGIN DELETE FROM audit_event; END`,
    'PRAGMA writable_schema = ON',
    'PRAGMA main.writable_schema(1)',
    'PRAGMA "recursive_triggers" = OFF',
    'PRAGMA synchronous(OFF)',
    `UPDATE sqlite_schema SET sql = '' WHERE name = 'audit_event_never_changes'`,
    `DELETE FROM "sqlite_master"`,
    `DELETE FROM sqlite_sequence`,
    `UPDATE 'sqlite_sequence' SET seq = 1`,
    `UPDATE OR ABORT main.'sqlite_sequence' SET seq = 1`,
    `DELETE FROM /* quietly */ 'sqlite_sequence'`,
    `ATTACH '${folder}/medlink.db' AS other`,
    'DETACH main',
    'VACUUM',
    'REINDEX',
  ])('is not reached by %s', (sql) => {
    const before = lines();

    expect(() => clinic.db.file.exec(sql)).toThrow('not on a running clinic');
    expect(() => clinic.db.file.prepare(sql)).toThrow('not on a running clinic');
    expect(lines()).toEqual(before);
  });

  it.each(['writable_schema = 1', 'recursive_triggers = OFF', 'journal_mode = DELETE', 'foreign_keys(0)'])(
    'is not reached by the pragma %s',
    (text) => {
      expect(() => clinic.db.file.pragma(text)).toThrow('not on a running clinic');
    },
  );

  it('lets a copy be made, the log be put into the file, and words of all kinds be stored', () => {
    const path = join(folder, 'copy.db');
    backUpTo(clinic.db.file, path);
    clinic.db.file.pragma('wal_checkpoint(TRUNCATE)');
    const echo = clinic.db.file.prepare(
      `SELECT 'DROP TABLE audit_event; -- "' AS said, replace('a', 'a', 'b') AS b`,
    );

    expect(echo.get()).toEqual({ said: 'DROP TABLE audit_event; -- "', b: 'b' });
    expect(new BetterSqlite(path).prepare('SELECT count(*) FROM audit_event').pluck().get()).toBe(3);
  });

  it('is what the bare triggers hold, too, where no guard stands in front', () => {
    const foreign = new BetterSqlite(join(folder, 'medlink.db'));
    for (const sql of [
      `UPDATE audit_event SET subtype = 'x'`,
      'DELETE FROM audit_event',
      'INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event WHERE id = 2',
    ]) {
      expect(() => foreign.exec(sql)).toThrow('audit_append_only');
    }
    foreign.close();
  });
});

describe('the chain', () => {
  it('goes on from line to line, and is right after a rollback and among many writers', async () => {
    const failing = () =>
      clinic.db.transact(async ({ q }) => {
        await recordAudit(q, { who: null, at: AT }, { action: 'E', subtype: 'session.lost' });
        throw new Error('taken back');
      });
    await Promise.allSettled(
      Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? failing() : write(`session.n${i}`))),
    );
    const all = lines();

    expect(all).toHaveLength(43);
    expect(all.map((line) => line.id)).toEqual(all.map((_, at) => at + 1));
    expect(all.slice(1).map((line) => line.prevHash)).toEqual(all.slice(0, -1).map((line) => line.hash));
    expect(all.some((line) => line.subtype === 'session.lost')).toBe(false);
  });

  it('refuses a line outside a transaction', async () => {
    await expect(
      clinic.db.read((q) => recordAudit(q, { who: null, at: AT }, { action: 'E', subtype: 'session.x' })),
    ).rejects.toThrow('in a transaction');
  });

  it('is sealed with a key of the folder, for its owner alone, that no copy of the database holds', async () => {
    const path = auditKeyPath(folder);
    const secret = readFileSync(path, 'utf8').trim();
    await clinic.close();
    clinic = await open();

    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(readFileSync(path, 'utf8').trim()).toBe(secret);
    expect(readFileSync(join(folder, 'copy.db')).includes(secret)).toBe(false);
  });
});
