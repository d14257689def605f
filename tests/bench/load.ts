import type { Call, LoadJobs, LoadResult } from './load-worker.ts';
import { percentile, type Round } from './stats.ts';
import { startWorker } from './worker.ts';

export type Load = {
  /** Makes the calls and throws when one of them is refused. */
  run(work: LoadWork): Promise<Round & { readonly bytesEach: number }>;
  end(): Promise<void>;
};

export type LoadWork = {
  readonly url: string;
  readonly token?: string;
  readonly calls: readonly Call[];
  readonly total?: number;
  readonly concurrency: number;
};

/** The callers, in a process of their own: what they cost is not the server's. */
export function startLoad(): Load {
  const worker = startWorker<LoadJobs>('load-worker.ts');
  return {
    end: () => worker.end(),
    async run({ url, token, calls, total = calls.length, concurrency }) {
      // What a browser sends with every call.
      const headers: Record<string, string> = { 'accept-encoding': 'gzip, deflate, br' };
      if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
      const result = await worker.ask('run', { url, headers, calls, total, concurrency });
      refuseFailures(result);
      const { latenciesMs, elapsedMs, bytes } = result;
      return {
        p50: percentile(latenciesMs, 0.5),
        p99: percentile(latenciesMs, 0.99),
        perSec: (latenciesMs.length * 1000) / elapsedMs,
        bytesEach: bytes / latenciesMs.length,
      };
    },
  };
}

function refuseFailures({ failures, latenciesMs }: LoadResult): void {
  const [first] = failures;
  if (first === undefined) return;
  throw new Error(
    `${failures.length} of ${latenciesMs.length} calls failed, the first with ${first.status}: ${first.body.slice(0, 400)}`,
  );
}
