import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { reasonOf, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { FILLED_FORMS } from '../../support/visit-forms.ts';
import { book, newRequestId, wall } from '../../support/visits.ts';

const WORDS = { reason: 'Headache for a week', findings: 'Tense neck', plan: 'Physiotherapy' };

let clinic: TestClinic;
let visit: AppointmentDto;
beforeEach(async () => {
  clinic = await startClinic();
  visit = await book(clinic, { startsAt: wall('10:00') });
  itIsTimeFor(visit);
});
afterEach(() => clinic.close());

const itIsTimeFor = ({ startsAt }: AppointmentDto) => clinic.clock.set(startsAt);
const doctor = () => clinic.call(clinic.actors.doctor).notes;
const sign = (over: object = {}) =>
  doctor().sign({ appointmentId: visit.id, ...WORDS, requestId: newRequestId(), ...over });
const lines = (subtype: string) =>
  clinic.db.read((q) => q.selectFrom('auditEvent').selectAll().where('subtype', '=', subtype).execute());
function isRefused(sql: string): boolean {
  try {
    clinic.db.file.exec(sql);
    return false;
  } catch (error) {
    return /medlink:note_signed|not on a running clinic/.test(String(error));
  }
}

describe('a note of a visit', () => {
  it('stands once it is signed, with who signed it and when, and the trail tells no word of it', async () => {
    expect(await doctor().ofVisit({ appointmentId: visit.id })).toEqual({
      note: null,
      can: { sign: true, amend: false },
    });
    const note = await sign();

    expect(note).toMatchObject({
      ...WORDS,
      authorName: 'Dr. Ana Ruiz',
      typeName: 'Consultation',
      addenda: [],
    });
    expect(note.visitAt).toBe(visit.startsAt);
    expect(await doctor().ofVisit({ appointmentId: visit.id })).toEqual({
      note,
      can: { sign: false, amend: true },
    });
    const [line] = await lines('note.sign');
    expect(line).toMatchObject({ action: 'C', objectId: note.id, patientId: clinic.cast.patient });
    expect(line?.changedFields).toBe('["reason","findings","plan"]');
    for (const word of Object.values(WORDS)) expect(JSON.stringify(line)).not.toContain(word);
    expect(await lines('note.ofVisit')).toHaveLength(2);
    expect(clinic.events.at(-1)).toMatchObject({ type: 'patient.changed', id: clinic.cast.patient });
  });

  it('is signed once, by two screens at once too, and the same call twice is one', async () => {
    const requestId = newRequestId();
    const [first, again] = [await sign({ requestId }), await sign({ requestId })];
    expect(again).toEqual(first);
    expect(await reasonOf(sign({ findings: 'Something else' }))).toBe('note_signed');
    const other = await book(clinic, { startsAt: wall('11:00') });
    itIsTimeFor(other);
    const race = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) => sign({ appointmentId: other.id, findings: `Hand ${n}` })),
    );
    expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await doctor().listForPatient({ patientId: clinic.cast.patient })).items).toHaveLength(2);
  });

  it('says whether the patient answered questions before that visit', async () => {
    expect(await sign()).toMatchObject({ hasAnswers: false });
    const other = await book(clinic, { startsAt: wall('11:00') });
    await clinic
      .call(clinic.actors.patient)
      .forms.answer({ appointmentId: other.id, answers: FILLED_FORMS, expectedVersion: 0 });
    itIsTimeFor(other);
    expect(await sign({ appointmentId: other.id })).toMatchObject({ hasAnswers: true });
    const { items } = await doctor().listForPatient({ patientId: clinic.cast.patient });
    expect(items.map(({ appointmentId, hasAnswers }) => [appointmentId, hasAnswers])).toEqual([
      [other.id, true],
      [visit.id, false],
    ]);
  });

  it('is amended beside what stands, in order, and never in it', async () => {
    const note = await sign();
    const add = (words: string) =>
      doctor().addAddendum({ noteId: note.id, words, requestId: newRequestId() });
    await add('The blood test is normal.');
    const after = await add('Sent to physiotherapy.');

    expect(after).toMatchObject(WORDS);
    expect(after.addenda.map(({ words, authorName }) => [words, authorName])).toEqual([
      ['The blood test is normal.', 'Dr. Ana Ruiz'],
      ['Sent to physiotherapy.', 'Dr. Ana Ruiz'],
    ]);
    expect(await lines('note.addAddendum')).toHaveLength(2);
    expect(await refusedFields(add(''))).toEqual(['words']);
  });

  it('cannot be altered or taken away by anything that reaches the database', async () => {
    const note = await sign();
    await doctor().addAddendum({ noteId: note.id, words: 'Later', requestId: newRequestId() });
    const done = [
      `UPDATE visit_note SET findings = 'Nothing'`,
      `UPDATE visit_note SET reason = '', findings = 'Nothing', plan = ''`,
      `UPDATE visit_note SET signed_at = '2020-01-01T00:00:00.000Z'`,
      `DELETE FROM visit_note`,
      `UPDATE visit_addendum SET words = 'Never'`,
      `DELETE FROM visit_addendum`,
      `UPDATE visit_addendum SET signed_at = '2020-01-01T00:00:00.000Z'`,
    ].filter((statement) => !isRefused(statement));
    expect(done).toEqual([]);
    const replaced = `INSERT OR REPLACE INTO visit_note
      SELECT id, appointment_id, patient_id, author_id, 'x', 'y', 'z', signed_at FROM visit_note`;
    expect(isRefused(replaced)).toBe(true);
    expect((await doctor().ofVisit({ appointmentId: visit.id })).note).toMatchObject({
      ...WORDS,
      addenda: [{ words: 'Later' }],
    });
  });

  it('is refused where it is empty, and of somebody who was not seen', async () => {
    expect(await refusedFields(sign({ reason: '', findings: '  ', plan: '' }))).toEqual(['findings']);
    await book(clinic, { startsAt: wall('11:00') });
    const desk = clinic.call(clinic.actors.reception).appointments;
    await desk.cancel({ id: visit.id, code: 'pat', expectedVersion: 1 });
    expect(await reasonOf(sign())).toBe('illegal_transition');
    expect((await doctor().ofVisit({ appointmentId: visit.id })).can).toEqual({ sign: false, amend: false });
  });
});

describe('a note of a visit that is yet to come', () => {
  it('can be signed once the patient is here, or from the time of the visit on', async () => {
    const [early, later] = [
      await book(clinic, { startsAt: wall('11:00') }),
      await book(clinic, { startsAt: wall('12:00') }),
    ];
    for (const { id: appointmentId } of [early, later])
      expect(await reasonOf(sign({ appointmentId }))).toBe('visit_to_come');
    const desk = clinic.call(clinic.actors.reception).appointments;
    await desk.setStatus({ id: early.id, status: 'arrived', expectedVersion: 1 });
    expect(await sign({ appointmentId: early.id })).toMatchObject(WORDS);
    expect(await reasonOf(sign({ appointmentId: later.id }))).toBe('visit_to_come');
    itIsTimeFor(later);
    expect(await sign({ appointmentId: later.id })).toMatchObject(WORDS);
  });
});

describe('the notes of a patient', () => {
  it('are read by who treats them, the newest visit first and by pages, and by nobody else', async () => {
    const later = await book(clinic, { startsAt: wall('10:00', '2026-03-04') });
    await sign();
    itIsTimeFor(later);
    await sign({ appointmentId: later.id, findings: 'Better' });
    const { patient: patientId } = clinic.cast;
    const first = await doctor().listForPatient({ patientId, limit: 1 });
    const second = await doctor().listForPatient({ patientId, limit: 1, cursor: first.nextCursor ?? '' });

    expect([first, second].flatMap(({ items }) => items.map(({ findings }) => findings))).toEqual([
      'Better',
      'Tense neck',
    ]);
    expect(second.nextCursor).toBeNull();
    const others = {
      reception: 'forbidden',
      admin: 'forbidden',
      patient: 'forbidden',
      otherDoctor: 'not_found',
    };
    for (const [name, reason] of Object.entries(others)) {
      const api = clinic.call(clinic.actors[name as keyof typeof others]).notes;
      expect(await reasonOf(api.listForPatient({ patientId }))).toBe(reason);
    }
  });

  it('go with the chart when two become one', async () => {
    const { otherPatient: to, patient: from } = clinic.cast;
    await sign();
    await clinic.db.transact((tx) => clinic.services.notes.moveToChart(tx, { from, to }));
    await clinic.db.transact(({ q }) => q.updateTable('appointment').set({ patientId: to }).execute());

    expect((await doctor().listForPatient({ patientId: to })).items).toHaveLength(1);
  });
});
