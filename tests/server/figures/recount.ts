import Database from 'better-sqlite3';
import type { Figures } from '../../../shared/domain/figures.ts';

export type Asked = { readonly from: string; readonly to: string; readonly doctorId?: string };

/** Minutes of the wall clock in Berlin, whose summer time of that year begins on 29 March, in the night. */
const OPEN_MINUTES = `
  WITH RECURSIVE
    day(date) AS (SELECT :first UNION ALL SELECT date(date, '+1 day') FROM day WHERE date < :last),
    minute(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM minute WHERE n < 1439),
    weekly AS (
      SELECT h.kind, h.doctor_id, day.date, minute.n
      FROM weekly_hours AS h
      JOIN day ON h.weekday = 1 + (strftime('%w', day.date) + 6) % 7
        AND h.valid_from <= day.date AND (h.valid_to IS NULL OR day.date <= h.valid_to)
      JOIN minute ON minute.n >= substr(h.start_time, 1, 2) * 60 + substr(h.start_time, 4, 2)
        AND minute.n < substr(h.end_time, 1, 2) * 60 + substr(h.end_time, 4, 2)
      WHERE NOT EXISTS (SELECT 1 FROM date_exception AS e WHERE e.doctor_id = h.doctor_id AND e.date = day.date)
    ),
    special AS (
      SELECT e.doctor_id, e.date, minute.n
      FROM date_exception AS e
      JOIN minute ON minute.n >= substr(e.start_time, 1, 2) * 60 + substr(e.start_time, 4, 2)
        AND minute.n < substr(e.end_time, 1, 2) * 60 + substr(e.end_time, 4, 2)
      WHERE e.kind = 'open' AND e.date BETWEEN :first AND :last
    ),
    wall AS (
      SELECT doctor_id, date, n FROM weekly WHERE kind = 'open'
      EXCEPT SELECT doctor_id, date, n FROM weekly WHERE kind = 'break'
      UNION SELECT doctor_id, date, n FROM special
    ),
    open AS (
      SELECT doctor_id, date, strftime('%Y-%m-%dT%H:%M:00.000Z', date || ' 00:00', n || ' minutes',
        CASE WHEN date < '2026-03-29' THEN '-1 hours' ELSE '-2 hours' END) AS utc
      FROM wall
      WHERE NOT EXISTS (SELECT 1 FROM clinic_closure AS c WHERE date BETWEEN c.starts_on AND c.ends_on)
    )
  SELECT o.doctor_id, o.date, EXISTS (
      SELECT 1 FROM appointment AS a
      WHERE a.doctor_id = o.doctor_id
        AND a.busy_start BETWEEN date(o.date, '-1 day') AND o.utc AND o.utc < a.busy_end
        AND a.status NOT IN ('cancelled', 'no_show', 'left', 'entered_in_error')
    ) AS is_taken
  FROM open AS o
  WHERE NOT EXISTS (
    SELECT 1 FROM time_off AS t WHERE t.doctor_id = o.doctor_id AND t.starts_at <= o.utc AND o.utc < t.ends_at
  )`;

const WITHIN = `date(starts_at, CASE WHEN starts_at < '2026-03-29T01:00' THEN '+1 hours' ELSE '+2 hours' END)
  BETWEEN :from AND :to AND (:doctorId IS NULL OR doctor_id = :doctorId)`;
const BOOKED_WITHIN = `date(booked_at, CASE WHEN booked_at < '2026-03-29T01:00' THEN '+1 hours' ELSE '+2 hours' END)
  BETWEEN :from AND :to`;
const SEEN = `status IN ('with_doctor', 'completed')`;
const UNIX = (column: string) => `CAST(strftime('%s', ${column}) AS INTEGER)`;

const COUNTS = `
  SELECT count(*) AS visits,
    count(*) FILTER (WHERE ${SEEN}) AS seen,
    count(*) FILTER (WHERE status = 'no_show') AS noShows,
    count(*) FILTER (WHERE status = 'left') AS "left",
    count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
    count(*) FILTER (WHERE status = 'cancelled' AND is_late_cancel = 1) AS lateCancels
  FROM appointment WHERE status != 'entered_in_error' AND ${WITHIN}`;
const WAITS = `
  SELECT (${UNIX('with_doctor_at')} - ${UNIX('arrived_at')}) / 60 AS value FROM appointment
  WHERE ${SEEN} AND source != 'import' AND arrived_at IS NOT NULL AND with_doctor_at IS NOT NULL AND ${WITHIN}`;
const LEADS = `
  SELECT max(0, (${UNIX('starts_at')} - ${UNIX('created_at')}) / 86400) AS value FROM appointment
  WHERE status != 'entered_in_error' AND source NOT IN ('import', 'walk_in') AND ${WITHIN}`;
const CALLS = `SELECT seconds AS value FROM call_time WHERE ${BOOKED_WITHIN}`;

/** Counts the manager's figures again, by SQL alone and with nothing of the program. */
export function createRecount(content: Buffer, { first, last }: { first: string; last: string }) {
  const db = new Database(content);
  db.exec('CREATE TABLE open_minute (doctor_id TEXT, date TEXT, is_taken INTEGER)');
  db.prepare(`INSERT INTO open_minute ${OPEN_MINUTES}`).run({ first, last });

  function ranked(values: string, asked: object) {
    const count = db.prepare(`SELECT count(*) FROM (${values})`).pluck().get(asked) as number;
    const nth = (rank: number) =>
      (db
        .prepare(`SELECT value FROM (${values}) ORDER BY value LIMIT 1 OFFSET ${rank - 1}`)
        .pluck()
        .get(asked) ?? null) as number | null;
    return {
      count,
      median: count === 0 ? null : nth(Math.floor((count + 1) / 2)),
      p90: count === 0 ? null : nth(Math.floor((9 * count + 9) / 10)),
    };
  }

  return (wanted: Asked, hasCalls: boolean): Figures => {
    const asked = { doctorId: null, ...wanted };
    const counts = db.prepare(COUNTS).get(asked) as Record<
      'visits' | 'seen' | 'noShows' | 'left' | 'cancelled' | 'lateCancels',
      number
    >;
    const { openMin, bookedMin } = db
      .prepare(
        `SELECT count(*) AS openMin, coalesce(sum(is_taken), 0) AS bookedMin FROM open_minute
         WHERE date BETWEEN :from AND :to AND (:doctorId IS NULL OR doctor_id = :doctorId)`,
      )
      .get(asked) as { openMin: number; bookedMin: number };
    const due = counts.seen + counts.noShows + counts.left;
    const [wait, lead, calls] = [ranked(WAITS, asked), ranked(LEADS, asked), ranked(CALLS, asked)];
    return {
      ...counts,
      noShowShare: due === 0 ? null : counts.noShows / due,
      lateCancelShare: counts.visits === 0 ? null : counts.lateCancels / counts.visits,
      openMin,
      bookedMin,
      utilisation: openMin === 0 ? null : bookedMin / openMin,
      wait: { count: wait.count, medianMin: wait.median, p90Min: wait.p90 },
      lead: { count: lead.count, medianDays: lead.median },
      toBook: hasCalls ? { count: calls.count, medianSec: calls.median } : null,
    };
  };
}
