import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findWindow } from '../../electron/launch/find-window.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const window = findWindow(ROOT);
const whyNot = 'whyNot' in window ? window.whyNot : undefined;

describe('the real Electron', () => {
  it(`serves the clinic and ends cleanly${whyNot === undefined ? '' : ` (skipped: ${whyNot})`}`, async (ctx) => {
    if ('whyNot' in window) {
      console.log(`The real Electron is not tried: ${window.whyNot}.`);
      return ctx.skip(window.whyNot);
    }
    const folder = mkdtempSync(join(tmpdir(), 'medlink-electron-'));
    const port = await freePort();
    const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
    // Chromium refuses its sandbox to root, which is who runs many build machines.
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const electron = spawn(window.binary, [...asRoot, ROOT], {
      env: { ...env, MEDLINK_DATA: join(folder, 'clinic'), MEDLINK_PORT: String(port) },
      stdio: 'ignore',
    });
    const exitCode = new Promise((resolve) => electron.once('exit', resolve));

    const answers = () => fetch(`http://127.0.0.1:${port}/healthz`).then((answer) => answer.status);
    await expect.poll(answers, { timeout: 30_000 }).toBe(200);
    electron.kill('SIGTERM');

    expect(await exitCode).toBe(0);
    await expect(answers()).rejects.toThrow(/fetch failed/);
    rmSync(folder, { recursive: true });
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
