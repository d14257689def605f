import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { AddForm, OwnQuestion } from '../../../shared/contracts/forms.ts';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { CONSENT, FILLED_FORMS, WHY } from '../../support/visit-forms.ts';
import { book, lastAudit, newRequestId, wall } from '../../support/visits.ts';

const METAL: OwnQuestion = {
  kind: 'yes_no',
  asks: { en: 'Do you wear metal?', de: 'Tragen Sie Metall am Körper?' },
  isNeeded: true,
  options: [],
};
const HOW: OwnQuestion = {
  kind: 'choice',
  asks: { en: '', de: 'Wie kommen Sie?' },
  isNeeded: false,
  options: [{ says: { en: 'By car', de: 'Mit dem Auto' } }, { says: { en: '', de: 'Zu Fuß' } }],
};

let clinic: TestClinic;
let visit: AppointmentDto;
beforeEach(async () => {
  clinic = await startClinic({ now: wall('09:30') });
  visit = await book(clinic);
});
afterEach(() => clinic.close());

const admin = () => clinic.call(clinic.actors.admin).forms;
const typed = (over: Partial<AddForm> = {}) => ({
  title: { en: 'Before the X-ray', de: 'Vor dem Röntgen' },
  questions: [METAL, HOW],
  isForDesk: true,
  audience: 'everyone' as const,
  requestId: newRequestId(),
  ...over,
});
const add = (over: Partial<AddForm> = {}) => admin().add(typed(over));
async function edit(over: object = {}, id = '') {
  const { requestId: _, ...words } = typed();
  return admin().edit({ id, ...words, expectedVersion: 1, ...over });
}
const own = () => clinic.call(clinic.actors.patient).forms.ofOwnVisit({ appointmentId: visit.id });

describe('questions of the clinic’s own', () => {
  it('are asked in the languages they were typed in, before the consent, and answered like the others', async () => {
    const made = await add();
    expect(made).toMatchObject({ isOwn: true, version: 1, audience: 'everyone', isForDesk: true });
    expect(await lastAudit(clinic)).toMatchObject({
      subtype: 'clinic.addForm',
      type: 'clinic',
      action: 'C',
      objectId: made.id,
    });
    expect(clinic.events).toContainEqual(expect.objectContaining({ type: 'clinic.changed' }));
    const { forms, missing } = await own();
    expect(missing).toBe(9);
    expect(forms.at(-1)?.id).toBe(CONSENT);
    const last = forms.at(-2);
    expect(last).toMatchObject({ id: made.id, title: { en: 'Before the X-ray', de: 'Vor dem Röntgen' } });
    const [metal, how] = last?.questions ?? [];
    expect(metal).toMatchObject({
      kind: 'yes_no',
      asks: METAL.asks,
      isNeeded: true,
      when: null,
      topic: null,
    });
    // What was typed in one language alone is read in the other one, too.
    expect(how).toMatchObject({ asks: { en: 'Wie kommen Sie?', de: 'Wie kommen Sie?' } });
    const car = how?.options[0]?.id ?? '';
    const said = [
      ...FILLED_FORMS,
      { form: made.id, question: metal?.id ?? '', value: 'no' },
      { form: made.id, question: how?.id ?? '', value: car },
    ];
    await clinic
      .call(clinic.actors.patient)
      .forms.answer({ appointmentId: visit.id, answers: said, expectedVersion: 0 });
    const state = await clinic.call(clinic.actors.reception).forms.state({ appointmentId: visit.id });
    expect(state.missing).toBe(0);
    expect(await lastAudit(clinic)).toMatchObject({
      subtype: 'form.readState',
      action: 'R',
      objectId: visit.id,
    });
    expect(state.answers).toContainEqual({
      kind: 'choice',
      value: car,
      topic: null,
      asks: { en: 'Wie kommen Sie?', de: 'Wie kommen Sie?' },
      says: { en: 'By car', de: 'Mit dem Auto' },
    });
  });

  it('are written anew without what was answered being lost, and once where two write', async () => {
    const made = await add();
    const [metal] = made.questions;
    const answers = [...FILLED_FORMS, { form: made.id, question: metal?.id ?? '', value: 'yes' }];
    const patient = clinic.call(clinic.actors.patient).forms;
    await patient.answer({ appointmentId: visit.id, answers, expectedVersion: 0 });
    const asks = { en: 'Is there metal in your body?', de: 'Haben Sie Metall im Körper?' };
    const questions = [{ ...METAL, id: metal?.id, asks }];
    const both = await Promise.allSettled([edit({ questions }, made.id), edit({ questions }, made.id)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await lastAudit(clinic)).toMatchObject({ subtype: 'clinic.editForm', action: 'U' });
    expect(await refusal(edit({}, made.id))).toMatchObject({
      reason: 'stale_version',
      details: { current: { id: made.id, version: 2 } },
    });
    expect(await own()).toMatchObject({ missing: 0, answers: expect.arrayContaining([answers.at(-1)]) });
    const read = await clinic.call(clinic.actors.doctor).forms.read({ appointmentId: visit.id });
    expect(read.forms.find(({ id }) => id === made.id)?.answers).toMatchObject([
      { asks: METAL.asks, value: 'yes' },
    ]);
  });

  it('are made once by a call that comes twice', async () => {
    const input = typed();
    const [first, again] = [await admin().add(input), await admin().add(input)];
    expect(again).toEqual(first);
    expect((await admin().list({})).items).toHaveLength(6);
  });

  it('need a heading, a question, and two answers where there is a choice', async () => {
    const nothing = { en: ' ', de: '' };
    expect(await refusedFields(add({ title: nothing }))).toEqual(['title.en']);
    expect(await refusedFields(add({ questions: [] }))).toEqual(['questions']);
    expect(await refusedFields(add({ questions: [{ ...METAL, asks: nothing }] }))).toEqual([
      'questions.0.asks.en',
    ]);
    const oneWay = { ...HOW, options: HOW.options.slice(1) };
    expect(await refusedFields(add({ questions: [METAL, oneWay] }))).toEqual(['questions.1.options']);
    expect(await refusedFields(add({ questions: [{ ...METAL, options: HOW.options }] }))).toEqual([
      'questions.0.options',
    ]);
    expect(await refusedFields(add({ audience: 'types' }))).toEqual(['typeIds']);
    expect(await refusedFields(add({ questions: [{ ...METAL, id: 'made up' }] }))).toEqual(['questions.0']);
    expect(await reasonOf(add({ audience: 'types', typeIds: [crypto.randomUUID() as never] }))).toBe(
      'not_found',
    );
  });

  it('leave those a clinic starts with as they are, and are written by the administrator alone', async () => {
    expect(await reasonOf(edit({}, WHY))).toBe('not_found');
    expect(await reasonOf(edit({}, crypto.randomUUID()))).toBe('not_found');
    const { id } = await add();
    const { requestId: _, ...words } = typed();
    for (const who of ['reception', 'doctor', 'patient'] as const) {
      const { forms } = clinic.call(clinic.actors[who]);
      expect({ who, why: await reasonOf(forms.add(typed())) }).toEqual({ who, why: 'forbidden' });
      const change = forms.edit({ id, ...words, expectedVersion: 1 });
      expect({ who, why: await reasonOf(change) }).toEqual({ who, why: 'forbidden' });
    }
  });
});
