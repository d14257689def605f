import { setTimeout as sleep } from 'node:timers/promises';
import type { BareJobs } from './bare-worker.ts';
import { createDesk } from './calls.ts';
import { PASSWORD } from './clinics.ts';
import type { ClinicProcess } from './clinic-process.ts';
import { atMost, type Line } from './report.ts';
import type { ScreenJobs } from './screens-worker.ts';
import { percentile } from './stats.ts';
import { startWorker, type Worker } from './worker.ts';
import type { Bench } from './works.ts';

const SCREENS = 200;
const RECEPTIONISTS = [1, 2, 3, 4];
const PAUSE_MS = 30;

/** From the commit to the last of 200 screens, and what the server's memory is then. */
export async function measureScreens(
  clinic: ClinicProcess,
  bench: Bench,
  bare: { worker: Worker<BareJobs>; url: string },
): Promise<Line[]> {
  const commits = Math.max(20, Math.round(100 * bench.scale));
  const screens = startWorker<ScreenJobs>('screens-worker.ts');
  try {
    await screens.ask('open', { url: bare.url, tokens: [''], count: SCREENS });
    const raw = await listen(screens, commits, (i) => bare.worker.ask('emit', { id: `bare ${i}` }));
    await screens.ask('close', null);

    const desks = await Promise.all(RECEPTIONISTS.map((n) => createDesk(clinic.url, PASSWORD, n)()));
    const tokens = desks.map(({ token }) => token);
    await screens.ask('open', { url: clinic.url, tokens, count: SCREENS });
    const calls = (await bench.free()).take(commits);
    const ours = await listen(screens, commits, async (i) => {
      const call = calls[i];
      if (call !== undefined)
        await bench.load.run({ ...(await bench.desk()), calls: [call], concurrency: 1 });
    });
    const memoryMiB = clinic.memoryMiB();
    const p95 = percentile(ours, 0.95);
    const show = (samples: readonly number[]) => ({
      p50: percentile(samples, 0.5),
      p99: percentile(samples, 0.99),
    });
    return [
      { work: 'bare Socket.IO emit to the last of 200', ours: show(raw), goals: [] },
      {
        work: 'commit to the last of 200 screens',
        ours: show(ours),
        goals: [atMost('p95', 50, p95)],
        note: `is ${p95.toFixed(1)}`,
      },
      { work: "server's memory with 200 screens", ours: {}, goals: [], note: `${memoryMiB} MiB` },
    ];
  } finally {
    await screens.end();
  }
}

async function listen(
  screens: Worker<ScreenJobs>,
  commits: number,
  commit: (i: number) => Promise<void>,
): Promise<number[]> {
  const heard = screens.ask('hear', { things: commits });
  for (let i = 0; i < commits; i++) {
    await commit(i);
    await sleep(PAUSE_MS);
  }
  return await heard;
}
