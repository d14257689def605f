import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderInUseError, takeDataFolder } from '../../../server/db/data-folder.ts';
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
