import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERSONAL_DATA } from '../../../server/app/personal-data.ts';
import { type Fate, personalTables } from '../../../server/db/personal-data.ts';
import { migrate } from '../../../server/db/migrator.ts';
import { openSqlite, type SqliteFile } from '../../../server/db/open.ts';

type ForeignKey = { table: string; from: string };
type Column = { name: string; notnull: number; hidden: number; pk: number };

/** Columns that name who of the staff acted; the rows are about somebody else. */
const BY_STAFF = /^(created|decided|invited|placed|reviewed|by)_?(by|user)$/;
const WHO = /(^|_)(patient|user|actor)_id$/;

let file: SqliteFile;
beforeAll(async () => {
  file = openSqlite(':memory:');
  await migrate(file);
});
afterAll(() => file.close());

const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const columnsOf = (table: string) => file.pragma(`table_xinfo(${snake(table)})`) as Column[];

/** Whether a table points at a patient or an account other than as the one who did something. */
function pointsAtPeople(table: string): boolean {
  const keys = file.pragma(`foreign_key_list(${snake(table)})`) as ForeignKey[];
  const references = keys
    .filter((key) => key.table === 'patient' || key.table === 'app_user')
    .map((key) => key.from);
  const named = columnsOf(table)
    .map(({ name }) => name)
    .filter((name) => WHO.test(name));
  return [...references, ...named].some((column) => !BY_STAFF.test(column));
}

describe('the registry of personal data', () => {
  const personal = personalTables(PERSONAL_DATA).map(([table]) => table);

  it('knows every table of the database', () => {
    const list = file.pragma('table_list') as { schema: string; name: string; type: string }[];
    const real = list.filter(
      ({ schema, name, type }) =>
        schema === 'main' && type === 'table' && !/^(sqlite|kysely)_|^patient_(words|parts)/.test(name),
    );

    expect(Object.keys(PERSONAL_DATA).map(snake).toSorted()).toEqual(real.map(({ name }) => name).toSorted());
  });

  it('calls no table impersonal that points at a patient or an account', () => {
    const impersonal = Object.keys(PERSONAL_DATA).filter((table) => !personal.includes(table as never));

    expect(impersonal.filter(pointsAtPeople)).toEqual([]);
    expect(pointsAtPeople('appointment')).toBe(true);
    expect(pointsAtPeople('session')).toBe(true);
    expect(impersonal.length).toBeGreaterThan(10);
  });

  it('empties only columns that may be empty, and names what else is written', () => {
    const impossible = personalTables(PERSONAL_DATA).flatMap(([table, { erase }]) => {
      if (erase === 'delete' || 'never' in erase) return [];
      const fates: Readonly<Record<string, Fate>> = erase;
      const strict = columnsOf(table).filter(({ notnull, pk, hidden }) => notnull + pk + hidden > 0);
      return Object.entries(fates)
        .filter(
          ([column, fate]) =>
            typeof fate === 'string' && fate !== 'stays' && strict.some(({ name }) => name === snake(column)),
        )
        .map(([column]) => `${table}.${column}`);
    });

    expect(impossible).toEqual([]);
  });
});
