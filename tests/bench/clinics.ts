import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { withNewClinic } from '../../server/cli/open-clinic.ts';
import type { SqliteFile } from '../../server/db/open.ts';
import { DEMO_CLINIC_NAMES, DEMO_TIME_ZONE } from '../../server/features/demo/demo-options.ts';
import { fillDemoClinic } from '../../server/features/demo/fill-demo-clinic.ts';
import { systemClock } from '../../server/lib/clock.ts';
import { hashPassword } from '../../server/lib/passwords.ts';
import { addDays, type CivilDate } from '../../shared/time/civil-date.ts';
import { civilDateOf, dayBounds } from '../../shared/time/clinic-zone.ts';
import { fillDay } from './full-day.ts';

/** No secret: invented people on this machine's loopback. */
export const PASSWORD = 'eleven-quiet-lanterns';
export const VISITS_ON_THE_DAY = 600;

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/bench');
const MIGRATIONS = join(import.meta.dirname, '../../server/db/migrations');

export type ClinicSize = {
  readonly name: string;
  readonly doctors: number;
  readonly patients: number;
  readonly visits: number;
  /** Last touches on the filled database; answers with the day that is measured. */
  readonly finish: (file: SqliteFile, today: CivilDate) => CivilDate;
};

/** A clinic that is filled once a day and only ever copied. */
export type Template = {
  readonly databasePath: string;
  readonly day: CivilDate;
  readonly builtInSec: number;
};

export const BIG: ClinicSize = {
  name: 'big',
  doctors: 50,
  patients: 20_000,
  visits: 200_000,
  finish: keepOneDayOf600,
};
export const TEN_TIMES: ClinicSize = { ...BIG, name: 'ten-times', visits: 2_000_000 };
export const MANY_PATIENTS: ClinicSize = {
  name: 'many-patients',
  doctors: 2,
  patients: 100_000,
  visits: 0,
  finish: (_file, today) => today,
};

export const FULL_SCREEN: ClinicSize = {
  name: 'full-screen',
  doctors: 20,
  patients: 2000,
  visits: 0,
  finish: (file, today) => fillDay(file, today, VISITS_ON_THE_DAY / 20),
};

/** More than any clinic shows at once. */
export const CROWDED_VISITS = 2400;
export const CROWDED: ClinicSize = {
  name: 'crowded',
  doctors: 40,
  patients: CROWDED_VISITS,
  visits: 0,
  finish: (file, today) => fillDay(file, today, CROWDED_VISITS / 40),
};

/** Built beside its place and moved there at the end: a clinic half filled is never measured. */
export async function templateOf(size: ClinicSize): Promise<Template> {
  const now = systemClock.now();
  const today = civilDateOf(now, DEMO_TIME_ZONE);
  const folder = join(CACHE, `${size.name}-${today}-${schemaHash()}`);
  if (!existsSync(folder)) await build(size, folder, today);
  const facts = JSON.parse(readFileSync(join(folder, 'bench.json'), 'utf8')) as Omit<
    Template,
    'databasePath'
  >;
  return { ...facts, databasePath: join(folder, 'medlink.db') };
}

async function build(size: ClinicSize, folder: string, today: CivilDate): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  for (const old of readdirSync(CACHE)) {
    if (old.startsWith(`${size.name}-2`)) rmSync(join(CACHE, old), { recursive: true, force: true });
  }
  const startedAt = performance.now();
  const options = {
    seed: 1,
    now: systemClock.now(),
    clinicName: DEMO_CLINIC_NAMES.en,
    timeZone: DEMO_TIME_ZONE,
    language: 'en' as const,
    doctors: size.doctors,
    patients: size.patients,
    visits: size.visits,
    passwordHash: await hashPassword(PASSWORD),
  };
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  const day = await withNewClinic(partial, async ({ db }) => {
    await fillDemoClinic(db, options);
    return size.finish(db.file, today);
  });
  const builtInSec = Math.round((performance.now() - startedAt) / 1000);
  writeFileSync(join(partial, 'bench.json'), JSON.stringify({ day, builtInSec }));
  renameSync(partial, folder);
}

/** Data folders of their own, removed when the work is done. */
export async function withCopies<T>(
  templates: readonly Template[],
  work: (folders: string[]) => Promise<T>,
): Promise<T> {
  const folders = templates.map((template) => {
    const folder = mkdtempSync(join(CACHE, 'run-'));
    copyFileSync(template.databasePath, join(folder, 'medlink.db'));
    return folder;
  });
  try {
    return await work(folders);
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** The first weekday ahead with enough visits, thinned to exactly 600. */
function keepOneDayOf600(file: SqliteFile, today: CivilDate): CivilDate {
  const count = file
    .prepare('SELECT count(*) FROM appointment WHERE starts_at >= ? AND starts_at < ?')
    .pluck();
  const surplusOf = (day: CivilDate) => {
    const { start, end } = dayBounds(day, DEMO_TIME_ZONE);
    return Number(count.get(start, end)) - VISITS_ON_THE_DAY;
  };
  let day = addDays(today, 1);
  while (surplusOf(day) < 0) day = addDays(day, 1);
  thin(file, dayBounds(day, DEMO_TIME_ZONE), surplusOf(day));
  return day;
}

/** Takes visits away evenly over the day; those that answered a request stay. */
function thin(file: SqliteFile, { start, end }: { start: string; end: string }, surplus: number): void {
  const free = file
    .prepare(
      `SELECT id FROM appointment AS a WHERE starts_at >= ? AND starts_at < ?
         AND NOT EXISTS (SELECT 1 FROM appointment_request WHERE appointment_id = a.id) ORDER BY starts_at, id`,
    )
    .pluck()
    .all(start, end);
  const dropChanges = file.prepare('DELETE FROM appointment_change WHERE appointment_id = ?');
  const drop = file.prepare('DELETE FROM appointment WHERE id = ?');
  for (let i = 0; i < surplus; i++) {
    const id = free[Math.floor((i * free.length) / surplus)];
    dropChanges.run(id);
    drop.run(id);
  }
}

/** Another schema needs another clinic. */
function schemaHash(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(MIGRATIONS).toSorted()) hash.update(readFileSync(join(MIGRATIONS, name)));
  return hash.digest('hex').slice(0, 8);
}
