import { spawn, type SpawnOptions } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';

type Run = {
  command: string;
  args: readonly string[];
  options?: SpawnOptions;
  /** Sees each line the child prints, after it was printed here. */
  onLine?: (line: string) => void;
};

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs a program to its end, hands our signals on to it and answers with its exit code. */
export function runChild({ command, args, options, onLine }: Run): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...options,
      // The channel ends with this process, however it ends: a server never stays behind unseen.
      stdio: onLine === undefined ? 'inherit' : ['inherit', 'pipe', 'inherit', 'ipc'],
    });
    if (child.stdout !== null && onLine !== undefined) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        console.log(line);
        onLine(line);
      });
    }
    const forward = (signal: NodeJS.Signals) => {
      // A terminal sends Ctrl+C to the child as well; a second one would mean "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of FORWARDED) process.on(signal, forward);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      for (const name of FORWARDED) process.off(name, forward);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
