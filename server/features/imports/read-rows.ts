import type { ReadRow } from './import-types.ts';
import type { CsvTable } from './read-csv.ts';

/** Every row of a table as its reader understands it; rows that could not be read at all are told as such. */
export async function* readRows(
  table: CsvTable,
  read: (values: ReadonlyMap<string, string>) => Omit<ReadRow, 'line'>,
): AsyncGenerator<ReadRow> {
  for await (const row of table.rows()) {
    if ('problem' in row) {
      const broken = { severity: 'error', field: null, value: null, message: row.problem } as const;
      yield { line: row.line, record: undefined, findings: [broken] };
    } else {
      yield { line: row.line, ...read(row.values) };
    }
  }
}
