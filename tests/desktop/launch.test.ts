import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BuiltPart, isStale } from '../../electron/launch/build-if-stale.ts';
import { electronBinary, hasDisplay } from '../../electron/launch/find-window.ts';
import { runChild } from '../../electron/launch/run-child.ts';
import { appDataFolder, clinicFolder } from '../../electron/system/data-folder.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'medlink-launch-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (path: string, ageSeconds: number) => {
  const full = join(root, path);
  mkdirSync(join(full, '..'), { recursive: true });
  writeFileSync(full, '');
  const at = Date.now() / 1000 - ageSeconds;
  utimesSync(full, at, at);
  utimesSync(join(full, '..'), at, at);
};

describe('a built part', () => {
  const part: BuiltPart = { name: 'pages', script: 'x', output: 'dist/desk.html', sources: ['src', 'lock'] };

  it('is stale when it is missing', () => {
    write('src/deep/a.ts', 100);

    expect(isStale(root, part)).toBe(true);
  });

  it('is fresh when it is younger than its sources', () => {
    write('src/deep/a.ts', 100);
    write('lock', 100);
    utimesSync(join(root, 'src'), 1, 1);
    write('dist/desk.html', 50);

    expect(isStale(root, part)).toBe(false);
  });

  it('is stale when a source deep inside changed', () => {
    write('dist/desk.html', 50);
    write('src/deep/a.ts', 10);

    expect(isStale(root, part)).toBe(true);
  });
});

describe("Electron's binary", () => {
  it('is missing where it was never fetched', () => {
    mkdirSync(join(root, 'node_modules', 'electron'), { recursive: true });

    expect(electronBinary(root, {})).toBeUndefined();
  });

  it('is missing when only its name is there', () => {
    write('node_modules/electron/path.txt', 0);
    writeFileSync(join(root, 'node_modules/electron/path.txt'), 'electron');

    expect(electronBinary(root, {})).toBeUndefined();
  });

  it('is found where the package keeps it', () => {
    write('node_modules/electron/dist/electron', 0);
    write('node_modules/electron/path.txt', 0);
    writeFileSync(join(root, 'node_modules/electron/path.txt'), 'electron');

    expect(electronBinary(root, {})).toBe(join(root, 'node_modules/electron/dist/electron'));
  });
});

describe('a display', () => {
  it.each([
    ['linux', {}, false],
    ['linux', { DISPLAY: '' }, false],
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['darwin', {}, true],
    ['win32', {}, true],
  ] as const)('on %s with %j: %s', (platform, env, expected) => {
    expect(hasDisplay(platform, env)).toBe(expected);
  });
});

describe('the data folder', () => {
  it.each([
    ['linux', {}, '/home/ana/.config/MedLink/clinic'],
    ['linux', { XDG_CONFIG_HOME: '/data/cfg' }, '/data/cfg/MedLink/clinic'],
    ['darwin', {}, '/home/ana/Library/Application Support/MedLink/clinic'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/MedLink/clinic'],
  ] as const)('on %s with %j is %s', (platform, env, expected) => {
    expect(clinicFolder(appDataFolder({ platform, env, home: '/home/ana' }), false)).toBe(expected);
  });

  it('is another one for the demo', () => {
    expect(clinicFolder('/data', true)).not.toBe(clinicFolder('/data', false));
  });
});

describe('a started program', () => {
  const node = (script: string) => ({ command: process.execPath, args: ['-e', script] });

  it('hands its exit code on', async () => {
    expect(await runChild(node('process.exit(7)'))).toBe(7);
  });

  it('ends with 128 and the number of the signal that killed it', async () => {
    expect(await runChild(node('process.kill(process.pid, "SIGTERM")'))).toBe(128 + 15);
  });

  it('is told of our signals', async () => {
    const ready: string[] = [];
    const code = await runChild({
      ...node('process.on("SIGHUP", () => process.exit(3)); setInterval(() => {}, 1000); console.log("up")'),
      onLine: (line) => {
        ready.push(line);
        process.emit('SIGHUP', 'SIGHUP');
      },
    });

    expect(ready).toEqual(['up']);
    expect(code).toBe(3);
  });

  it('fails in words when the program does not exist', async () => {
    await expect(runChild({ command: join(root, 'nothing'), args: [] })).rejects.toThrow(/ENOENT/);
  });
});
