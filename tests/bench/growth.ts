import { medianRound, type Round } from './stats.ts';
import { atMost, type Line } from './report.ts';
import type { Work } from './works.ts';

const MOST = 1.3;
const CLIENTS = 16;

/** The same work in a clinic and in one with ten times the visits, round by round in turn. */
export async function compareGrowth(
  small: readonly Work[],
  large: readonly Work[],
  rounds: number,
): Promise<Line[]> {
  const lines: Line[] = [];
  for (const [i, work] of small.entries()) {
    const other = large[i];
    if (other === undefined) continue;
    const [before, after] = await inTurn(work, other, rounds);
    const times = before.perSec / after.perSec;
    lines.push({
      work: `10x the visits: ${work.name}`,
      concurrency: CLIENTS,
      ours: after,
      rawPerSec: before.perSec,
      goals: [atMost('costs', MOST, times)],
      note: `is ${times.toFixed(2)}`,
    });
  }
  return lines;
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
