import { sql } from 'kysely';
import { type AnyRule, type PersonalData, personalTables, type Subject } from '../../db/personal-data.ts';
import { copiedRow, type PersonalRow } from '../../db/personal-rows.ts';
import type { Db, Query } from '../../db/transact.ts';

/** Read in one go: a few milliseconds in which nobody else has the database. */
const LINES_IN_A_PART = 250;

/** A person's lines of the trail as it stood when the copy was asked for. They never change, so they may be read later. */
export type CopiedTrail = { readonly rule: AnyRule; readonly ids: readonly number[] };

/** Which lines there are, of all charts of the person. Only their numbers: there may be very many. */
export async function findTrail(
  q: Query,
  data: PersonalData,
  charts: readonly Subject[],
): Promise<CopiedTrail> {
  const [, rule] = personalTables(data).find(([table]) => table === 'auditEvent') ?? [];
  if (rule === undefined) throw new Error('the trail is about persons');
  const ids = new Set<number>();
  for (const of of charts) {
    const { rows } = await sql<{ id: number }>`SELECT id FROM audit_event WHERE ${rule.rowsOf(of)}`.execute(
      q,
    );
    for (const { id } of rows) ids.add(id);
  }
  return { rule, ids: [...ids].toSorted((one, other) => one - other) };
}

/** The newest of them, in order. */
export function readNewest(q: Query, { rule, ids }: CopiedTrail, count: number): Promise<PersonalRow[]> {
  return readLines(q, rule, ids.slice(-count));
}

/** All of them in parts; between two of them everybody else has the database. */
export async function* readInParts(
  db: Pick<Db, 'read'>,
  { rule, ids }: CopiedTrail,
): AsyncGenerator<readonly PersonalRow[]> {
  for (let at = 0; at < ids.length; at += LINES_IN_A_PART) {
    const part = ids.slice(at, at + LINES_IN_A_PART);
    yield await db.read((q) => readLines(q, rule, part));
  }
}

async function readLines(q: Query, rule: AnyRule, ids: readonly number[]): Promise<PersonalRow[]> {
  const { rows } = await sql<PersonalRow>`SELECT * FROM audit_event
    WHERE id IN (SELECT value FROM json_each(${JSON.stringify(ids)})) ORDER BY id`.execute(q);
  return rows.map((row) => copiedRow(row, rule));
}
