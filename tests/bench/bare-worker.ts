import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import BetterSqlite from 'better-sqlite3';
import Fastify from 'fastify';
import { Server } from 'socket.io';
import type { ServerToClient } from '../../shared/realtime/socket-events.ts';
import { NO_HASH } from '../../server/db/audit-chain.ts';
import { serveJobs } from './worker.ts';

/** The raw limits: what our parts can do on this machine with nothing of ours around them. */
export type BareJobs = {
  /** Rate of: overlap check, insert, audit row, commit on disk. The triggers are dropped: the check is the query. */
  book: (job: { databasePath: string; total: number }) => number;
  /** Rate of: one day with names read and put into JSON. */
  board: (job: { databasePath: string; start: string; end: string; total: number }) => number;
  /** Rate of: reading what takes all doctors' time over some days. */
  busy: (job: { databasePath: string; start: string; end: string; total: number }) => number;
  /** Rate of: charts whose words start so, by full-text index. */
  find: (job: { databasePath: string; words: readonly string[]; total: number }) => number;
  /** A route that does nothing; answers with its address. */
  listen: (job: null) => Promise<string>;
  /** Socket.IO that does nothing but emit; answers with its address. */
  openSockets: (job: null) => Promise<string>;
  emit: (job: { id: string }) => void;
};

const jobs: BareJobs = { book, board, busy, find, listen, openSockets, emit };
serveJobs(jobs);

let io: Server<Record<string, never>, ServerToClient> | undefined;

function book({ databasePath, total }: Parameters<BareJobs['book']>[0]): number {
  const file = open(databasePath);
  for (const event of ['insert', 'update'])
    file.exec(`DROP TRIGGER IF EXISTS appointment_no_overlap_${event}`);
  file.exec('DROP TRIGGER IF EXISTS audit_event_follows');
  const begin = file.prepare('BEGIN IMMEDIATE');
  const commit = file.prepare('COMMIT');
  const overlaps = file
    .prepare(
      `SELECT 1 FROM appointment WHERE doctor_id = ? AND busy_start < ? AND busy_end > ? AND busy_start > ?
         AND status NOT IN ('left', 'no_show', 'cancelled', 'entered_in_error') LIMIT 1`,
    )
    .pluck();
  const insert = file.prepare(
    `INSERT INTO appointment (id, doctor_id, patient_id, room_id, appointment_type_id, starts_at, ends_at, busy_start,
       busy_end, status, status_since, urgency, reason, source, created_by, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'booked', ?, 'medium', '', 'desk', ?, ?, ?)`,
  );
  const audit = file.prepare(
    `INSERT INTO audit_event (recorded_at, type, action, subtype, outcome, user_id, role, patient_id, object_type,
       object_id, object_version, prev_hash, hash)
     VALUES (?, 'appointment', 'C', 'appointment.book', 'success', ?, 'receptionist', ?, 'appointment', ?, 1,
       '${NO_HASH}', '${NO_HASH}')`,
  );
  const ids = (sql: string) => file.prepare(sql).pluck().all() as string[];
  const doctors = ids('SELECT id FROM doctor');
  const patients = ids('SELECT id FROM patient LIMIT 20000');
  const [user] = ids("SELECT id FROM app_user WHERE role = 'receptionist'");
  const [type] = ids('SELECT id FROM appointment_type');
  // Far ahead, after whatever an earlier round has written.
  const latest = file.prepare('SELECT max(starts_at) FROM appointment').pluck().get() as string;
  const firstMs = Math.ceil(Date.parse(latest) / 3_600_000) * 3_600_000 + 86_400_000;
  const now = new Date().toISOString();

  return perSecond(total, (i) => {
    const doctor = doctors[i % doctors.length];
    const startMs = firstMs + Math.floor(i / doctors.length) * 1_200_000;
    const [start, end, dayBefore] = [startMs, startMs + 1_200_000, startMs - 86_400_000].map((ms) =>
      new Date(ms).toISOString(),
    );
    begin.run();
    if (overlaps.get(doctor, end, start, dayBefore) !== undefined) throw new Error('taken');
    const id = randomUUID();
    const patient = patients[i % patients.length];
    insert.run(id, doctor, patient, null, type, start, end, start, end, now, user, now, now);
    audit.run(now, user, patient, id);
    commit.run();
  });
}

function board({ databasePath, start, end, total }: Parameters<BareJobs['board']>[0]): number {
  const day = open(databasePath).prepare(
    `SELECT a.id, a.version, a.doctor_id, a.appointment_type_id, a.room_id, a.starts_at, a.ends_at, a.status, a.status_since,
       a.arrived_at, a.urgency, a.reason, a.source, a.override_reason, a.is_first_visit, a.cancel_code, a.cancel_note,
       a.is_late_cancel, p.id AS patient_id, p.chart_number, p.given_name, p.family_name, p.birth_date, p.sex, p.phone,
       p.needs_interpreter, p.desk_note
     FROM appointment AS a JOIN patient AS p ON p.id = a.patient_id
     WHERE a.starts_at >= ? AND a.starts_at < ? AND a.status <> 'entered_in_error' ORDER BY a.starts_at, a.id`,
  );
  return perSecond(total, () => JSON.stringify(day.all(start, end)));
}

function busy({ databasePath, start, end, total }: Parameters<BareJobs['busy']>[0]): number {
  const rows = open(databasePath).prepare(
    `SELECT doctor_id, busy_start, busy_end FROM appointment WHERE doctor_id IN (SELECT id FROM doctor)
       AND busy_start >= ? AND busy_start < ? AND status NOT IN ('left', 'no_show', 'cancelled', 'entered_in_error')`,
  );
  return perSecond(total, () => rows.all(start, end));
}

function find({ databasePath, words, total }: Parameters<BareJobs['find']>[0]): number {
  const charts = open(databasePath).prepare(
    `SELECT chart_number, given_name, family_name, birth_date, phone FROM patient
     WHERE chart_number IN (SELECT rowid FROM patient_words WHERE patient_words MATCH ? LIMIT 12)`,
  );
  return perSecond(total, (i) => charts.all(`"${words[i % words.length]}"*`));
}

async function listen(): Promise<string> {
  const app = Fastify();
  app.get('/', () => ({ ok: true }));
  return await app.listen({ host: '127.0.0.1', port: 0 });
}

function openSockets(): Promise<string> {
  const http = createServer();
  io = new Server(http);
  const { promise, resolve } = Promise.withResolvers<string>();
  http.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(http.address() as AddressInfo).port}`));
  return promise;
}

function emit({ id }: { id: string }): void {
  const change = {
    type: 'appointment.changed',
    id,
    version: 1,
    doctorId: id,
    patientId: id,
    days: ['2030-01-01'],
  };
  io?.emit('changes', [change] as never, { committedAtMs: performance.timeOrigin + performance.now() });
}

function open(path: string): BetterSqlite.Database {
  const file = new BetterSqlite(path);
  for (const pragma of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'cache_size = -65536',
  ]) {
    file.pragma(pragma);
  }
  return file;
}

function perSecond(total: number, work: (i: number) => unknown): number {
  const startedAt = performance.now();
  for (let i = 0; i < total; i++) work(i);
  return (total * 1000) / (performance.now() - startedAt);
}
