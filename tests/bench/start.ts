import { spawn } from 'node:child_process';
import { serveClinic } from './clinic-process.ts';
import { atMost, type Line } from './report.ts';
import { median } from './stats.ts';

/** From nothing to a line that says it listens. */
export async function measureStart(folder: string, rounds: number): Promise<Line> {
  const bare: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < rounds; round++) {
    bare.push(await bareNodeMs());
    ours.push(await startMs(folder));
  }
  const [p50, slowest] = [median(ours), Math.max(...ours)];
  return {
    work: 'start to listening',
    ours: { p50, p99: slowest },
    goals: [atMost('ms', 2000, slowest)],
    note: `Node alone ${median(bare).toFixed(0)} ms`,
  };
}

export async function startMs(folder: string): Promise<number> {
  const clinic = await serveClinic(folder);
  await clinic.stop();
  return clinic.readyAfterMs;
}

function bareNodeMs(): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', () => resolve(performance.now() - startedAt)));
}
