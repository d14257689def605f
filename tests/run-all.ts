import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale, DESKTOP, RENDERER } from '../electron/launch/build-if-stale.ts';
import { closingLine, type RunResult, readReport, total } from './test-totals.ts';

type Run = { title: string; project: string; zone: string };

const RUNS: readonly Run[] = [
  { title: 'unit', project: 'unit', zone: 'UTC' },
  // Half an hour off, behind UTC and with daylight saving: finds every rule that forgets the clinic's zone.
  { title: 'unit, far from UTC', project: 'unit', zone: 'America/St_Johns' },
  { title: 'server', project: 'server', zone: 'UTC' },
  { title: 'browser', project: 'browser', zone: 'UTC' },
  { title: 'measured', project: 'measured', zone: 'UTC' },
];

const root = join(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'medlink-tests-'));

try {
  await buildIfStale(root, [RENDERER, DESKTOP]);
  const results: RunResult[] = [];
  // One after the other: what is measured has a machine that does nothing else.
  for (const run of RUNS) results.push(await runProject(run));
  const sum = total(results);
  // A build server may keep the end of the output only: what was red is said there once more.
  for (const failure of sum.red) console.log(`RED ${failure}`);
  console.log(closingLine(sum));
  process.exitCode = sum.isGreen ? 0 : 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}

async function runProject({ title, project, zone }: Run): Promise<RunResult> {
  console.log(`\n== ${title}`);
  const reportFile = join(reports, `${project}-${zone.replaceAll('/', '-')}.json`);
  const exitCode = await runVitest(
    ['--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
    zone,
  );
  return readReport(() => readFileSync(reportFile, 'utf8'), exitCode);
}

function runVitest(args: string[], zone: string): Promise<number> {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [vitest, 'run', '--config', join(root, 'tests', 'vitest.config.ts'), ...args],
      { cwd: root, stdio: 'inherit', env: { ...process.env, TZ: zone } },
    );
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
