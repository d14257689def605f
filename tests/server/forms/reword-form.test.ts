import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { CONSENT, FILLED_FORMS, MEDICINES, ownFormOf, WHY, wordsOf } from '../../support/visit-forms.ts';
import { book, lastAudit, wall } from '../../support/visits.ts';

let clinic: TestClinic;
let visit: AppointmentDto;
beforeEach(async () => {
  clinic = await startClinic({ now: wall('09:30') });
  visit = await book(clinic);
});
afterEach(() => clinic.close());

const forms = () => clinic.call(clinic.actors.admin).forms;
const patient = () => clinic.call(clinic.actors.patient).forms;
const own = () => patient().ofOwnVisit({ appointmentId: visit.id });
const answer = (expectedVersion = 0) =>
  patient().answer({ appointmentId: visit.id, answers: FILLED_FORMS, expectedVersion });
const asked = async () => (await own()).forms.find(({ id }) => id === WHY);
const read = async () => {
  const filled = await clinic.call(clinic.actors.doctor).forms.read({ appointmentId: visit.id });
  return filled.forms.find(({ id }) => id === WHY);
};

const TITLE = { en: 'Your complaint', de: 'Ihr Anliegen' };
const ASKS = { en: 'What can we do for you?', de: 'Was können wir für Sie tun?' };
const DAYS = { en: 'A day or two', de: '' };
async function reworded() {
  const words = await wordsOf(clinic, WHY);
  const questions = words.questions.map((question) => ({
    ...question,
    asks: question.id === 'reason' ? ASKS : question.asks,
    options: question.options.map((option) => (option.id === 'days' ? { ...option, says: DAYS } : option)),
  }));
  return { id: WHY, ...words, title: TITLE, questions };
}

describe('a delivered form in the clinic’s own words', () => {
  it('asks the same in other words, and what was answered keeps those it was answered to', async () => {
    const before = await asked();
    await answer();
    const made = await forms().reword(await reworded());
    expect(made).toMatchObject({ id: WHY, title: TITLE, isOwn: false, version: 2, audience: 'everyone' });
    expect(made.delivered).toEqual({ title: before?.title, questions: before?.questions });
    expect(await lastAudit(clinic)).toMatchObject({
      subtype: 'clinic.rewordForm',
      type: 'clinic',
      action: 'U',
      objectId: WHY,
      objectVersion: 2,
    });
    expect(clinic.events).toContainEqual(expect.objectContaining({ type: 'clinic.changed' }));

    expect(await asked()).toMatchObject({
      title: TITLE,
      questions: [
        { id: 'reason', kind: 'text', isNeeded: true, asks: ASKS },
        // A language left empty reads the other.
        { id: 'since', options: expect.arrayContaining([{ id: 'days', says: { en: DAYS.en } }]) },
        before?.questions[2],
      ],
    });
    expect(await own()).toMatchObject({ missing: 0, answers: expect.arrayContaining(FILLED_FORMS) });
    expect(await read()).toMatchObject({
      title: before?.title,
      answers: [{ asks: before?.questions[0]?.asks }, {}, {}],
    });
    await answer(1);
    expect(await read()).toMatchObject({
      title: TITLE,
      answers: [{ asks: ASKS }, { says: { en: DAYS.en } }, {}],
    });
  });

  it('goes back to the delivered words, and is worded anew from there', async () => {
    const before = await asked();
    const { version } = await forms().reword(await reworded());
    await answer();
    const back = await forms().restore({ id: WHY, expectedVersion: version });
    expect(back).toMatchObject({ delivered: null, version: 3 });
    expect(await lastAudit(clinic)).toMatchObject({ subtype: 'clinic.restoreForm', objectId: WHY });
    expect(await asked()).toEqual(before);
    expect(await read()).toMatchObject({ title: TITLE, answers: [{ asks: ASKS }, {}, {}] });
    expect(await reasonOf(forms().restore({ id: WHY, expectedVersion: 3 }))).toBe('not_found');
    expect(await forms().reword(await reworded())).toMatchObject({ title: TITLE, version: 4 });
  });

  it('keeps what a question is about, whom it is asked of, and what follows from its answer', async () => {
    const { title, questions, expectedVersion } = await wordsOf(clinic, MEDICINES);
    const asks = { en: 'Allergic to anything?', de: 'Gegen etwas allergisch?' };
    const words = questions.map((question) =>
      question.id === 'allergies' ? { ...question, asks } : question,
    );
    await forms().reword({ id: MEDICINES, title, questions: words, expectedVersion });
    await forms().setAudience({ id: MEDICINES, audience: 'new', expectedVersion: 2 });
    const form = (await forms().list({})).items.find(({ id }) => id === MEDICINES);
    expect(form).toMatchObject({ audience: 'new', version: 3 });
    expect(form?.questions.find(({ id }) => id === 'allergies')).toMatchObject({ asks, topic: 'allergies' });
    expect(form?.questions.find(({ id }) => id === 'allergiesWhich')?.when).toEqual({
      question: 'allergies',
      value: 'more',
    });
  });

  it('is written once where two write, and says what stands there', async () => {
    const words = await reworded();
    const both = await Promise.allSettled([forms().reword(words), forms().reword(words)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await refusal(forms().restore({ id: WHY, expectedVersion: 1 }))).toMatchObject({
      reason: 'stale_version',
      details: { current: { id: WHY, version: 2, title: TITLE } },
    });
  });

  it('needs words for each question and each answer, and takes none for others', async () => {
    const words = await reworded();
    const [first, since, last] = words.questions;
    if (first === undefined || since === undefined || last === undefined) throw new Error('three questions');
    const refusedFor = (change: object) => refusedFields(forms().reword({ ...words, ...change }));
    const nothing = { en: ' ', de: '' };
    expect(await refusedFor({ title: nothing })).toEqual(['title.en']);
    expect(await refusedFor({ questions: [{ ...first, asks: nothing }, since, last] })).toEqual([
      'questions.0.asks.en',
    ]);
    expect(await refusedFor({ questions: [first, since] })).toEqual(['questions']);
    expect(await refusedFor({ questions: [first, since, { ...last, id: 'made up' }] })).toEqual([
      'questions.2',
    ]);
    expect(await refusedFor({ questions: [first, since, last, last] })).toEqual(['questions']);
    const fewer = { ...since, options: since.options.slice(1) };
    expect(await refusedFor({ questions: [first, fewer, last] })).toEqual(['questions.1.options']);
    const more = { ...first, options: since.options };
    expect(await refusedFor({ questions: [more, since, last] })).toEqual(['questions.0.options.0']);
    expect(await asked()).toMatchObject({ title: { en: 'Why you come' } });
  });

  it('is the administrator’s alone, and no matter of forms the clinic wrote itself', async () => {
    const words = await reworded();
    const { id, version } = await ownFormOf(clinic);
    expect(await reasonOf(forms().reword({ ...words, id, expectedVersion: version }))).toBe('not_found');
    expect(await reasonOf(forms().restore({ id, expectedVersion: version }))).toBe('not_found');
    await forms().reword({ id: CONSENT, ...(await wordsOf(clinic, CONSENT)) });
    for (const who of ['reception', 'doctor', 'patient'] as const) {
      const asking = clinic.call(clinic.actors[who]).forms;
      expect({ who, why: await reasonOf(asking.reword(words)) }).toEqual({ who, why: 'forbidden' });
      const back = asking.restore({ id: CONSENT, expectedVersion: 2 });
      expect({ who, why: await reasonOf(back) }).toEqual({ who, why: 'forbidden' });
    }
    expect((await forms().list({})).items.find((form) => form.id === CONSENT)?.delivered).not.toBeNull();
  });
});
