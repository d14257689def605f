import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { parseCivilDate } from '../../../shared/time/civil-date.ts';
import { ImportRefusal, type ImportSource, type ReadRow, type Today } from './import-types.ts';
import { type CsvTable, openCsv } from './read-csv.ts';
import { type Cell, finding, type PatientCells, readPatient } from './read-patient.ts';
import { readRows } from './read-rows.ts';

const ColumnName = z.string().min(1);
const plain = z.union([ColumnName, z.strictObject({ column: ColumnName })]);
/** The file's own words to ours: `{ "W": "female" }`. */
const withValues = z.union([
  ColumnName,
  z.strictObject({ column: ColumnName, values: z.record(z.string(), z.string()).default({}) }),
]);
const dated = z.union([
  ColumnName,
  z.strictObject({
    column: ColumnName,
    format: z
      .string()
      .regex(/^(?=.*DD)(?=.*MM)(?=.*YYYY)(DD|MM|YYYY)([-./ ]?)(DD|MM|YYYY)\2(DD|MM|YYYY)$/, {
        error: 'needs DD, MM and YYYY once each, such as DD.MM.YYYY',
      })
      .default('YYYY-MM-DD'),
  }),
]);

/** How the columns of somebody's patient list are called. */
export const CsvMap = z.strictObject({
  /** The old system's name: with the id it keeps a patient from being brought in twice. */
  source: z.string().trim().min(1).max(40),
  /** The column with the old system's own number of the patient. */
  id: ColumnName,
  columns: z.strictObject({
    givenName: plain,
    familyName: plain,
    birthDate: dated,
    sex: withValues.optional(),
    phone: plain.optional(),
    email: plain.optional(),
    /** One column, or the parts of an address in their order. */
    address: z.union([plain, z.array(ColumnName).min(1)]).optional(),
    language: plain.optional(),
    needsInterpreter: withValues.optional(),
    deskNote: plain.optional(),
  }),
});
export type CsvMap = z.infer<typeof CsvMap>;

export function readCsvMap(path: string): CsvMap {
  if (!existsSync(path)) throw new ImportRefusal(`there is no ${path}`);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ImportRefusal(`${path} is not JSON: ${error instanceof Error ? error.message : ''}`);
  }
  const parsed = CsvMap.safeParse(content);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the map'}: ${issue.message}`);
  throw new ImportRefusal(`${path} is no map of columns:\n  ${lines.join('\n  ')}`);
}

/** A list of patients from another system. */
export async function openMappedPatients(path: string, map: CsvMap, today: Today): Promise<ImportSource> {
  if (!existsSync(path)) throw new ImportRefusal(`there is no ${path}`);
  const table = await openCsv(path);
  const name = basename(path);
  requireMapped(table, map, name);
  return {
    name: map.source,
    files: [{ name, read: () => readRows(table, (values) => patientOf(values, map, today)) }],
  };
}

function requireMapped(table: CsvTable, map: CsvMap, name: string): void {
  const wanted = [
    { key: 'id', column: map.id },
    ...Object.entries(map.columns).flatMap(([key, ref]) => columnsOf(ref).map((column) => ({ key, column }))),
  ];
  const missing = wanted.filter(({ column }) => !table.columns.includes(column));
  if (missing.length === 0) return;
  const lines = missing.map(({ key, column }) => `${key}: there is no column "${column}"`);
  const there = table.columns.map((column) => `"${column}"`).join(', ');
  throw new ImportRefusal(
    `${name} does not fit the map:\n  ${lines.join('\n  ')}\n  The columns are ${there}`,
  );
}

type Ref = string | readonly string[] | { readonly column: string } | undefined;

function columnsOf(ref: Ref): readonly string[] {
  if (ref === undefined) return [];
  if (typeof ref === 'string') return [ref];
  return 'column' in ref ? [ref.column] : ref;
}

function patientOf(values: ReadonlyMap<string, string>, map: CsvMap, today: Today): Omit<ReadRow, 'line'> {
  const { columns } = map;
  const cell = (ref: Ref): Cell => {
    const names = columnsOf(ref);
    const texts = names.map((name) => values.get(name) ?? '').filter(Boolean);
    return { column: names[0] ?? '', value: texts.join(', ') };
  };
  const interpreter = cell(columns.needsInterpreter);
  const isNeeded = YES_NO[translated(interpreter.value, columns.needsInterpreter).toLowerCase()];
  const cells: PatientCells = {
    id: cell(map.id),
    givenName: cell(columns.givenName),
    familyName: cell(columns.familyName),
    birthDate: dateCell(cell(columns.birthDate), columns.birthDate),
    sex: sexCell(cell(columns.sex), columns.sex),
    phone: cell(columns.phone),
    email: cell(columns.email),
    address: cell(columns.address),
    language: cell(columns.language),
    deskNote: cell(columns.deskNote),
    needsInterpreter: isNeeded ?? false,
  };
  const { record, findings } = readPatient(cells, today);
  const unread =
    record !== undefined && isNeeded === undefined
      ? [finding('warning', interpreter, 'left out: is neither yes nor no')]
      : [];
  return { record, findings: [...findings, ...unread] };
}

const YES_NO: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(['yes', 'y', 'true', '1', 'ja', 'x'].map((word) => [word, true])),
  ...Object.fromEntries(['no', 'n', 'false', '0', 'nein', ''].map((word) => [word, false])),
};

const SEX_WORDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['female', 'f', 'w', 'woman', 'weiblich'].map((word) => [word, 'female'])),
  ...Object.fromEntries(['male', 'm', 'man', 'männlich'].map((word) => [word, 'male'])),
  ...Object.fromEntries(['other', 'o', 'd', 'x', 'diverse', 'divers'].map((word) => [word, 'other'])),
  ...Object.fromEntries(['unknown', 'u', '?'].map((word) => [word, 'unknown'])),
};

function sexCell(cell: Cell, ref: CsvMap['columns']['sex']): Cell {
  const word = translated(cell.value, ref);
  return { column: cell.column, value: SEX_WORDS[word.toLowerCase()] ?? word };
}

function translated(value: string, ref: CsvMap['columns']['sex']): string {
  return typeof ref === 'object' ? (ref.values[value] ?? value) : value;
}

function dateCell({ column, value }: Cell, ref: CsvMap['columns']['birthDate']): Cell {
  if (value === '') return { column, value };
  const format = typeof ref === 'object' ? ref.format : 'YYYY-MM-DD';
  const parts = patternOf(format).exec(value)?.groups;
  if (parts === undefined) return { column, value, problem: `is not written ${format}` };
  const two = (text: string | undefined) => (text ?? '').padStart(2, '0');
  const date = `${parts['year'] ?? ''}-${two(parts['month'])}-${two(parts['day'])}`;
  const isReal = parseCivilDate(date) !== undefined;
  return { column, value: date, raw: value, ...(isReal ? {} : { problem: 'is no day of the calendar' }) };
}

/** Without separators the digits have to be all there: 1102 could be two days. */
function patternOf(format: string): RegExp {
  const digits = /[^A-Z]/.test(format) ? '{1,2}' : '{2}';
  const pattern = format
    .replace(/[-./ ]/g, '\\$&')
    .replace('YYYY', '(?<year>\\d{4})')
    .replace('MM', `(?<month>\\d${digits})`)
    .replace('DD', `(?<day>\\d${digits})`);
  return new RegExp(`^${pattern}$`);
}
