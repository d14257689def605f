import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

type Reply = { readonly id: number; readonly answer?: unknown; readonly error?: string };

/** A process of its own that does one thing at a time and answers. */
export type Worker<Jobs extends Record<string, (input: never) => unknown>> = {
  ask<K extends keyof Jobs & string>(
    job: K,
    input: Parameters<Jobs[K]>[0],
  ): Promise<Awaited<ReturnType<Jobs[K]>>>;
  end(): Promise<void>;
};

export function startWorker<Jobs extends Record<string, (input: never) => unknown>>(
  file: string,
): Worker<Jobs> {
  const child = fork(join(import.meta.dirname, file), { serialization: 'advanced' });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let asked = 0;
  child.on('message', ({ id, answer, error }: Reply) => {
    const waiter = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) waiter?.resolve(answer);
    else waiter?.reject(new Error(`${file}: ${error}`));
  });
  child.on('exit', (code) => {
    for (const waiter of waiting.values()) waiter.reject(new Error(`${file} ended with ${code}`));
  });
  return {
    ask: (job, input) => {
      const waiter = Promise.withResolvers<unknown>();
      waiting.set(++asked, waiter);
      child.send({ id: asked, job, input });
      return waiter.promise as Promise<never>;
    },
    end: () => ended(child),
  };
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.disconnect();
  return gone;
}

/** In the worker: answers each job; ends when the one who asks is gone. */
export function serveJobs(jobs: Record<string, (input: never) => unknown>): void {
  const reply = (message: Reply) => process.send?.(message);
  process.on('disconnect', () => process.exit(0));
  const answer = async ({ id, job, input }: { id: number; job: string; input: never }) => {
    try {
      reply({ id, answer: await jobs[job]?.(input) });
    } catch (error) {
      reply({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  };
  process.on('message', (asked: Parameters<typeof answer>[0]) => void answer(asked));
}
