import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { migrate } from '../../server/db/migrator.ts';
import { openSqlite } from '../../server/db/open.ts';
import { createDb, type Query } from '../../server/db/transact.ts';

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

/** Writes what a clinic needs into a new data folder before anything serves it. */
export async function fillFolder<T>(folder: string, fill: (q: Query) => Promise<T>): Promise<T> {
  const file = openSqlite(join(folder, 'medlink.db'));
  await migrate(file);
  const db = createDb(file);
  try {
    return await db.transact(({ q }) => fill(q));
  } finally {
    await db.close();
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
