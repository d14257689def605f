import type { Round } from './stats.ts';

export type Goal = { readonly text: string; readonly isMet: boolean };

/** One row of the table. Milliseconds, and so many a second. */
export type Line = {
  readonly work: string;
  readonly concurrency?: number;
  readonly ours: Partial<Round>;
  /** The raw limit measured in the same run. */
  readonly rawPerSec?: number;
  readonly goals: readonly Goal[];
  /** What the row shows in another unit, such as memory. */
  readonly note?: string;
};

export function atMost(what: string, limit: number, actual: number): Goal {
  return { text: `${what} <= ${limit}`, isMet: actual <= limit };
}

export function atLeast(what: string, limit: number, actual: number): Goal {
  return { text: `${what} >= ${limit}`, isMet: actual >= limit };
}

const HEADER = ['work', 'clients', 'p50 ms', 'p99 ms', 'per s', 'raw per s', 'ratio', 'goal', ''];

export function formatTable(lines: readonly Line[]): string {
  const rows = [HEADER, ...lines.map(cellsOf)];
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isText = (column: number) => column === 0 || column >= 7;
  return rows
    .map((row) =>
      row
        .map((cell, i) => (isText(i) ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function misses(lines: readonly Line[]): number {
  return lines.flatMap((line) => line.goals).filter((goal) => !goal.isMet).length;
}

function cellsOf({ work, concurrency, ours, rawPerSec, goals, note }: Line): string[] {
  const ratio = rawPerSec === undefined || ours.perSec === undefined ? undefined : ours.perSec / rawPerSec;
  return [
    work,
    concurrency === undefined ? '' : String(concurrency),
    milliseconds(ours.p50),
    milliseconds(ours.p99),
    wholeNumber(ours.perSec),
    wholeNumber(rawPerSec),
    ratio === undefined ? '' : ratio.toFixed(2),
    [...goals.map(({ text }) => text), ...(note === undefined ? [] : [note])].join(', '),
    goals.length === 0 ? '' : goals.every(({ isMet }) => isMet) ? 'ok' : 'MISS',
  ];
}

function milliseconds(value: number | undefined): string {
  if (value === undefined) return '';
  return value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0);
}

function wholeNumber(value: number | undefined): string {
  return value === undefined ? '' : Math.round(value).toLocaleString('en').replaceAll(',', ' ');
}
