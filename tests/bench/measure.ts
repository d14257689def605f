import type { Line } from './report.ts';
import { median, medianRound, type Round } from './stats.ts';
import type { Work } from './works.ts';

/** Rounds of the raw limit and ours in turn, so that a busy moment of the machine meets both. */
export async function measure(work: Work, rounds: number): Promise<Line[]> {
  const lines: Line[] = [];
  for (const concurrency of work.concurrencies) {
    const ours: Round[] = [];
    const raw: number[] = [];
    // The first one warms the connections and the code up.
    await work.round(concurrency);
    for (let round = 0; round < rounds; round++) {
      if (work.raw !== undefined) raw.push(await work.raw());
      ours.push(await work.round(concurrency));
    }
    const shown = medianRound(ours);
    const rawPerSec = raw.length === 0 ? undefined : median(raw);
    const ratio = rawPerSec === undefined ? Number.NaN : shown.perSec / rawPerSec;
    const goals = work.goalsOf?.(concurrency, { ...shown, ratio }) ?? [];
    lines.push({ work: work.name, concurrency, ours: shown, rawPerSec, goals });
  }
  return lines;
}
