import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
/** Marks the place of the fuses in Electron's binary; version, count and one digit each follow it. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES_AS_DELIVERED = '101100110';

let folder = '';
let packed = '';
let files: string[] = [];

/** Packs for Linux around an empty Electron, which needs no download: what goes in is the same. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-package-'));
  const electron = join(folder, 'electron');
  mkdirSync(join(electron, 'resources'), { recursive: true });
  mkdirSync(join(electron, 'locales'));
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak']) {
    writeFileSync(join(electron, name), '');
  }
  const fuses = Buffer.from([1, FUSES_AS_DELIVERED.length]);
  writeFileSync(
    join(electron, 'electron'),
    Buffer.concat([Buffer.from(SENTINEL), fuses, Buffer.from(FUSES_AS_DELIVERED)]),
  );
  chmodSync(join(electron, 'electron'), 0o755);
  const output = join(folder, 'out');
  execFileSync(
    process.execPath,
    [
      join(ROOT, 'node_modules', 'electron-builder', 'cli.js'),
      '--linux',
      'dir',
      '--x64',
      '--publish=never',
      `-c.electronDist=${electron}`,
      `-c.directories.output=${output}`,
    ],
    { cwd: ROOT, stdio: 'pipe' },
  );
  packed = join(output, 'linux-unpacked');
  files = listArchive(join(packed, 'resources', 'app.asar'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('holds the program and its pages', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/dist/electron/main.js',
        '/dist/electron/preload.cjs',
        '/dist/renderer/desk.html',
        '/dist/renderer/portal.html',
        '/node_modules/fastify/package.json',
      ]),
    );
  });

  it('holds native code for its own system only', () => {
    const native = files.filter((file) => file.endsWith('.node')).map((file) => file.split('/').at(-1));

    expect(native).toContain('linux-x64.node');
    expect(native.filter((name) => !/linux-x64/.test(name ?? ''))).toEqual([]);
  });

  it('holds neither sources nor tests nor the tools that built it', () => {
    const stray = files.filter(
      (file) =>
        /^\/(server|shared|renderer|electron|tests|docs)(\/|$)/.test(file) ||
        /\.(ts|map)$/.test(file) ||
        /^\/node_modules\/(vite|vitest|electron|typescript|playwright-core|@mantine)(\/|$)/.test(file),
    );

    expect(stray).toEqual([]);
  });

  it('turns the fuses as it must', () => {
    const binary = readFileSync(join(packed, 'medlink'));
    const start = binary.indexOf(SENTINEL) + SENTINEL.length + 2;
    const fuses = binary.toString('latin1', start, start + 8);

    // RunAsNode, cookie encryption, NODE_OPTIONS, --inspect, asar integrity, asar only, V8 snapshot, file://.
    expect(fuses).toBe('01001100');
  });
});

type Entry = { files?: Record<string, Entry> };

/** An asar begins with four 32-bit numbers, the last one the length of the JSON that follows: its tree of files. */
function listArchive(path: string): string[] {
  const archive = readFileSync(path);
  const tree = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12))) as Entry;
  return pathsIn(tree, '');
}

function pathsIn(entry: Entry, path: string): string[] {
  if (entry.files === undefined) return [path];
  return Object.entries(entry.files).flatMap(([name, inside]) => pathsIn(inside, `${path}/${name}`));
}
