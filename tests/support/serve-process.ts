import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openDataFolder } from '../../server/db/open-data-folder.ts';
import type { Query } from '../../server/db/transact.ts';
import { recordAudit } from '../../server/features/audit/audit.repo.ts';
import { systemClock } from '../../server/lib/clock.ts';

const CLI = join(import.meta.dirname, '../../server/cli/main.ts');
const READY = /^listening on (http:\S+)$/;

/** A `medlink serve` of its own; without rate limits, unless the environment given here has them. */
export type ServeProcess = {
  readonly url: string;
  /** From the start of the process to its word that it listens. */
  readonly readyAfterMs: number;
  readonly pid: number | undefined;
  /** Null as long as it runs. */
  exitCode(): number | null;
  /** What it has logged, errors alone: one line each. */
  logged(): readonly string[];
  /** Ends it as a power cut would; resolves when it is gone. */
  killHard(): Promise<void>;
  /** Asks it to close in order. */
  stop(): Promise<void>;
};

export async function serveProcess(
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ServeProcess> {
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [CLI, 'serve', '--data', folder, '--host', '127.0.0.1', '--port', '0'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, MEDLINK_RATE_LIMIT: 'off', MEDLINK_LOG_LEVEL: 'error', ...env },
    },
  );
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const logged: string[] = [];
  const url = await readyLine(child, logged);
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal);
    await gone;
  };
  return {
    url,
    pid: child.pid,
    exitCode: () => child.exitCode,
    logged: () => logged,
    readyAfterMs: performance.now() - startedAt,
    killHard: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** Writes what a clinic needs into a new data folder before anything serves it, with the line that whoever makes accounts leaves. */
export async function fillFolder<T>(folder: string, fill: (q: Query) => Promise<T>): Promise<T> {
  const at = systemClock.now();
  const { db, close } = await openDataFolder(folder, { startedAt: at });
  try {
    return await db.transact(async ({ q }) => {
      await recordAudit(q, { who: null, at }, { action: 'C', subtype: 'setup.fillDemo', objectType: 'user' });
      return fill(q);
    });
  } finally {
    await close();
  }
}

function readyLine(child: ChildProcess, logged: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready`)));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = READY.exec(line)?.[1];
      if (url !== undefined) resolve(url);
      if (line.startsWith('{')) logged.push(line);
    });
  });
}
