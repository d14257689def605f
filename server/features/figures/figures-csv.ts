import type { FiguresDto, FiguresReport } from '../../../shared/contracts/figures.ts';
import type { Language } from '../../../shared/domain/languages.ts';
import { FIGURES_SIGNS, FIGURES_WORDS, type FiguresColumn } from './figures-words.ts';

type Cell = string | number | null;

const COLUMNS: readonly (readonly [FiguresColumn, (figures: FiguresDto) => Cell])[] = [
  ['visits', (of) => of.visits],
  ['seen', (of) => of.seen],
  ['noShows', (of) => of.noShows],
  ['noShowShare', (of) => of.noShowShare],
  ['left', (of) => of.left],
  ['cancelled', (of) => of.cancelled],
  ['lateCancels', (of) => of.lateCancels],
  ['lateCancelShare', (of) => of.lateCancelShare],
  ['openMin', (of) => of.openMin],
  ['bookedMin', (of) => of.bookedMin],
  ['utilisation', (of) => of.utilisation],
  ['waits', (of) => of.wait.count],
  ['waitMedian', (of) => of.wait.medianMin],
  ['waitP90', (of) => of.wait.p90Min],
  ['leads', (of) => of.lead.count],
  ['leadMedian', (of) => of.lead.medianDays],
  ['calls', (of) => of.toBook?.count ?? null],
  ['callMedian', (of) => of.toBook?.medianSec ?? null],
];

const BYTE_ORDER_MARK = '\uFEFF';
const DECIMALS = 4;

/**
 * The whole, then each period, then each doctor: RFC 4180, with the mark by which spreadsheets know UTF-8, and
 * between the cells what a spreadsheet of the reader's language expects there.
 */
export function csvOf({ total, periods, doctors }: FiguresReport, language: Language): string {
  const words = FIGURES_WORDS[language];
  const { next } = FIGURES_SIGNS[language];
  const [first, last] = [periods[0]?.from ?? null, periods.at(-1)?.to ?? null];
  const rowOf = (head: readonly Cell[], figures: FiguresDto) => [
    ...head,
    ...COLUMNS.map(([, of]) => of(figures)),
  ];
  const heads = (['part', 'from', 'to', 'doctor', ...COLUMNS.map(([name]) => name)] as const).map(
    (name) => words[name],
  );
  const rows = [
    heads,
    rowOf([words.total, first, last, null], total),
    ...periods.map(({ from, to, figures }) => rowOf([words.period, from, to, null], figures)),
    ...doctors.map(({ name, figures }) => rowOf([words.doctor, first, last, name], figures)),
  ];
  const asLine = (row: readonly Cell[]) => `${row.map((cell) => cellText(cell, language)).join(next)}\r\n`;
  return `${BYTE_ORDER_MARK}${rows.map(asLine).join('')}`;
}

function cellText(cell: Cell, language: Language): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return numberText(cell, FIGURES_SIGNS[language].point);
  // A spreadsheet would take it for a formula, and work it out on the reader's own computer.
  const harmless = /^\s*[=+\-@\t\r|%]/.test(cell) ? `'${cell}` : cell;
  return /[",;\r\n']|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function numberText(value: number, point: string): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(DECIMALS).replace('.', point);
}
