import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { ActorName } from '../../support/actors.ts';
import { insertVisit } from '../../support/factories.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestApi, type TestClinic } from '../../support/start-clinic.ts';
import { AT_THE_CLINIC, CONSENT, FILLED_FORMS, MEDICINES, NEW_HERE, WHY } from '../../support/visit-forms.ts';
import { book, lastAudit, wall } from '../../support/visits.ts';

type Answer = Parameters<TestApi['forms']['answer']>[0];

let clinic: TestClinic;
let visit: AppointmentDto;
beforeEach(async () => {
  clinic = await startClinic({ now: wall('09:30') });
  visit = await book(clinic);
});
afterEach(() => clinic.close());

const as = (who: ActorName | null) => clinic.call(who === null ? null : clinic.actors[who]).forms;
const fill = (over: Partial<Answer> = {}, who: ActorName | null = 'patient') =>
  as(who).answer({ appointmentId: visit.id, answers: FILLED_FORMS, expectedVersion: 0, ...over });
const own = (who: ActorName | null = 'patient') => as(who).ofOwnVisit({ appointmentId: visit.id });
const state = (who: ActorName | null = 'reception') => as(who).state({ appointmentId: visit.id });
const read = (who: ActorName | null = 'doctor') => as(who).read({ appointmentId: visit.id });
/** The least that may be said, with one question answered in another way, or not at all. */
const saying = (question: string, value?: string) =>
  FILLED_FORMS.flatMap((each) =>
    each.question !== question ? [each] : value === undefined ? [] : [{ ...each, value }],
  );

describe('what is asked before a visit', () => {
  it('is answered once, answered anew by who thinks again, and kept beside what was asked', async () => {
    expect(await own()).toMatchObject({ isOpen: true, version: 0, filledAt: null, answers: [], missing: 8 });
    expect(await fill()).toMatchObject({ version: 1, filledAt: wall('09:30'), missing: 0 });
    const line = { subtype: 'form.answer', type: 'patient', objectId: visit.id };
    expect(await lastAudit(clinic)).toMatchObject({ ...line, action: 'C' });
    expect(clinic.events).toContainEqual(
      expect.objectContaining({ type: 'patient.changed', id: clinic.cast.patient }),
    );
    const answers = [
      ...saying('allergies', 'more'),
      { form: MEDICINES, question: 'allergiesWhich', value: 'Penicillin, a rash' },
    ];
    expect(await fill({ answers, expectedVersion: 1 })).toMatchObject({ version: 2 });
    expect(await lastAudit(clinic)).toMatchObject({ ...line, action: 'U', changedFields: '["answers"]' });

    await clinic.db.transact(({ q }) =>
      q.updateTable('visitForm').set({ questions: '[]', title: '{"en":"Another"}' }).execute(),
    );
    const { filledAt, forms } = await read();
    expect(filledAt).toBe(wall('09:30'));
    expect(forms.map(({ id }) => id)).toEqual([WHY, MEDICINES, AT_THE_CLINIC, CONSENT]);
    expect(forms[1]).toEqual({
      id: MEDICINES,
      title: { en: 'Medicines and allergies', de: 'Medikamente und Allergien' },
      answers: [
        expect.objectContaining({ kind: 'yes_no', value: 'no', says: null, topic: null }),
        expect.objectContaining({
          kind: 'choice',
          value: 'more',
          topic: 'allergies',
          says: {
            en: 'Yes, and the clinic does not know all of them',
            de: 'Ja, und die Praxis kennt noch nicht alle',
          },
        }),
        expect.objectContaining({ kind: 'text', value: 'Penicillin, a rash', topic: 'allergies' }),
      ],
    });
  });

  it('names each answer that is missing, made up, impossible or to a question nobody asked', async () => {
    const wrongIn = async (answers: Answer['answers']) => {
      const { details } = await refusal(fill({ answers }));
      return (details.fields as { path: string }[]).map(({ path }) => path);
    };
    expect(await wrongIn([])).toHaveLength(8);
    expect(await wrongIn(saying('since'))).toEqual([`answers.${WHY}.since`]);
    expect(await wrongIn(saying('since', 'money'))).toEqual([`answers.${WHY}.since`]);
    expect(await wrongIn(saying('contagious', 'maybe'))).toEqual([`answers.${WHY}.contagious`]);
    expect(await wrongIn(saying('consent', 'no'))).toEqual([`answers.${CONSENT}.consent`]);
    expect(await wrongIn(saying('allergies', 'more'))).toEqual([`answers.${MEDICINES}.allergiesWhich`]);
    const whichOf = { form: MEDICINES, question: 'allergiesWhich', value: 'Nuts' };
    expect(await wrongIn([...FILLED_FORMS, whichOf])).toEqual([`answers.${MEDICINES}.allergiesWhich`]);
    const salary = { form: WHY, question: 'salary', value: 'a lot' };
    expect(await wrongIn([...FILLED_FORMS, salary])).toEqual([`answers.${WHY}.salary`]);
    const foreign = { form: crypto.randomUUID(), question: 'reason', value: 'A cough' };
    expect(await wrongIn([...FILLED_FORMS, foreign])).toEqual([`answers.${foreign.form}.reason`]);
    expect(await reasonOf(fill({ answers: [...FILLED_FORMS, ...saying('since')] }))).toBe('invalid_input');
    expect((await state()).filledAt).toBeNull();
  });

  it('can be answered by who sits in the waiting room, until the check-in', async () => {
    const desk = clinic.call(clinic.actors.reception).appointments;
    const { version } = await desk.setStatus({ id: visit.id, status: 'arrived', expectedVersion: 1 });
    await fill();
    await desk.checkIn({ id: visit.id, items: ['forms'], copayMinor: null, expectedVersion: version });
    expect(await refusal(fill({ expectedVersion: 1 }))).toMatchObject({
      reason: 'illegal_transition',
      details: { from: 'checked_in' },
    });
    expect(await own()).toMatchObject({ isOpen: false, version: 1 });
    expect((await read()).forms).toHaveLength(4);
  });

  it('is not asked of a visit that was called off', async () => {
    const desk = clinic.call(clinic.actors.reception).appointments;
    await desk.cancel({ id: visit.id, code: 'pat', note: '', expectedVersion: 1 });
    expect(await reasonOf(fill())).toBe('illegal_transition');
  });

  it('is answered by one of two phones of the same person, and the other is shown how', async () => {
    const outcomes = await Promise.allSettled([fill(), fill({ answers: saying('since', 'weeks') })]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await refusal(fill())).toMatchObject({
      reason: 'stale_version',
      details: { current: { version: 1, answers: expect.any(Array) } },
    });
  });
});

describe('what was said', () => {
  beforeEach(() => fill());

  it('is read by those who treat the patient, each time with a line in the trail', async () => {
    expect((await read()).forms).toHaveLength(4);
    expect(await lastAudit(clinic)).toMatchObject({ subtype: 'form.read', action: 'R', purpose: 'TREAT' });
    for (const who of ['reception', 'admin', 'patient'] as const)
      expect({ who, why: await reasonOf(read(who)) }).toEqual({ who, why: 'forbidden' });
    expect(await reasonOf(read('otherDoctor'))).toBe('not_found');
    expect(await reasonOf(read(null))).toBe('unauthenticated');
  });

  it('is for the desk only that it was said, and what is about no illness', async () => {
    const { answers, ...rest } = await state();
    expect(rest).toEqual({ isAsked: true, filledAt: wall('09:30'), missing: 0 });
    expect(answers.map(({ kind, value }) => [kind, value])).toEqual([
      ['choice', 'walking'],
      ['yes_no', 'yes'],
      ['agree', 'yes'],
    ]);
    for (const who of ['doctor', 'admin', 'patient'] as const)
      expect({ who, why: await reasonOf(state(who)) }).toEqual({ who, why: 'forbidden' });
    expect(await reasonOf(state(null))).toBe('unauthenticated');
    const trail = await clinic.db.read((q) => q.selectFrom('auditEvent').selectAll().execute());
    for (const said of ['cough', 'contagious', 'walking']) {
      expect(JSON.stringify(trail)).not.toContain(said);
      expect(JSON.stringify(clinic.events)).not.toContain(said);
    }
  });

  it('is no longer all where the clinic asks more by now', async () => {
    await insertFirstTimeAnswersNeeded();
    expect(await state()).toMatchObject({ missing: 1 });
    expect(await own()).toMatchObject({ missing: 1, isOpen: true });
  });

  async function insertFirstTimeAnswersNeeded(): Promise<void> {
    await clinic.db.transact(async ({ q }) => {
      const row = await q
        .selectFrom('visitForm')
        .select('questions')
        .where('id', '=', NEW_HERE)
        .executeTakeFirstOrThrow();
      const [first, ...rest] = JSON.parse(row.questions) as { isNeeded: boolean }[];
      const questions = JSON.stringify([{ ...first, isNeeded: true }, ...rest]);
      await q.updateTable('visitForm').set({ questions }).where('id', '=', NEW_HERE).execute();
    });
  }

  it('is the patient’s own, and nobody else’s to see or to say', async () => {
    expect((await own()).answers).toEqual(FILLED_FORMS);
    expect(await reasonOf(own('otherPatient'))).toBe('not_found');
    expect(await reasonOf(fill({}, 'otherPatient'))).toBe('not_found');
    expect(await reasonOf(fill({}, 'reception'))).toBe('forbidden');
    expect(await reasonOf(fill({}, 'doctor'))).toBe('forbidden');
    expect(await reasonOf(fill({}, null))).toBe('unauthenticated');
    expect(await reasonOf(fill({ appointmentId: crypto.randomUUID() }))).toBe('not_found');
  });
});

describe('a first visit', () => {
  it('is asked more than the next one', async () => {
    const asked = async (id: AppointmentDto['id'], who: 'patient' | 'otherPatient') =>
      (await as(who).ofOwnVisit({ appointmentId: id })).forms.map((form) => form.id);
    expect(await asked(visit.id, 'patient')).toEqual([WHY, MEDICINES, NEW_HERE, AT_THE_CLINIC, CONSENT]);
    await clinic.db.transact(({ q }) =>
      insertVisit(q, {
        doctorId: clinic.cast.doctor,
        patientId: clinic.cast.otherPatient,
        appointmentTypeId: clinic.cast.type,
        startsAt: '2025-11-03T09:00:00Z',
        status: 'completed',
      }),
    );
    const next = await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('11:00') });
    expect(await asked(next.id, 'otherPatient')).toEqual([WHY, MEDICINES, AT_THE_CLINIC, CONSENT]);
  });
});
