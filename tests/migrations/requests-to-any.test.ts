import { afterEach, beforeEach, expect, it } from 'vitest';
import { MIGRATIONS } from '../../server/db/migrations/index.ts';
import { migrate } from '../../server/db/migrator.ts';
import { openSqlite, type SqliteFile } from '../../server/db/open.ts';

const NAME = '0079-requests-to-any';
const BEFORE = Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name < NAME));
const SINCE = Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name <= NAME));
const AT = '2026-03-02T08:00:00.000Z';
const STATUSES = ['pending', 'accepted', 'rejected', 'cancelled', 'expired'];

let file: SqliteFile;
beforeEach(async () => {
  file = openSqlite(':memory:');
  await migrate(file, { migrations: BEFORE });
  insert('specialization', { id: 's', name: 'Cardiology' });
  insert('doctor', { id: 'd', name: 'Dr. Ana Ruiz', created_at: AT, updated_at: AT });
  for (const id of ['p', 'closed']) {
    insert('patient', {
      id,
      chart_number: id === 'p' ? 1 : 2,
      given_name: 'Maria',
      family_name: 'Lopez',
      birth_date: '1984-06-12',
      search_text: 'maria lopez',
      name_key: id,
      created_at: AT,
      updated_at: AT,
    });
  }
  insert('appointment_type', {
    id: 't',
    name: 'Consultation',
    duration_min: 30,
    color: 'blue',
    created_at: AT,
    updated_at: AT,
  });
  insert('appointment', {
    id: 'a',
    doctor_id: 'd',
    patient_id: 'p',
    appointment_type_id: 't',
    starts_at: AT,
    ends_at: '2026-03-02T08:30:00.000Z',
    busy_start: AT,
    busy_end: '2026-03-02T08:30:00.000Z',
    status: 'booked',
    status_since: AT,
    urgency: 'medium',
    source: 'request',
    created_at: AT,
    updated_at: AT,
  });
  for (const [n, status] of STATUSES.entries()) insert('appointment_request', asked(status, n));
});
afterEach(() => file.close());

type Row = Readonly<Record<string, string | number | null>>;

function insert(table: string, row: Row): void {
  const columns = Object.keys(row);
  file
    .prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
    )
    .run(row);
}

function asked(status: string, n: number): Row {
  const isDecided = status !== 'pending';
  return {
    id: `r${n}`,
    patient_id: 'p',
    doctor_id: 'd',
    date: '2026-03-05',
    day_part: 'morning',
    urgency: 'high',
    urgency_rank: 3,
    reason: `Reason ${n}`,
    status,
    decided_at: isDecided ? AT : null,
    decided_by: null,
    decision_reason: status === 'rejected' ? 'Full' : null,
    appointment_id: status === 'accepted' ? 'a' : null,
    version: n + 1,
    created_at: AT,
    updated_at: AT,
  };
}

const rows = () => file.prepare('SELECT * FROM appointment_request ORDER BY id').all() as Row[];
const belongings = () =>
  file
    .prepare(
      `SELECT type || ' ' || name FROM sqlite_schema WHERE tbl_name = 'appointment_request' AND sql IS NOT NULL ORDER BY 1`,
    )
    .pluck()
    .all();
const toAny = (n: number): Row => ({ ...asked('pending', n), doctor_id: null, specialization_id: 's' });

it('keeps every request as it was, with its doctor', async () => {
  const before = rows();
  expect(before).toHaveLength(STATUSES.length);
  await migrate(file);

  expect(rows()).toEqual(before.map((row) => ({ ...row, specialization_id: null })));
  expect(file.pragma('integrity_check', { simple: true })).toBe('ok');
});

it('loses no index and no trigger, and keeps what they hold', async () => {
  const before = belongings();
  await migrate(file, { migrations: SINCE });

  expect(new Set(belongings())).toEqual(new Set([...before, 'index appointment_request_one_pending_to_any']));
  expect(() => insert('appointment_request', asked('pending', 8))).toThrow('UNIQUE');
  expect(() => insert('appointment_request', { ...asked('expired', 8), doctor_id: 'nobody' })).toThrow(
    'FOREIGN KEY',
  );
  expect(() => insert('appointment_request', { ...asked('expired', 8), appointment_id: 'a' })).toThrow(
    'CHECK',
  );
  file.prepare(`UPDATE patient SET merged_into = 'p' WHERE id = 'closed'`).run();
  expect(() => insert('appointment_request', { ...asked('expired', 8), patient_id: 'closed' })).toThrow(
    'medlink:chart_closed',
  );
});

it('takes requests to a specialization: one that waits for each part of a day, and never to a doctor as well', async () => {
  await migrate(file);
  insert('appointment_request', toAny(8));

  expect(() => insert('appointment_request', toAny(9))).toThrow('UNIQUE');
  insert('appointment_request', { ...toAny(9), day_part: 'evening' });
  const both = { ...toAny(10), day_part: 'afternoon', doctor_id: 'd' };
  expect(() => insert('appointment_request', both)).toThrow('CHECK');
  expect(() => insert('appointment_request', { ...both, doctor_id: null, specialization_id: null })).toThrow(
    'CHECK',
  );
  expect(() =>
    insert('appointment_request', { ...both, doctor_id: null, specialization_id: 'none' }),
  ).toThrow('FOREIGN KEY');
});
