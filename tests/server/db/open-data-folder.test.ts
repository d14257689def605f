import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFolderError } from '../../../server/db/data-folder.ts';
import { openDataFolder } from '../../../server/db/open-data-folder.ts';
import { toInstant } from '../../../shared/time/instant.ts';

const startedAt = toInstant('2026-03-02T08:00:00Z');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (path: string) => openDataFolder(path, { startedAt });

describe("a clinic's folder", () => {
  it('is made with all its parents', async () => {
    const clinic = await open(join(folder, 'a', 'b'));
    expect(clinic.applied.length).toBeGreaterThan(0);
    await clinic.close();
    const again = await open(join(folder, 'a', 'b'));
    expect(again.applied).toEqual([]);
    await again.close();
  });

  it('is no file', async () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'hello');
    await expect(open(file)).rejects.toThrow(DataFolderError);
    await expect(open(join(file, 'below'))).rejects.toThrow(/is a file/);
  });

  it('never takes over the database of another program', async () => {
    const foreign = new BetterSqlite(join(folder, 'medlink.db'));
    foreign.exec('CREATE TABLE x (a)');
    foreign.close();
    await expect(open(folder)).rejects.toThrow(/belongs to another program/);
    const after = new BetterSqlite(join(folder, 'medlink.db'));
    expect(after.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['x']);
    after.close();
  });

  it('says where the copies are when its database is damaged', async () => {
    writeFileSync(join(folder, 'medlink.db'), 'this was a database once, and is none now'.repeat(200));
    await expect(open(folder)).rejects.toThrow(/is damaged or no database.*backups/);
    // The lock is given back: the same process can try again.
    rmSync(join(folder, 'medlink.db'));
    await (await open(folder)).close();
  });
});
