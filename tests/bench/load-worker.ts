import { Agent, request as httpRequest } from 'node:http';
import { serveJobs } from './worker.ts';

export type Call = { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: string };

export type LoadJob = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Taken in turn; with fewer calls than `total` they start again. */
  readonly calls: readonly Call[];
  readonly total: number;
  readonly concurrency: number;
};

export type LoadResult = {
  readonly latenciesMs: readonly number[];
  readonly elapsedMs: number;
  readonly bytes: number;
  readonly failures: readonly { readonly status: number; readonly body: string }[];
};

export type LoadJobs = { run: (job: LoadJob) => Promise<LoadResult> };

const jobs: LoadJobs = { run };
serveJobs(jobs);

/** Closed loop: so many callers on kept connections, each asking again as soon as it is answered. */
async function run(job: LoadJob): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: job.concurrency });
  const latenciesMs: number[] = [];
  const failures: { status: number; body: string }[] = [];
  let taken = 0;
  let bytes = 0;
  const caller = async () => {
    while (taken < job.total) {
      const call = job.calls[taken++ % job.calls.length];
      if (call === undefined) return;
      const startedAt = performance.now();
      const answer = await send(agent, job, call);
      latenciesMs.push(performance.now() - startedAt);
      bytes += answer.bytes;
      if (answer.status >= 400) failures.push({ status: answer.status, body: answer.body });
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: job.concurrency }, caller));
  const elapsedMs = performance.now() - startedAt;
  agent.destroy();
  return { latenciesMs, elapsedMs, bytes, failures };
}

function send(
  agent: Agent,
  job: LoadJob,
  call: Call,
): Promise<{ status: number; bytes: number; body: string }> {
  return new Promise((resolve, reject) => {
    const content = call.body === undefined ? {} : { 'content-type': 'application/json' };
    const headers = { ...job.headers, ...content };
    const request = httpRequest(
      `${job.url}${call.path}`,
      { agent, method: call.method, headers },
      (response) => {
        const status = response.statusCode ?? 0;
        let bytes = 0;
        let body = '';
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (status >= 400) body += chunk.toString();
        });
        response.on('end', () => resolve({ status, bytes, body }));
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(call.body);
  });
}
