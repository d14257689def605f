import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const CLI = join(import.meta.dirname, '../../server/cli/main.ts');
const READY = /^listening on (http:\S+)$/;

/** `medlink serve` in a process of its own, as a clinic runs it but for the rate limits. */
export type ClinicProcess = {
  readonly url: string;
  /** From the start of the process to its line that it listens. */
  readonly readyAfterMs: number;
  memoryMiB(): number;
  stop(): Promise<void>;
};

export async function serveClinic(folder: string): Promise<ClinicProcess> {
  const startedAt = performance.now();
  // Arguments for Node itself, such as `--cpu-prof --cpu-prof-dir=...`, to see where time goes.
  const nodeArgs = (process.env['MEDLINK_BENCH_NODE_ARGS'] ?? '').split(' ').filter(Boolean);
  const child = spawn(
    process.execPath,
    [...nodeArgs, CLI, 'serve', '--data', folder, '--host', '127.0.0.1', '--port', '0'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, MEDLINK_RATE_LIMIT: 'off', MEDLINK_LOG_LEVEL: 'fatal' },
    },
  );
  const url = await readyLine(child);
  return {
    url,
    readyAfterMs: performance.now() - startedAt,
    memoryMiB: () => memoryMiB(child),
    stop: () => stop(child),
  };
}

export async function withClinicProcess<T>(
  folder: string,
  work: (clinic: ClinicProcess) => Promise<T>,
): Promise<T> {
  const clinic = await serveClinic(folder);
  try {
    return await work(clinic);
  } finally {
    await clinic.stop();
  }
}

function readyLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the clinic's server ended with ${code}`)));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = READY.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}

/** What the operating system counts as resident; NaN where there is no `ps`. */
function memoryMiB(child: ChildProcess): number {
  if (process.platform === 'win32') return Number.NaN;
  const kib = execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' });
  return Math.round(Number(kib) / 1024);
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  return gone;
}
