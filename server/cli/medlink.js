#!/usr/bin/env node
// Plain JavaScript, because an older Node cannot read TypeScript: it hands over to the Node that npm installed.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const OLDEST_NODE = 24;

if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) {
  await import('./main.ts');
} else {
  const node = join(
    dirname(createRequire(import.meta.url).resolve('node/package.json')),
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  const main = join(import.meta.dirname, 'main.ts');
  const { status } = spawnSync(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
