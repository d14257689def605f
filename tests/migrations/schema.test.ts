import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../server/db/migrator.ts';
import { openSqlite, type SqliteFile } from '../../server/db/open.ts';

const FOLDER = join(import.meta.dirname, '../../server/db');
/** The files whose types together are `Database`, and the line that opens each. */
const SOURCES = [
  [
    'schema.ts',
    'export type Database = TrustTables &\n  FlowTables &\n  NoteTables &\n  FormTables &\n  HoursTables &\n  RecallTables &\n  WaitlistTables & {',
  ],
  ['recall-tables.ts', 'export type RecallTables = {'],
  ['waitlist-tables.ts', 'export type WaitlistTables = {'],
  ['note-tables.ts', 'export type NoteTables = {'],
  ['form-tables.ts', 'export type FormTables = {'],
  ['hours-tables.ts', 'export type HoursTables = {'],
  ['flow-tables.ts', 'export type FlowTables = {'],
  ['trust-tables.ts', 'export type TrustTables = {'],
] as const;
const NUMBERS = ['number', 'Flag'];

type Column = { name: string; isNumber: boolean; isNullable: boolean; isGenerated: boolean };
type Tables = Record<string, Column[]>;

let file: SqliteFile;
beforeAll(async () => {
  file = openSqlite(':memory:');
  await migrate(file);
});
afterAll(() => file.close());

/** The tables as `type Database` writes them down. */
function typedTables(): Tables {
  const tables: Tables = {};
  for (const [name, opening] of SOURCES) {
    const source = readFileSync(join(FOLDER, name), 'utf8').replaceAll(/\/\*\*[\s\S]*?\*\//g, '');
    const body = source.slice(source.indexOf(opening) + opening.length);
    Object.assign(tables, tablesIn(body.slice(0, body.indexOf('\n};'))));
  }
  return tables;
}

function tablesIn(body: string): Tables {
  const tables: Tables = {};
  for (const [, name, columns] of body.matchAll(/(\w+): \{([^}]*)\}/g)) {
    if (name === undefined || columns === undefined) continue;
    tables[snake(name)] = [...columns.matchAll(/(\w+):\s*([^;]+?)\s*(?:;|$)/g)].map(
      ([, column = '', type = '']) => typedColumn(column, type),
    );
  }
  return tables;
}

function typedColumn(name: string, type: string): Column {
  const wrapped = /^Generated(?:Always)?<(.*)>$/.exec(type);
  const options = (wrapped?.[1] ?? type).split('|').map((option) => option.trim());
  return {
    name: snake(name),
    isNumber: options.some((option) => NUMBERS.includes(option)),
    isNullable: options.includes('null'),
    isGenerated: type.startsWith('GeneratedAlways'),
  };
}

/** The tables as the migrations made them. */
function realTables(): Tables {
  const list = file.pragma('table_list') as { schema: string; name: string; type: string }[];
  const own = list.filter(
    (table) => table.schema === 'main' && table.type === 'table' && !/^(sqlite|kysely)_/.test(table.name),
  );
  return Object.fromEntries(own.map(({ name }) => [name, realColumns(name)]));
}

function realColumns(table: string): Column[] {
  const rows = file.pragma(`table_xinfo(${table})`) as {
    name: string;
    type: string;
    notnull: number;
    pk: number;
    hidden: number;
  }[];
  return rows.map((row) => ({
    name: row.name,
    isNumber: row.type.startsWith('INTEGER'),
    // A primary key column and one SQLite works out are never empty here.
    isNullable: row.notnull === 0 && row.pk === 0 && row.hidden === 0,
    isGenerated: row.hidden === 2,
  }));
}

function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const byName = (columns: readonly Column[]) => columns.toSorted((a, b) => (a.name < b.name ? -1 : 1));

describe('the tables the code believes in', () => {
  const typed = typedTables();

  it('are the tables the migrations make', () => {
    // The search index is SQLite's own, reached by plain SQL.
    const real = Object.keys(realTables()).filter((name) => !/^patient_(words|parts)/.test(name));

    expect(Object.keys(typed).toSorted()).toEqual(real.toSorted());
    expect(Object.keys(typed).length).toBeGreaterThan(15);
  });

  it.each(Object.keys(typed))('have the columns of %s', (table) => {
    expect(byName(typed[table] ?? [])).toEqual(byName(realColumns(table)));
  });
});
