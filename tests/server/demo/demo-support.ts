import { migrate } from '../../../server/db/migrator.ts';
import { openSqlite } from '../../../server/db/open.ts';
import type { Row } from '../../../server/db/schema.ts';
import { createDb, type Db } from '../../../server/db/transact.ts';
import { DEMO_SIZE, type DemoOptions } from '../../../server/features/demo/demo-options.ts';
import { fillDemoClinic } from '../../../server/features/demo/fill-demo-clinic.ts';
import { toInstant } from '../../../shared/time/instant.ts';

export const ZONE = 'Europe/Berlin';
/** A Wednesday, 10:40 on the clinic's clock. */
export const MIDMORNING = toInstant('2026-03-04T09:40:00Z');

export const OPTIONS: DemoOptions = {
  ...DEMO_SIZE,
  seed: 7,
  now: MIDMORNING,
  clinicName: 'Lindenhof Clinic',
  timeZone: ZONE,
  language: 'en',
  passwordHash: 'not a hash',
};

export async function openEmptyDb(): Promise<Db> {
  const file = openSqlite(':memory:');
  await migrate(file);
  return createDb(file);
}

export async function filledDb(over: Partial<DemoOptions> = {}): Promise<Db> {
  const db = await openEmptyDb();
  await fillDemoClinic(db, { ...OPTIONS, ...over });
  return db;
}

export const visitsOf = (db: Db): Promise<Row<'appointment'>[]> =>
  db.read((q) => q.selectFrom('appointment').selectAll().orderBy('startsAt').orderBy('id').execute());

/** What the clinic holds, as text: every table but the search index made of them and the migrations' own. */
export function contentOf(db: Db): string {
  const tables = db.file
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'patient_[wp]*' AND name NOT GLOB 'kysely*' ORDER BY name",
    )
    .pluck()
    .all() as string[];
  const rows = tables.map((name) => [name, db.file.prepare(`SELECT * FROM ${name}`).all()] as const);
  // The trail is sealed with a key of its own in each folder.
  return JSON.stringify(rows, (column, value: unknown) => (column === 'seal' ? undefined : value));
}
