import { parse } from 'csv-parse/sync';
import { ImportRefusal } from './import-types.ts';
import { detectEncoding, readLines } from './read-lines.ts';

/** A row by its columns' names, or why it could not be read. `line` is where it begins. */
export type CsvRow =
  | { readonly line: number; readonly values: ReadonlyMap<string, string> }
  | { readonly line: number; readonly problem: string };

export type CsvTable = { readonly columns: readonly string[]; rows(): AsyncGenerator<CsvRow> };

const DELIMITERS = [',', ';', '\t'] as const;
/** A quoted text longer than this is a quote somebody forgot to close. */
const LONGEST_RECORD = 200;
const REPLACEMENT = '\uFFFD';

/**
 * A CSV file of any size: comma, semicolon or tab, quoted or not, with or without a byte-order mark,
 * any line end, UTF-8, UTF-16 or Latin-1. A broken row costs itself only: reading goes on with the next line.
 */
export async function openCsv(path: string): Promise<CsvTable> {
  const encoding = await detectEncoding(path);
  const lines = () => readLines(path, encoding);
  const { delimiter, columns } = await readHeader(lines(), path);
  return { columns, rows: () => rowsOf(lines(), { delimiter, columns }) };
}

async function readHeader(
  lines: AsyncGenerator<string>,
  path: string,
): Promise<{ delimiter: string; columns: string[] }> {
  const { value } = await lines.next();
  await lines.return(undefined);
  const text = value === undefined ? '' : value.trimEnd();
  if (text === '') throw new ImportRefusal(`${path} is empty: it needs a first line with the columns' names`);
  const bare = text.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: bare.split(delimiter).length }));
  const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
  const columns = parseRecord(text, best.delimiter)?.map((name) => name.trim());
  if (columns === undefined)
    throw new ImportRefusal(`${path}: the first line is not a line of columns' names`);
  const twice = columns.find((name, i) => name !== '' && columns.indexOf(name) !== i);
  if (twice !== undefined) throw new ImportRefusal(`${path} has two columns "${twice}"`);
  return { delimiter: best.delimiter, columns };
}

type Shape = { readonly delimiter: string; readonly columns: readonly string[] };

async function* rowsOf(source: AsyncGenerator<string>, shape: Shape): AsyncGenerator<CsvRow> {
  const ahead: string[] = [];
  const fill = async (count: number): Promise<boolean> => {
    while (ahead.length < count) {
      const next = await source.next();
      if (next.done === true) return false;
      ahead.push(next.value);
    }
    return true;
  };
  await fill(1);
  ahead.shift();
  for (let line = 2; await fill(1); ) {
    const count = await recordLength(ahead, fill);
    const row = readRow(ahead.slice(0, count).join(''), { line, count, shape });
    // After a broken row of several lines, all but its first are read anew: the quote may have been the mistake.
    const used = row !== undefined && 'problem' in row ? 1 : count;
    ahead.splice(0, used);
    line += used;
    if (row !== undefined) yield row;
  }
}

/** How many lines the record at the front takes: as many as it needs to close its quotes. */
async function recordLength(
  ahead: readonly string[],
  fill: (count: number) => Promise<boolean>,
): Promise<number> {
  let isOpen = false;
  for (let count = 1; count <= LONGEST_RECORD && (await fill(count)); count++) {
    isOpen = isOpen !== hasOddQuotes(ahead[count - 1] ?? '');
    if (!isOpen) return count;
  }
  return 1;
}

function hasOddQuotes(line: string): boolean {
  let isOdd = false;
  for (let at = line.indexOf('"'); at !== -1; at = line.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}

/** Undefined for an empty line, or one of empty fields, as spreadsheets leave at the end. */
function readRow(
  text: string,
  { line, count, shape }: { line: number; count: number; shape: Shape },
): CsvRow | undefined {
  const fields = parseRecord(text, shape.delimiter);
  if (fields === undefined)
    return { line, problem: 'has a quote that is not closed, or not at the edge of a field' };
  if (fields.every((field) => field.trim() === '')) return undefined;
  const { columns } = shape;
  const extra = fields.slice(columns.length);
  if (fields.length < columns.length || extra.some((field) => field !== '')) {
    const lines = count > 1 ? ` on ${count} lines` : '';
    return { line, problem: `has ${fields.length} fields${lines}, the first line has ${columns.length}` };
  }
  const damaged = fields.findIndex((field) => field.includes(REPLACEMENT));
  if (damaged !== -1) return { line, problem: `has damaged characters in ${columns[damaged] ?? 'a field'}` };
  return { line, values: new Map(columns.map((name, i) => [name, (fields[i] ?? '').trim()])) };
}

function parseRecord(text: string, delimiter: string): string[] | undefined {
  try {
    return parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false })[0] ?? [''];
  } catch {
    // csv-parse names what it stumbled over; for the person with the file its line says more.
    return undefined;
  }
}
