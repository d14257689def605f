import type { FiguresDto, FiguresReport } from '../../../shared/contracts/figures.ts';

type Cell = string | number | null;

/** The names of the columns, and what stands in them; in the file of every clinic the same. */
const COLUMNS: readonly (readonly [string, (figures: FiguresDto) => Cell])[] = [
  ['visits', (of) => of.visits],
  ['seen', (of) => of.seen],
  ['no_shows', (of) => of.noShows],
  ['no_show_share', (of) => of.noShowShare],
  ['left_without_being_seen', (of) => of.left],
  ['cancelled', (of) => of.cancelled],
  ['late_cancels', (of) => of.lateCancels],
  ['late_cancel_share', (of) => of.lateCancelShare],
  ['open_minutes', (of) => of.openMin],
  ['booked_minutes', (of) => of.bookedMin],
  ['utilisation', (of) => of.utilisation],
  ['waits_counted', (of) => of.wait.count],
  ['wait_median_minutes', (of) => of.wait.medianMin],
  ['wait_p90_minutes', (of) => of.wait.p90Min],
  ['lead_times_counted', (of) => of.lead.count],
  ['lead_time_median_days', (of) => of.lead.medianDays],
  ['phone_bookings_counted', (of) => of.toBook?.count ?? null],
  ['time_to_book_median_seconds', (of) => of.toBook?.medianSec ?? null],
];

const BYTE_ORDER_MARK = '\uFEFF';
const DECIMALS = 4;

/** RFC 4180, with the mark by which spreadsheets know UTF-8: the whole, then each period, then each doctor. */
export function csvOf({ total, periods, doctors }: FiguresReport): string {
  const [first, last] = [periods[0]?.from ?? null, periods.at(-1)?.to ?? null];
  const rowOf = (head: readonly Cell[], figures: FiguresDto) => [
    ...head,
    ...COLUMNS.map(([, of]) => of(figures)),
  ];
  const rows = [
    ['part', 'from', 'to', 'doctor', ...COLUMNS.map(([name]) => name)],
    rowOf(['total', first, last, null], total),
    ...periods.map(({ from, to, figures }) => rowOf(['period', from, to, null], figures)),
    ...doctors.map(({ name, figures }) => rowOf(['doctor', first, last, name], figures)),
  ];
  return `${BYTE_ORDER_MARK}${rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('')}`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isInteger(cell) ? String(cell) : cell.toFixed(DECIMALS);
  // A spreadsheet would take it for a formula, and work it out on the reader's own computer.
  const harmless = /^\s*[=+\-@\t\r|%]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n']|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
