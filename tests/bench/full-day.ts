import { randomUUID } from 'node:crypto';
import type { SqliteFile } from '../../server/db/open.ts';
import { DEMO_TIME_ZONE } from '../../server/features/demo/demo-options.ts';
import { addDays, type CivilDate, type LocalTime, weekdayOf } from '../../shared/time/civil-date.ts';
import { wallTimeToInstant } from '../../shared/time/clinic-zone.ts';
import { addMinutes } from '../../shared/time/instant.ts';

const OPEN = '08:00' as LocalTime;
const CLOSED = '18:00' as LocalTime;
/** The last hour stays free: more is booked while it is measured. */
const FILLED_MIN = 9 * 60;
const LONGEST_MIN = 15;

/** A working day on which every doctor is open for ten hours and sees so many people, one after the other. */
export function fillDay(file: SqliteFile, today: CivilDate, visitsEach: number): CivilDate {
  let day = addDays(today, 1);
  while (weekdayOf(day) > 5) day = addDays(day, 1);
  const ids = (sql: string) => file.prepare(sql).pluck().all() as string[];
  const [type] = ids(`SELECT id FROM appointment_type WHERE name = 'Follow-up'`);
  const patients = ids('SELECT id FROM patient ORDER BY id');
  const open = file.prepare(
    `INSERT INTO date_exception (doctor_id, date, kind, start_time, end_time) VALUES (?, ?, 'open', ?, ?)`,
  );
  const visit = file.prepare(
    `INSERT INTO appointment (id, doctor_id, patient_id, appointment_type_id, starts_at, ends_at, busy_start, busy_end,
       status, status_since, urgency, reason, source, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'confirmed', ?, 'medium', 'Results of blood test', 'desk', ?, ?)`,
  );
  const opensAt = wallTimeToInstant(day, OPEN, DEMO_TIME_ZONE);
  ids('SELECT id FROM doctor').forEach((doctor, d) => {
    open.run(doctor, day, OPEN, CLOSED);
    const minutes = Math.min(LONGEST_MIN, Math.floor(FILLED_MIN / visitsEach));
    for (let i = 0; i < visitsEach; i++) {
      const start = addMinutes(opensAt, i * minutes);
      const end = addMinutes(start, minutes);
      const patient = patients[d * visitsEach + i];
      visit.run(randomUUID(), doctor, patient, type, start, end, start, end, opensAt, opensAt, opensAt);
    }
  });
  return day;
}
