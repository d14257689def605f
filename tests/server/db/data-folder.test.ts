import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderInUseError, takeDataFolder } from '../../../server/db/data-folder.ts';
import { backUpTo } from '../../../server/db/backup.ts';
import { openDataFolder } from '../../../server/db/open-data-folder.ts';
import { openSqlite } from '../../../server/db/open.ts';
import { toInstant } from '../../../shared/time/instant.ts';
import { serveProcess } from '../../support/serve-process.ts';

const STARTED = '2026-03-02T07:00:00.000Z';
const CLI = join(import.meta.dirname, '../../../server/cli/main.ts');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A second process that wants to serve the same folder. */
function serveOnceMore(): Promise<{ code: number | null; told: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, 'serve', '--data', folder, '--port', '0'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, MEDLINK_LOG_LEVEL: 'silent' },
    });
    const told: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => told.push(chunk));
    child.once('close', (code) => resolve({ code, told: Buffer.concat(told).toString('utf8') }));
  });
}

describe('a data folder', () => {
  it('belongs to one holder at a time, who is named', () => {
    const held = takeDataFolder(folder, STARTED);

    expect(() => takeDataFolder(folder, STARTED)).toThrow(FolderInUseError);
    expect(() => takeDataFolder(folder, STARTED)).toThrow(`process ${process.pid}, since ${STARTED}`);
    held.release();
    takeDataFolder(folder, STARTED).release();
  });

  it('is made where it is missing, with its place for backups', () => {
    const path = join(folder, 'deep', 'clinic');
    const held = takeDataFolder(path, STARTED);

    expect(existsSync(held.backupsPath)).toBe(true);
    expect(JSON.parse(readFileSync(join(path, 'medlink.pid'), 'utf8'))).toEqual({
      pid: process.pid,
      startedAt: STARTED,
    });
    held.release();
  });

  it('refuses a second process in a sentence, and is free again after a kill -9', {
    timeout: 60_000,
  }, async () => {
    const first = await serveProcess(folder);
    const { code, told } = await serveOnceMore();

    expect(code).toBe(1);
    expect(told).toMatch(/is in use by another MedLink \(process \d+, since .+\)/);
    expect(told).not.toContain('    at ');
    await first.killHard();
    const second = await serveProcess(folder);
    expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
    await second.stop();
  });
});

describe.runIf(process.platform !== 'win32')('what lies in the folder', () => {
  const modeOf = (...names: string[]) => (statSync(join(folder, ...names)).mode & 0o777).toString(8);
  const open = () => openDataFolder(folder, { startedAt: toInstant(STARTED) });
  const modes = () => Object.fromEntries(readdirSync(folder).map((name) => [name, modeOf(name)]));
  const ITS_OWNERS = {
    'medlink.db': '600',
    'medlink.db-wal': '600',
    'medlink.db-shm': '600',
    'medlink.lock': '600',
    'medlink.pid': '600',
    'audit.key': '600',
    'secrets.key': '600',
    backups: '700',
  };
  let umask: number;
  beforeEach(() => {
    umask = process.umask(0);
  });
  afterEach(() => void process.umask(umask));

  it('is its owner’s alone from the first moment, whatever the system would have given', async () => {
    chmodSync(folder, 0o755);
    const clinic = await open();

    expect(modes()).toMatchObject(ITS_OWNERS);
    expect(modeOf()).toBe('700');
    expect(clinic.folder.isPrivate).toBe(true);
    await clinic.close();
  });

  it('is so again after a start where it was open to others, journals of a crash among it', async () => {
    await (await open()).close();
    const other = openSqlite(join(folder, 'medlink.db'));
    other.exec('UPDATE app_user SET version = version');
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o666);
    chmodSync(join(folder, 'backups'), 0o777);
    chmodSync(folder, 0o777);
    const clinic = await open();

    expect(modes()).toMatchObject(ITS_OWNERS);
    expect(modeOf()).toBe('700');
    other.close();
    await clinic.close();
  });

  it('leaves a place of everybody as it is, and says that it is not private', async () => {
    chmodSync(folder, 0o1777);
    const clinic = await open();

    expect(modeOf()).toBe('777');
    expect(clinic.folder.isPrivate).toBe(false);
    expect(modeOf('medlink.db')).toBe('600');
    await clinic.close();
  });

  it('is copied for its owner alone', async () => {
    const clinic = await open();
    backUpTo(clinic.db.file, join(folder, 'copy.db'));

    expect(modeOf('copy.db')).toBe('600');
    await clinic.close();
  });
});
