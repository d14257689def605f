import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { RetentionKind, RetentionSettings } from '../../../shared/domain/retention.ts';
import type { PatientId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import { HELD_CHARTS } from '../../db/legal-holds.ts';
import type { Query } from '../../db/transact.ts';
import type { LeftoverKind } from '../leftovers/leftover-files.ts';

/** From when on things are too old, and by which rules. */
export type Cut = { readonly now: Instant; readonly today: CivilDate; readonly settings: RetentionSettings };

/** Kinds whose rows go by their own age; charts are looked at person by person, and files are no rows. */
export type RowKind = Exclude<RetentionKind, 'charts' | LeftoverKind | 'audit' | 'exports'>;

type RowRule = {
  readonly table: string;
  /** The column that says how old a row is. */
  readonly age: RawBuilder<unknown>;
  readonly isDue: (cut: Cut) => RawBuilder<SqlBool>;
  /** What a row is known by, where SQLite gives it no number of its own. */
  readonly key?: string;
  /** Rows of another table that go with it, before it: that table, and its column. */
  readonly goesWith?: { readonly table: string; readonly column: string };
};

const DAY_MIN = 24 * 60;
const daysBefore = ({ now }: Cut, days: number) => addMinutes(now, -days * DAY_MIN);

/** SQLite's own calendar: 29 February plus a year is 1 March. */
function yearsBefore({ now }: Cut, years: number): RawBuilder<unknown> {
  return sql`strftime('%Y-%m-%dT%H:%M:%fZ', ${now}, ${`-${years} years`})`;
}

const NOT_HELD = sql`patient_id NOT IN (${HELD_CHARTS})`;

const RULES: Readonly<Record<RowKind, RowRule>> = {
  requests: {
    table: 'appointment_request',
    age: sql`updated_at`,
    // An accepted one belongs to its visit, an open one to nobody's past.
    isDue: (cut) =>
      sql`status NOT IN ('pending', 'accepted') AND ${NOT_HELD}
        AND updated_at <= ${daysBefore(cut, cut.settings.requestDays)}`,
  },
  waitlist: {
    table: 'waitlist_entry',
    age: sql`updated_at`,
    isDue: (cut) =>
      sql`state IN ('withdrawn', 'expired') AND ${NOT_HELD}
        AND updated_at <= ${daysBefore(cut, cut.settings.requestDays)}`,
    key: 'id',
    goesWith: { table: 'waitlist_invite', column: 'entry_id' },
  },
  corrections: {
    table: 'correction',
    age: sql`decided_at`,
    isDue: (cut) => sql`${NOT_HELD} AND decided_at <= ${yearsBefore(cut, cut.settings.privacyCaseYears)}`,
  },
  privacyRequests: {
    table: 'privacy_request',
    age: sql`decided_at`,
    isDue: (cut) => sql`${NOT_HELD} AND decided_at <= ${yearsBefore(cut, cut.settings.privacyCaseYears)}`,
  },
  sessions: {
    table: 'session',
    age: sql`coalesce(ended_at, expires_at)`,
    isDue: (cut) => sql`coalesce(ended_at, expires_at) <= ${daysBefore(cut, cut.settings.sessionDays)}`,
  },
  invitations: {
    table: 'invitation',
    age: sql`coalesce(accepted_at, revoked_at, expires_at)`,
    isDue: (cut) =>
      sql`coalesce(accepted_at, revoked_at, expires_at) <= ${daysBefore(cut, cut.settings.sessionDays)}`,
    key: 'id',
  },
  resetCodes: {
    table: 'password_reset',
    age: sql`expires_at`,
    isDue: (cut) => sql`expires_at <= ${daysBefore(cut, cut.settings.sessionDays)}`,
    key: 'secret_hash',
  },
  answers: {
    table: 'idempotency',
    age: sql`created_at`,
    isDue: (cut) => sql`created_at <= ${daysBefore(cut, cut.settings.answerDays)}`,
  },
  sealed: { table: 'sealed_record', age: sql`keep_until`, isDue: ({ now }) => sql`keep_until <= ${now}` },
};

export const ROW_KINDS = Object.keys(RULES) as RowKind[];

export type Counted = { readonly total: number; readonly due: number; readonly oldestAt: Instant | null };

export async function countRows(q: Query, kind: RowKind, cut: Cut): Promise<Counted> {
  const { table, age, isDue } = RULES[kind];
  const { rows } = await sql<Counted>`
    SELECT count(*) AS total, coalesce(sum(${isDue(cut)}), 0) AS due, min(${age}) AS oldest_at
    FROM ${sql.table(table)}`.execute(q);
  return rows[0] ?? { total: 0, due: 0, oldestAt: null };
}

/** Deletes some of what is due; answers how many. */
export async function deleteSome(
  q: Query,
  kind: RowKind,
  { cut, limit }: { cut: Cut; limit: number },
): Promise<number> {
  const { table, isDue, key = 'rowid', goesWith } = RULES[kind];
  // The same ones each time: what is asked is the same, and nobody comes between.
  const due = sql`SELECT ${sql.ref(key)} FROM ${sql.table(table)} WHERE ${isDue(cut)} ORDER BY 1 LIMIT ${limit}`;
  if (goesWith !== undefined)
    await sql`DELETE FROM ${sql.table(goesWith.table)} WHERE ${sql.ref(goesWith.column)} IN (${due})`.execute(
      q,
    );
  const { numAffectedRows } = await sql`
    DELETE FROM ${sql.table(table)} WHERE ${sql.ref(key)} IN (${due})`.execute(q);
  return Number(numAffectedRows ?? 0n);
}

export type CountedCharts = Counted & {
  readonly minors: number;
  readonly hold: number;
  readonly openVisits: number;
};

/** Charts whose last visit (or making, where there was none) is long enough ago. */
export async function countCharts(q: Query, cut: Cut): Promise<CountedCharts> {
  const { rows } = await sql<CountedCharts>`
    WITH chart AS (${charts(cut)})
    SELECT count(*) AS total, min(last_at) AS oldest_at,
      coalesce(sum(is_old AND is_grown AND NOT is_held AND NOT is_open), 0) AS due,
      coalesce(sum(is_old AND NOT is_grown), 0) AS minors,
      coalesce(sum(is_old AND is_grown AND is_held), 0) AS hold,
      coalesce(sum(is_old AND is_grown AND NOT is_held AND is_open), 0) AS open_visits
    FROM chart`.execute(q);
  return rows[0] ?? { total: 0, due: 0, oldestAt: null, minors: 0, hold: 0, openVisits: 0 };
}

export async function findDueCharts(q: Query, cut: Cut, limit: number): Promise<PatientId[]> {
  const { rows } = await sql<{ id: PatientId }>`
    WITH chart AS (${charts(cut)})
    SELECT id FROM chart WHERE is_old AND is_grown AND NOT is_held AND NOT is_open
    ORDER BY last_at LIMIT ${limit}`.execute(q);
  return rows.map(({ id }) => id);
}

/** One that was closed into another is no chart of its own: it goes when the other goes. */
function charts({ now, today, settings }: Cut): RawBuilder<unknown> {
  const { chartYears, minorsUntilAge } = settings;
  // A day more than the years: the clinic's midnight may lie on the other side of UTC's.
  return sql`
    SELECT id, last_at,
      date(last_at, ${`+${chartYears} years`}, '+1 day') <= ${today} AS is_old,
      date(birth_date, ${`+${minorsUntilAge} years`}) <= ${today} AS is_grown,
      seen.id IN (${HELD_CHARTS}) AS is_held,
      (EXISTS (SELECT 1 FROM appointment_request AS r WHERE r.patient_id = seen.id AND r.status = 'pending')
        OR EXISTS (SELECT 1 FROM appointment AS a WHERE a.patient_id = seen.id AND a.ends_at > ${now}
          AND a.status NOT IN ('left', 'no_show', 'cancelled', 'entered_in_error', 'completed'))) AS is_open
    FROM (SELECT id, birth_date, coalesce(
        (SELECT max(a.starts_at) FROM appointment AS a
          WHERE a.patient_id = patient.id AND a.status NOT IN ('cancelled', 'entered_in_error')),
        created_at) AS last_at
      FROM patient WHERE erased_at IS NULL AND merged_into IS NULL) AS seen`;
}
