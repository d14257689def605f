import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { insertPatient } from '../support/factories.ts';
import { refusal } from '../support/refusal.ts';
import { startClinic, type TestClinic } from '../support/start-clinic.ts';
import { unguarded } from '../support/unguarded.ts';
import { bookInput, countVisits, DAY, wall } from '../support/visits.ts';

let folder: string;
let clinic: TestClinic;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-full-'));
  clinic = await startClinic({ databasePath: join(folder, 'medlink.db') });
});
afterEach(async () => {
  await clinic.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Books one patient after the other until a booking is refused. */
async function bookUntilRefused() {
  const patients = await clinic.db.transact(async ({ q }) => {
    const ids = [];
    for (let n = 0; n < 60; n++) ids.push(await insertPatient(q, { familyName: `No ${n}` }));
    return ids;
  });
  const { file } = clinic.db;
  // No disk is at hand that is full; SQLite answers the same when a file may not grow.
  unguarded(file).pragma(`max_page_count = ${Number(file.pragma('page_count', { simple: true })) + 4}`);
  const desk = clinic.call(clinic.actors.reception).appointments;
  let booked = 0;
  for (const [n, patientId] of patients.entries()) {
    const input = bookInput(clinic, {
      patientId,
      startsAt: wall('09:00', workday(n)),
      reason: 'x'.repeat(500),
    });
    const answer: unknown = await desk.book(input).catch((error: unknown) => error);
    if (answer instanceof Error) return { booked, refused: refusal(Promise.reject(answer)) };
    booked += 1;
  }
  throw new Error('the disk never filled up');
}

/** Tuesday to Friday, one after the other. */
function workday(n: number): string {
  const noon = Date.parse(`${DAY}T12:00:00Z`);
  return new Date(noon + (Math.floor(n / 4) * 7 + (n % 4)) * 86_400_000).toISOString().slice(0, 10);
}

it('refuses writes on a full disk in a word of its own, half-writes nothing, and goes on reading', async () => {
  const events = clinic.events.length;
  const { booked, refused } = await bookUntilRefused();

  expect(await refused).toMatchObject({ reason: 'storage_full', status: 503 });
  expect(await countVisits(clinic)).toBe(booked);
  expect(clinic.events.slice(events).filter((event) => event.type === 'appointment.changed')).toHaveLength(
    booked,
  );
  const history = await clinic.db.read((q) => q.selectFrom('appointmentChange').selectAll().execute());
  expect(history).toHaveLength(booked);
  expect(clinic.db.file.pragma('integrity_check', { simple: true })).toBe('ok');
  const board = await clinic.call(clinic.actors.reception).appointments.dayBoard({ day: DAY });
  expect(board.columns).toHaveLength(2);

  unguarded(clinic.db.file).pragma('max_page_count = 1073741823');
  const again = await clinic
    .call(clinic.actors.reception)
    .appointments.book(bookInput(clinic, { startsAt: wall('16:00') }));
  expect(again.status).toBe('booked');
});
