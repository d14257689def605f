import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A part of dist/ with what it is made from; paths are relative to the repository. */
export type BuiltPart = { name: string; script: string; output: string; sources: readonly string[] };

export const RENDERER: BuiltPart = {
  name: 'the pages',
  script: 'build:renderer',
  output: 'dist/renderer/desk.html',
  sources: ['renderer', 'shared', 'package-lock.json'],
};

export const DESKTOP: BuiltPart = {
  name: 'the desktop shell',
  script: 'build:electron',
  output: 'dist/electron/main.js',
  sources: ['electron', 'server', 'shared', 'package-lock.json'],
};

/** Builds the parts that are missing or older than their sources; throws when a build fails. */
export async function buildIfStale(root: string, parts: readonly BuiltPart[]): Promise<void> {
  for (const part of parts) {
    if (!isStale(root, part)) continue;
    console.log(`building ${part.name} ...`);
    await runNpmScript(root, part.script);
  }
}

export function isStale(root: string, part: BuiltPart): boolean {
  const builtAtMs = statSync(join(root, part.output), { throwIfNoEntry: false })?.mtimeMs;
  if (builtAtMs === undefined) return true;
  return part.sources.some((source) => newestMtimeMs(join(root, source)) > builtAtMs);
}

function newestMtimeMs(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  // A folder's own time moves when a file in it is deleted.
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestMtimeMs(join(path, name))));
}

function runNpmScript(root: string, script: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // npm is a .cmd on Windows, which only a shell can start.
    const npm = spawn('npm', ['run', '--silent', script], {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    npm.once('error', reject);
    npm.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm run ${script} failed`));
    });
  });
}
