import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

let folder = '';
let running: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-start-'));
});
afterEach(async () => {
  for (const child of running) await stop(child);
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

/** In good order, so that its server goes with it. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const hasEnded = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await hasEnded;
}

/** `npm start` as its script runs it, on a machine without a display. */
function start(dataFolder: string, ...args: string[]) {
  const { DISPLAY: _d, WAYLAND_DISPLAY: _w, ...env } = process.env;
  const child = spawn(process.execPath, ['electron/launch.js', ...args], {
    cwd: ROOT,
    env: { ...env, MEDLINK_DATA: dataFolder, MEDLINK_PORT: '0', MEDLINK_LOG_LEVEL: 'warn' },
  });
  running.push(child);
  let text = '';
  const collect = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return {
    child,
    text: () => text,
    exitCode: new Promise<number | null>((resolve) => child.once('exit', resolve)),
    /** The staff's address, once it is printed. */
    address: async () => {
      await expect.poll(() => text, { timeout: 30_000 }).toMatch(/patients +http\S+\/portal\n/);
      return /staff +(http\S+)\//.exec(text)?.[1] ?? '';
    },
  };
}

describe('npm start without a window', () => {
  it('serves the pages, prints where, and says why no window opens', async () => {
    const program = start(join(folder, 'clinic'));
    const address = await program.address();

    expect(program.text()).toMatch(/No window opens: \S/);
    expect(program.text()).toContain(join(folder, 'clinic'));
    expect(await (await fetch(`${address}/`)).text()).toContain('<div id="root">');
    expect((await fetch(`${address}/portal`)).status).toBe(200);
  });

  it('ends with code 0 on a signal, with its server', async () => {
    const program = start(join(folder, 'clinic'));
    const address = await program.address();

    program.child.kill('SIGTERM');

    expect(await program.exitCode).toBe(0);
    await expect(fetch(address)).rejects.toThrow(/fetch failed/);
  });

  it('takes its server along even when it is killed', async () => {
    const program = start(join(folder, 'clinic'));
    const address = await program.address();

    program.child.kill('SIGKILL');

    await expect.poll(() => fetch(address).catch(() => 'gone'), { timeout: 10_000 }).toBe('gone');
  });

  it('ends with an error in words when the folder is in use', async () => {
    await start(join(folder, 'clinic')).address();
    const second = start(join(folder, 'clinic'));

    expect(await second.exitCode).not.toBe(0);
    expect(second.text()).toMatch(/in use by another MedLink/);
  });
});

describe('npm run demo', () => {
  const signIn = async (address: string, text: string) => {
    const password = /password (\S+) as/.exec(text)?.[1] ?? '';
    const emails = [...text.matchAll(/\S+@demo\.clinic/g)].map(([email]) => email);
    const statuses = await Promise.all(
      ['reception@demo.clinic', 'doctor@demo.clinic', 'patient@demo.clinic', 'admin@demo.clinic'].map(
        async (email) => {
          expect(emails).toContain(email);
          const answer = await fetch(`${address}/trpc/auth.signIn`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ email, password }),
          });
          return answer.status;
        },
      ),
    );
    return statuses;
  };

  it('fills an empty folder once and prints sign-ins that work', async () => {
    const dataFolder = join(folder, 'demo');
    const first = start(dataFolder, '--demo');
    const address = await first.address();
    await expect.poll(first.text).toContain('Press Ctrl+C');

    expect(await signIn(address, first.text())).toEqual([200, 200, 200, 200]);
    first.child.kill('SIGTERM');
    expect(await first.exitCode).toBe(0);
    expect(readdirSync(folder)).toEqual(['demo']);

    const again = start(dataFolder, '--demo');
    await again.address();
    expect(again.text()).not.toContain('filling');
  });
});
