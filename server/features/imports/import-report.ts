import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Problem } from './import-types.ts';

export type ReportFile = { add(problem: Problem): void; close(): void };

const COLUMNS = ['severity', 'file', 'line', 'field', 'value', 'message'] as const;
const LONGEST_VALUE = 200;

/** Writes each problem as it comes: as CSV, or as JSON lines where the name ends in `.jsonl` or `.json`. */
export function openReport(path: string): ReportFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // It quotes people's data: for the owner's eyes only.
  const file = openSync(path, 'w', 0o600);
  const isJson = /\.jsonl?$/i.test(path);
  if (!isJson) writeSync(file, `\uFEFF${COLUMNS.join(',')}\r\n`);
  return {
    add(problem) {
      const short = { ...problem, value: problem.value?.slice(0, LONGEST_VALUE) ?? null };
      const line = isJson
        ? `${JSON.stringify(Object.fromEntries(COLUMNS.map((column) => [column, short[column]])))}\n`
        : `${COLUMNS.map((column) => csvField(short[column])).join(',')}\r\n`;
      writeSync(file, line);
    },
    close: () => closeSync(file),
  };
}

/** A cell that begins like a formula is run by spreadsheets: an apostrophe in front keeps it text. */
function csvField(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
