import { atMost, type Line } from './report.ts';
import { startMs } from './start.ts';
import { median, medianRound, type Round } from './stats.ts';
import type { Bench, Work } from './works.ts';

const MOST = 1.3;
const CLIENTS = 16;

/** The same work in a clinic and in one with ten times the visits, round by round in turn. */
export async function compareGrowth(
  works: readonly ((bench: Bench) => Promise<Work>)[],
  benches: { small: Bench; large: Bench },
  rounds: number,
): Promise<Line[]> {
  const lines: Line[] = [];
  for (const workOn of works) {
    const [small, large] = [await workOn(benches.small), await workOn(benches.large)];
    const [before, after] = await inTurn(small, large, rounds);
    lines.push(grown(small.name, after, before.perSec / after.perSec));
  }
  return lines;
}

/** The same for the start of the server. */
export async function compareStart(small: string, large: string, rounds: number): Promise<Line> {
  const shown: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    shown[0].push(await startMs(small));
    shown[1].push(await startMs(large));
  }
  const [before, after] = shown.map(median) as [number, number];
  return grown('start to listening', { p50: after, p99: Math.max(...shown[1]) }, after / before);
}

function grown(work: string, ours: Line['ours'], times: number): Line {
  return {
    work: `10x the visits: ${work}`,
    ours,
    goals: [atMost('cost', MOST, times)],
    note: `is ${times.toFixed(2)}`,
  };
}

async function inTurn(a: Work, b: Work, rounds: number): Promise<[Round, Round]> {
  const shown: [Round[], Round[]] = [[], []];
  for (let round = -1; round < rounds; round++) {
    const pair = [await a.round(CLIENTS), await b.round(CLIENTS)] as const;
    if (round < 0) continue;
    shown[0].push(pair[0]);
    shown[1].push(pair[1]);
  }
  return [medianRound(shown[0]), medianRound(shown[1])];
}
