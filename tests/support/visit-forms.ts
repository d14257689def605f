import type { TypedWords, Worded } from '../../shared/contracts/forms.ts';
import type { VisitFormId } from '../../shared/ids.ts';
import type { TestClinic } from './start-clinic.ts';
import { newRequestId } from './visits.ts';

const form = (number: number) => `01990000-0000-7000-8000-00000000000${number}` as VisitFormId;
/** The forms a clinic starts with. */
export const WHY = form(1);
export const MEDICINES = form(2);
export const NEW_HERE = form(3);
export const AT_THE_CLINIC = form(4);
export const CONSENT = form(5);

/** As little as one may say to all of them. */
export const FILLED_FORMS = [
  { form: WHY, question: 'reason', value: 'A cough' },
  { form: WHY, question: 'since', value: 'days' },
  { form: WHY, question: 'contagious', value: 'no' },
  { form: MEDICINES, question: 'medicines', value: 'no' },
  { form: MEDICINES, question: 'allergies', value: 'none' },
  { form: AT_THE_CLINIC, question: 'help', value: 'walking' },
  { form: AT_THE_CLINIC, question: 'insurance', value: 'yes' },
  { form: CONSENT, question: 'consent', value: 'yes' },
];

/** Questions a clinic writes itself, which nobody is asked. */
export const ownForm = () => ({
  title: { en: 'Before the X-ray', de: '' },
  isForDesk: false,
  audience: 'nobody' as const,
  questions: [
    { kind: 'yes_no' as const, asks: { en: 'Metal?', de: 'Metall?' }, isNeeded: true, options: [] },
  ],
  requestId: newRequestId(),
});

/** One that is there already, or is made now: a clinic has room for so many. */
export async function ownFormOf(clinic: TestClinic): Promise<{ id: VisitFormId; version: number }> {
  const { forms } = clinic.call(clinic.actors.admin);
  return (await forms.list({})).items.find(({ isOwn }) => isOwn) ?? (await forms.add(ownForm()));
}

/** What a form says now, as it is sent to reword it. */
export async function wordsOf(clinic: TestClinic, id: VisitFormId) {
  const { items } = await clinic.call(clinic.actors.admin).forms.list({});
  const form = items.find((each) => each.id === id);
  if (form === undefined) throw new Error('no such form');
  return {
    title: typedIn(form.title),
    questions: form.questions.map(({ id: question, asks, options }) => ({
      id: question,
      asks: typedIn(asks),
      options: options.map((option) => ({ id: option.id, says: typedIn(option.says) })),
    })),
    expectedVersion: form.version,
  };
}

const typedIn = ({ en, de = '' }: Worded): TypedWords => ({ en, de });

export async function formVersion(clinic: TestClinic, id: VisitFormId): Promise<number> {
  const { items } = await clinic.call(clinic.actors.admin).forms.list({});
  return items.find((each) => each.id === id)?.version ?? 0;
}
