import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { personalTables } from '../../../server/db/personal-data.ts';
import { countPersonalRows } from '../../../server/db/personal-rows.ts';
import type { Query } from '../../../server/db/transact.ts';
import { PERSONAL_DATA } from '../../../server/app/personal-data.ts';
import type { AppointmentId, CalendarFeedId, PatientId, SeriesId, UserId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { PASSWORD } from '../../support/actors.ts';
import { comeBack } from '../../support/come-back.ts';
import {
  insertAssignedDoctor,
  insertBreakGlass,
  insertPasskey,
  insertPatient,
} from '../../support/factories.ts';
import { proposeHours } from '../../support/proposals.ts';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { startClinic, TEST_SEAL, type TestClinic } from '../../support/start-clinic.ts';
import { FILLED_FORMS } from '../../support/visit-forms.ts';
import { book, newRequestId, wall } from '../../support/visits.ts';

/** Stands in every field of one person, and nowhere else. */
const MARK = 'Zyxomarkwelt';

let folder: string;
let clinic: TestClinic;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-erase-'));
  clinic = await startClinic({ databasePath: join(folder, 'medlink.db') });
});
afterEach(async () => {
  await clinic.close();
  rmSync(folder, { recursive: true, force: true });
});

const desk = () => clinic.call(clinic.actors.reception);
const admin = () => clinic.call(clinic.actors.admin);
const note = (patientId: PatientId, kind: 'copy' | 'erasure' = 'erasure') =>
  desk().privacy.note({
    patientId,
    kind,
    idDocument: 'passport',
    note: `${MARK} asked`,
    requestId: newRequestId(),
  });
const erase = async (patientId: PatientId, by = admin()) => {
  const { id } = await note(patientId);
  return by.privacy.erase({ id, expectedVersion: 1, password: PASSWORD });
};

/** Where in the whole file (and the log beside it) the mark stands, in any case. */
function findMark(): string[] {
  return ['medlink.db', 'medlink.db-wal'].flatMap((name) => {
    const text = readFileSync(join(folder, name)).toString('latin1').toLowerCase();
    return [...text.matchAll(new RegExp(MARK, 'gi'))].map(({ index }) => `${name}@${index}`);
  });
}

/** A person whose every word is the mark, in every table that knows people. */
async function markNote(appointmentId: AppointmentId): Promise<void> {
  const { notes, appointments } = clinic.call(clinic.actors.doctor);
  const now = clinic.clock.now();
  // Signed at the time of the visit, which is yet to come for the rest.
  clinic.clock.set((await appointments.get({ id: appointmentId })).appointment.startsAt);
  const words = { reason: MARK, findings: MARK, plan: MARK };
  const { id: noteId } = await notes.sign({ appointmentId, ...words, requestId: newRequestId() });
  await notes.addAddendum({ noteId, words: MARK, requestId: newRequestId() });
  clinic.clock.set(now);
  // Unsigned words, which name nobody.
  const draft = { name: `note:${appointmentId}:addendum`, content: '"unsigned"' };
  await clinic.call(clinic.actors.doctor).drafts.keep(draft);
}

async function markForm(appointmentId: AppointmentId): Promise<void> {
  const answers = FILLED_FORMS.map((each) => (each.question === 'reason' ? { ...each, value: MARK } : each));
  await clinic.call(clinic.actors.patient).forms.answer({ appointmentId, answers, expectedVersion: 0 });
}

async function markedPerson(): Promise<PatientId> {
  const patientId = clinic.cast.patient;
  const own = clinic.call(clinic.actors.patient);
  await desk().patients.edit({
    id: patientId,
    expectedVersion: 1,
    changes: {
      givenName: MARK,
      familyName: MARK,
      email: `${MARK}@mail.test`,
      address: MARK,
      language: MARK,
      deskNote: MARK,
    },
  });
  await markWaitlist(patientId);
  await markRecall(patientId);
  const visit = await book(clinic, { reason: MARK });
  await markForm(visit.id);
  await markNote(visit.id);
  await desk().appointments.cancel({ id: visit.id, code: 'pat', note: MARK, expectedVersion: 1 });
  const request = await desk().requests.createFor({
    patientId,
    doctorId: clinic.cast.doctor,
    date: '2026-03-05',
    dayPart: 'morning',
    reason: MARK,
    requestId: newRequestId(),
  });
  await desk().requests.reject({ id: request.id, reason: MARK, expectedVersion: 1 });
  const asked = await own.corrections.ask({
    field: 'familyName',
    wanted: `${MARK}x`,
    note: MARK,
    requestId: newRequestId(),
  });
  await desk().corrections.accept({ id: asked.id, expectedVersion: 1, expectedChartVersion: 2 });
  const declined = await own.corrections.ask({ field: 'other', wanted: MARK, requestId: newRequestId() });
  await desk().corrections.decline({ id: declined.id, expectedVersion: 1, reason: MARK });
  const called = { doctorId: clinic.cast.doctor, roomId: null, kind: 'nurse', note: `For ${MARK}x` } as const;
  await clinic.call(clinic.actors.doctor).signals.send({ ...called, requestId: newRequestId() });
  const proposal = await proposeHours(clinic, { note: `Before ${MARK}x comes` });
  const no = { id: proposal.id, expectedVersion: 1, reason: `${MARK}x is booked` };
  await admin().hours.decline(no);
  await clinic.db.transact(async ({ q }) => {
    const { userId } = clinic.actors.patient;
    await q
      .updateTable('appUser')
      .set({ name: MARK, email: `${MARK}@in.test` })
      .where('id', '=', userId)
      .execute();
    await q
      .updateTable('session')
      .set({ device: MARK, address: MARK })
      .where('userId', '=', userId)
      .execute();
    await q
      .updateTable('patient')
      .set({ phone: MARK, source: MARK, sourceId: MARK })
      .where('id', '=', patientId)
      .execute();
    const at = clinic.clock.now();
    const draft = { name: 'booking', content: JSON.stringify({ patientId, typed: MARK }), updatedAt: at };
    await q
      .insertInto('draft')
      .values({ userId: clinic.actors.reception.userId, ...draft })
      .execute();
    const looked = { items: JSON.stringify([MARK]), copayMinor: null, version: 1 };
    await q
      .insertInto('checkIn')
      .values({ appointmentId: visit.id, checkedBy: userId, checkedAt: at, ...looked })
      .execute();
    await q
      .insertInto('arrival')
      .values({
        appointmentId: visit.id,
        day: '2026-03-02' as CivilDate,
        ticket: 1,
        via: 'desk',
        arrivedAt: at,
      })
      .execute();
    await q.insertInto('visitCall').values({ appointmentId: visit.id, roomId: null, calledAt: at }).execute();
    await markProfile(q, patientId);
    await markSeries(q, patientId);
    await markSecrets(q, userId);
  });
  return patientId;
}

async function markWaitlist(patientId: PatientId): Promise<void> {
  const { type: appointmentTypeId, otherDoctor: doctorId } = clinic.cast;
  const days = { earliestDate: '2026-03-05', latestDate: '2026-03-05', note: MARK };
  const { waitlist } = desk();
  await waitlist.add({ patientId, appointmentTypeId, doctorId, ...days, requestId: newRequestId() });
  const slot = { startsAt: wall('10:00', '2026-03-05'), endsAt: wall('10:30', '2026-03-05') };
  await waitlist.offer({ doctorId, ...slot, requestId: newRequestId() });
}

/** Somebody has tried to reach them. */
async function markRecall(patientId: PatientId): Promise<void> {
  const { recalls } = desk();
  const due = { appointmentTypeId: clinic.cast.type, dueInMonths: 6, requestId: newRequestId() };
  const { id } = await recalls.add({ ...due, patientId });
  await desk().pins.pin({ recallId: id, requestId: newRequestId() });
  await recalls.logContact({ id, kind: 'mailed', expectedVersion: 1, requestId: newRequestId() });
}

async function markProfile(q: Query, patientId: PatientId): Promise<void> {
  const at = clinic.clock.now();
  const { userId: checkedBy } = clinic.actors.reception;
  await q
    .insertInto('patientProfile')
    .values({
      patientId,
      emergencyName: MARK,
      emergencyPhone: MARK,
      emergencyRelationship: MARK,
      insuranceProvider: MARK,
      insuranceNumber: MARK,
      bloodType: 'AB-',
      allergies: MARK,
      conditions: MARK,
      medication: MARK,
    })
    .execute();
  const guardian = { kind: 'proxy', name: MARK, relationship: MARK, phone: MARK, endsOn: null } as const;
  await q
    .insertInto('patientGuardian')
    .values({ patientId, ...guardian })
    .execute();
  await insertAssignedDoctor(q, { patientId, doctorId: clinic.cast.otherDoctor, holdsUntil: null });
  const check = { document: 'passport', checkedBy, checkedAt: at } as const;
  await q
    .insertInto('identityCheck')
    .values({ id: v7(), patientId, ...check })
    .execute();
  const picture = { doctorId: null, content: Buffer.from(MARK), createdAt: at };
  await q
    .insertInto('picture')
    .values({ id: v7(), patientId, ...picture })
    .execute();
  const { userId } = clinic.actors.otherDoctor;
  await insertBreakGlass(q, { userId, patientId, reason: MARK, openedAt: at });
  const held = { reason: MARK, placedBy: userId, placedAt: at };
  const lifted = { liftReason: MARK, liftedBy: userId, liftedAt: at };
  await q
    .insertInto('liftedHold')
    .values({ patientId, ...held, ...lifted })
    .execute();
}

/** One of the person's visits is the first of two. */
async function markSeries(q: Query, patientId: PatientId): Promise<void> {
  const [id, createdAt] = [v7() as SeriesId, clinic.clock.now()];
  const series = { id, rule: JSON.stringify({ time: '10:00' }), visitCount: 2, createdBy: null, createdAt };
  await q.insertInto('series').values(series).execute();
  const visit = await q
    .selectFrom('appointment')
    .select('id')
    .where('patientId', '=', patientId)
    .limit(1)
    .executeTakeFirstOrThrow();
  await q
    .updateTable('appointment')
    .set({ seriesId: id, seriesIndex: 1 })
    .where('id', '=', visit.id)
    .execute();
}

async function markSecrets(q: Query, userId: UserId): Promise<void> {
  const at = clinic.clock.now();
  const until = { sentAt: at, expiresAt: at };
  const code = { userId, email: `${MARK}@code.test`, codeHash: MARK, triesLeft: 5, ...until };
  await q.insertInto('emailCode').values(code).execute();
  await q.insertInto('quickPin').values({ userId, pinHash: MARK, setAt: at }).execute();
  const feed = { id: newRequestId() as CalendarFeedId, userId, name: MARK, secretHash: MARK };
  await q
    .insertInto('calendarFeed')
    .values({ ...feed, createdAt: at, lastReadAt: null })
    .execute();
  await q.insertInto('knownDevice').values({ deviceHash: MARK, userId, lastUsedAt: at }).execute();
  await q.insertInto('recoveryCode').values({ userId, codeHash: MARK }).execute();
  await insertPasskey(q, { userId, name: MARK });
  const factor = { userId, sealedSecret: MARK, createdAt: at, confirmedAt: null };
  await q.insertInto('totpFactor').values(factor).execute();
  const reset = { userId, secretHash: MARK, kind: 'link', issuedBy: null, issuedAt: at } as const;
  await q
    .insertInto('passwordReset')
    .values({ ...reset, expiresAt: at })
    .execute();
}

/**
 * Of these a person who is erased has none yet: a hold forbids it, calls are timed of those who book at the
 * desk, the rest is written by the erasure.
 */
const NOT_MARKED = ['legalHold', 'privacyRequest', 'sealedRecord', 'callTime'];

describe('erasing a person', () => {
  it('leaves no word of them in the whole file where nothing has to be kept', async () => {
    const patientId = await markedPerson();
    expect(findMark().length).toBeGreaterThan(20);
    const of = { patientId, userId: clinic.actors.patient.userId };
    const counts = await clinic.db.read((q) => countPersonalRows(q, PERSONAL_DATA, of));
    const marked = Object.entries(counts).filter(([, count]) => count > 0);
    // A table that knows people and holds nothing of this one proves nothing.
    expect(personalTables(PERSONAL_DATA).length - marked.length).toBe(NOT_MARKED.length);
    expect(NOT_MARKED.filter((table) => counts[table as keyof typeof counts] !== 0)).toEqual([]);

    const erased = await erase(patientId);

    expect(erased).toMatchObject({ status: 'done', keepUntil: null });
    expect(findMark()).toEqual([]);
    expect(clinic.db.file.prepare('SELECT name FROM draft').pluck().all()).toEqual([]);
    console.log(`erase: rows in ${marked.length} tables, 0 places with the mark left in the file`);
  });

  it('keeps every count true: the visits stay, of nobody', async () => {
    const patientId = await markedPerson();
    const count = () => clinic.db.file.prepare('SELECT count(*) FROM appointment').pluck().get();
    const before = [await admin().appointments.counts({ day: '2026-03-03' }), count()];
    await erase(patientId);

    expect([await admin().appointments.counts({ day: '2026-03-03' }), count()]).toEqual(before);
    const board = await desk().appointments.dayBoard({ day: '2026-03-03' });
    expect(JSON.stringify(board)).toContain('Erased');
  });

  it('ends the account at once: sessions, sockets, sign-in', async () => {
    const patientId = await markedPerson();
    clinic.events.length = 0;
    await erase(patientId);

    const own = clinic.actors.patient;
    expect(await clinic.services.auth.bearerOf(clinic.tokens.patient)).toBeNull();
    expect(clinic.events).toContainEqual({
      type: 'session.ended',
      sessionId: own.sessionId,
      userId: own.userId,
    });
    const email = `${own.userId}@erased.invalid`;
    expect(await reasonOf(clinic.call(null).auth.signIn({ email, password: PASSWORD }))).toBe(
      'bad_credentials',
    );
  });

  it('makes the chart nobody’s: not found, not listed, not booked', async () => {
    const patientId = await markedPerson();
    const { chartNumber } = await desk().patients.get({ id: patientId });
    await erase(patientId);

    expect(await reasonOf(desk().patients.get({ id: patientId }))).toBe('not_found');
    expect((await desk().patients.find({ query: String(chartNumber) })).items).toEqual([]);
    expect((await desk().patients.find({ query: MARK })).items).toEqual([]);
    expect((await desk().patients.list({})).items.map(({ id }) => id)).not.toContain(patientId);
    expect(await reasonOf(book(clinic, { patientId }))).toBe('not_found');
    expect(await reasonOf(note(patientId))).toBe('not_found');
    expect(
      clinic.db.file.prepare(`INSERT INTO patient_words (patient_words) VALUES ('integrity-check')`).run(),
    ).toBeDefined();
    expect(
      clinic.db.file.prepare(`INSERT INTO patient_parts (patient_parts) VALUES ('integrity-check')`).run(),
    ).toBeDefined();
  });
});

/** A second chart full of the mark, closed into the person's own. */
async function closedChartOf(patientId: PatientId): Promise<PatientId> {
  return clinic.db.transact(async ({ q }) => {
    const closed = await insertPatient(q, { familyName: MARK, givenName: MARK });
    await markProfile(q, closed);
    await q.updateTable('patient').set({ mergedInto: patientId }).where('id', '=', closed).execute();
    return closed;
  });
}

describe('a person with a chart that was closed into another', () => {
  it('is erased from both', async () => {
    const patientId = await markedPerson();
    const closed = await closedChartOf(patientId);
    await erase(patientId);

    expect(findMark()).toEqual([]);
    expect(await reasonOf(desk().patients.get({ id: closed }))).toBe('not_found');
  });

  it('is erased from all where charts were closed one into the other', async () => {
    const patientId = await markedPerson();
    const middle = await closedChartOf(patientId);
    const first = await closedChartOf(middle);
    await erase(patientId);

    expect(findMark()).toEqual([]);
    const erased = await clinic.db.read((q) =>
      q.selectFrom('patient').select('id').where('erasedAt', 'is not', null).orderBy('id').execute(),
    );
    expect(erased.map(({ id }) => id)).toEqual([patientId, middle, first].toSorted());
  });

  it('is erased from both by a wish noted at the closed one', async () => {
    const patientId = await markedPerson();
    const { id } = await note(await closedChartOf(patientId));
    await admin().privacy.erase({ id, expectedVersion: 1, password: PASSWORD });

    expect(findMark()).toEqual([]);
  });

  it('is kept by a hold on either', async () => {
    const patientId = clinic.cast.patient;
    const closed = await closedChartOf(patientId);
    await desk().privacy.placeHold({ patientId: closed, reason: 'A case at court' });
    const { id } = await note(patientId);

    expect(await admin().privacy.check({ id })).toMatchObject({ canErase: false, obstacles: ['hold'] });
    const attempt = admin().privacy.erase({ id, expectedVersion: 1, password: PASSWORD });
    expect(await reasonOf(attempt)).toBe('erasure_blocked');
    expect(findMark().length).toBeGreaterThan(0);
  });
});

describe('what the law wants kept', () => {
  it('lies under seal until its day: visits and name, nothing one could be reached by', async () => {
    const patientId = await markedPerson();
    const visit = await book(clinic, { reason: MARK });
    clinic.clock.set('2026-03-03T09:00:00Z');
    await desk().appointments.setStatus({ id: visit.id, status: 'completed', expectedVersion: 1 });

    const erased = await erase(patientId, await comeBack(clinic, 'admin'));

    expect(erased.keepUntil).toBe('2036-03-02T23:00:00.000Z');
    // Not even the sealed record can be read without the key.
    expect(findMark()).toEqual([]);
    const { patientId: sealedOf, content } = await clinic.db.read((q) =>
      q.selectFrom('sealedRecord').selectAll().executeTakeFirstOrThrow(),
    );
    const opened = TEST_SEAL.open((JSON.parse(content) as { sealed: string }).sealed, sealedOf) ?? '{}';
    const sealed = JSON.parse(opened) as Record<string, Record<string, unknown>[]>;
    expect(sealed.patient).toMatchObject([{ givenName: MARK, birthDate: '1980-04-12' }]);
    expect(sealed.appointment?.map(({ reason }) => reason)).toEqual([MARK, MARK]);
    expect(opened).not.toMatch(/@mail\.test|@in\.test/);
  });
});

/**
 * Not a person's by any column, or written with no word of theirs: what the staff type, answers that are kept for
 * retries, the trail, what the erasure itself seals, tokens of sessions, which they have none of, who books, and what
 * doctors propose as their hours.
 */
const NEVER_THEIRS = [
  ...['draft', 'roomSignal', 'undoStep', 'idempotency', 'auditEvent', 'sealedRecord', 'refreshToken'],
  ...['series', 'callTime', 'hoursProposal'],
];
/** The clinic's own answer, to a wish about the data or for a chart that was opened with a reason. */
const ANSWERS = ['privacyRequest.note', 'privacyRequest.decisionReason', 'breakGlass.reviewNote'];

describe('what is left of somebody who was erased', () => {
  const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const tables = personalTables(PERSONAL_DATA).filter(([table]) => !NEVER_THEIRS.includes(table));
  const columnsOf = (table: string) =>
    clinic.db.file
      .prepare(`SELECT name FROM pragma_table_info('${snake(table)}')`)
      .pluck()
      .all() as string[];
  type Stored = Record<string, string | number | null>;

  it('takes no row and no word, whatever writes it', async () => {
    const patientId = await markedPerson();
    const of = { patientId, userId: clinic.actors.patient.userId };
    const stored = new Map<string, Stored>();
    for (const [table, { rowsOf }] of tables) {
      const found = await clinic.db.read((q) =>
        sql<Stored>`SELECT * FROM ${sql.table(snake(table))} WHERE ${rowsOf(of)}`.execute(q.withoutPlugins()),
      );
      if (found.rows[0] !== undefined) stored.set(table, found.rows[0]);
    }
    await erase(patientId);

    const taken: string[] = [];
    const attempt = (what: string, statement: string, ...values: unknown[]) => {
      try {
        clinic.db.file.prepare(statement).run(...values);
        taken.push(what);
      } catch (error) {
        // What hung on a row that is gone has nothing left to hang on.
        if (!/medlink:(chart_erased|note_signed)|FOREIGN KEY/.test(String(error)))
          taken.push(`${what}: ${String(error)}`);
      }
    };
    for (const [table, { erase: fates }] of tables) {
      const row = stored.get(table);
      if (row === undefined) continue;
      const columns = columnsOf(table);
      const values = columns.map((column) => row[column]);
      const marks = columns.map(() => '?').join();
      if (table !== 'patient')
        attempt(table, `INSERT INTO ${snake(table)} (${columns.join()}) VALUES (${marks})`, ...values);
      if (fates === 'delete' || 'never' in fates) continue;
      for (const [column, fate] of Object.entries(fates as Record<string, unknown>)) {
        const name = `${table}.${column}`;
        if (fate === 'stays' || ANSWERS.includes(name)) continue;
        const [key] = columns;
        const change = `UPDATE ${snake(table)} SET ${snake(column)} = ? WHERE ${key} = ?`;
        attempt(name, change, row[snake(column)], row[key ?? '']);
      }
    }
    expect(taken).toEqual([]);
    const triggers = clinic.db.file
      .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'")
      .pluck()
      .all();
    const unguarded = tables.filter(([table]) => !triggers.includes(`${snake(table)}_needs_somebody`));
    expect(unguarded.map(([table]) => table)).toEqual(['patient']);
    expect(stored.size).toBeGreaterThan(25);
  });
});

describe('what the staff have typed and not sent', () => {
  it('goes with the person it names, with or without a chart to it; the rest stays', async () => {
    const { patient: patientId, otherPatient } = clinic.cast;
    const keep = (name: string, content: object) =>
      desk().drafts.keep({ name, content: JSON.stringify(content) });
    await keep('by-chart', { patientId });
    await keep('by-name', { note: 'lopez, MARIA called' });
    await keep('by-name-taken-apart', { note: 'Mari\u0301a Lo\u0301pez' });
    await keep('of-another', { patientId: otherPatient, note: 'Maria is not in, Lopezova is' });
    await keep('own:board', { doctor: 'Maria Lopez' });
    // A note of another's visit is a part of their chart, whomever it names.
    const { id: visitId } = await book(clinic, { patientId: otherPatient, startsAt: wall('15:00') });
    await keep(`note:${visitId}:findings`, { text: 'sister of Maria Lopez' });
    const { id } = await note(patientId);
    await admin().privacy.erase({ id, expectedVersion: 1, password: PASSWORD });
    const left = (await desk().drafts.list({})).items.map(({ name }) => name);
    expect(left.toSorted()).toEqual([`note:${visitId}:findings`, 'of-another', 'own:board']);
  });
});

describe('what stands in the way', () => {
  it('is a hold, a visit to come, a request that waits: each named, nothing touched', async () => {
    const { patient: patientId, doctor } = clinic.cast;
    const visit = await book(clinic);
    const request = await desk().requests.createFor({
      patientId,
      doctorId: doctor,
      date: '2026-03-05',
      dayPart: 'morning',
      reason: 'Cough',
      requestId: newRequestId(),
    });
    await desk().privacy.placeHold({ patientId, reason: 'A case at court' });
    const { id } = await note(patientId);
    const attempt = () => admin().privacy.erase({ id, expectedVersion: 1, password: PASSWORD });

    expect(await admin().privacy.check({ id })).toMatchObject({
      canErase: false,
      obstacles: ['hold', 'open_visits', 'open_requests'],
      hold: { reason: 'A case at court', byName: 'Rita Desk' },
      openVisitCount: 1,
      openRequestCount: 1,
    });
    expect(await refusal(attempt())).toMatchObject({ reason: 'erasure_blocked', status: 409 });
    expect((await admin().privacy.list({})).items).toMatchObject([{ id, status: 'open', version: 1 }]);

    await desk().appointments.cancel({ id: visit.id, code: 'pat', expectedVersion: 1 });
    await desk().requests.reject({ id: request.id, reason: 'Leaves', expectedVersion: 1 });
    expect((await refusal(attempt())).details).toEqual({ obstacles: ['hold'] });
    await desk().privacy.liftHold({ patientId, reason: 'Settled', password: PASSWORD });
    expect((await attempt()).status).toBe('done');
  });

  it('is a wrong password, refused beside its field; and a wish for a copy erases nobody', async () => {
    const spare = await clinic.db.transact(({ q }) => insertPatient(q, { familyName: 'Spare' }));
    const { id } = await note(spare);
    const wrong = admin().privacy.erase({ id, expectedVersion: 1, password: 'guessed' });

    expect(await refusedFields(wrong)).toEqual(['password']);
    const copy = await note(spare, 'copy');
    const mixedUp = admin().privacy.erase({ id: copy.id, expectedVersion: 1, password: PASSWORD });
    expect(await reasonOf(mixedUp)).toBe('not_found');
    expect((await desk().patients.get({ id: spare })).familyName).toBe('Spare');
  });
});

describe('a wish to be erased', () => {
  it('is the patient’s own, taken back or answered with a reason, and seen by all at once', async () => {
    const own = clinic.call(clinic.actors.patient);
    clinic.events.length = 0;
    const first = await own.privacy.askErasure({ requestId: newRequestId() });

    expect(clinic.events).toEqual([{ type: 'privacy.changed', patientId: clinic.cast.patient }]);
    expect(await reasonOf(own.privacy.askErasure({ requestId: newRequestId() }))).toBe('already_asked');
    await own.privacy.withdraw({ id: first.id, expectedVersion: 1 });
    const second = await own.privacy.askErasure({ requestId: newRequestId() });
    await admin().privacy.decline({ id: second.id, expectedVersion: 1, reason: 'An invoice is open' });
    expect((await own.privacy.listOwn({})).items).toMatchObject([
      { status: 'declined', decisionReason: 'An invoice is open', can: { withdraw: false } },
      { status: 'withdrawn' },
    ]);
    expect((await desk().privacy.ofPatient({ patientId: clinic.cast.patient })).requests).toHaveLength(2);
  });
});
