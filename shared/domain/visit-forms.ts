import type { VisitFormId } from '../ids.ts';
import type { AppointmentStatus } from './appointment-status.ts';
import type { Language } from './languages.ts';

export const QUESTION_KINDS = ['yes_no', 'choice', 'text', 'agree'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];
/** What a clinic may ask in its own words. */
export const OWN_QUESTION_KINDS = ['yes_no', 'choice', 'text'] as const;

/** What a question is about, where a screen makes something of it. */
export const QUESTION_TOPICS = ['allergies'] as const;
export type QuestionTopic = (typeof QUESTION_TOPICS)[number];

/** Who is asked: all, those who come for the first time, those who come for one of some types, or no one. */
export const FORM_AUDIENCES = ['everyone', 'new', 'types', 'nobody'] as const;
export type FormAudience = (typeof FORM_AUDIENCES)[number];

/** The same words in several languages; English is always there. */
export type Worded = { readonly en: string } & Readonly<Partial<Record<Language, string>>>;

export type FormQuestion = {
  readonly id: string;
  readonly kind: QuestionKind;
  readonly asks: Worded;
  readonly isNeeded: boolean;
  /** Of a choice alone. */
  readonly options: readonly { readonly id: string; readonly says: Worded }[];
  /** Asked only of those who have said this to an earlier question of the same form. */
  readonly when: { readonly question: string; readonly value: string } | null;
  readonly topic: QuestionTopic | null;
};
export type AskedForm = { readonly id: VisitFormId; readonly questions: readonly FormQuestion[] };

/** What was said to a question: `yes` or `no`, the id of an option, or words. Nothing said is left out. */
export type Said = { readonly form: VisitFormId; readonly question: string; readonly value: string };

const YES_NO = ['yes', 'no'];
/** From the check-in on the clinic works with them: what is still to be said, one says there. */
const OPEN: readonly AppointmentStatus[] = ['booked', 'confirmed', 'arrived'];

/** Whether what is asked before a visit can be answered, or answered in another way. */
export function areFormsOpen(status: AppointmentStatus): boolean {
  return OPEN.includes(status);
}

/** The questions of a form that are asked of somebody who has said this so far. */
export function questionsAsked({ id, questions }: AskedForm, said: readonly Said[]): FormQuestion[] {
  return questions.filter(({ when }) => when === null || valueOf(said, id, when.question) === when.value);
}

export type WrongAnswer = Omit<Said, 'value'> & { readonly why: 'missing' | 'impossible' };

/** What is wrong with the answers: one that is needed is missing, or says what cannot be said, or nobody asked. */
export function wrongAnswers(forms: readonly AskedForm[], said: readonly Said[]): WrongAnswer[] {
  const asked = forms.flatMap((form) =>
    questionsAsked(form, said).map((question) => ({ form: form.id, question })),
  );
  const isAsked = (answer: Said) =>
    asked.some(({ form, question }) => form === answer.form && question.id === answer.question);
  const unasked = said.filter((answer) => !isAsked(answer));
  const wrong = asked.flatMap(({ form, question }) => {
    const why = wrongIn(question, valueOf(said, form, question.id));
    return why === undefined ? [] : [{ form, question: question.id, why }];
  });
  return [...unasked.map(({ form, question }) => ({ form, question, why: 'impossible' as const })), ...wrong];
}

function valueOf(said: readonly Said[], form: VisitFormId, question: string): string | undefined {
  return said.find((answer) => answer.form === form && answer.question === question)?.value;
}

function wrongIn({ kind, isNeeded, options }: FormQuestion, value?: string): WrongAnswer['why'] | undefined {
  if (value === undefined) return isNeeded ? 'missing' : undefined;
  const known = { yes_no: YES_NO, choice: options.map(({ id }) => id), agree: ['yes'], text: [value] }[kind];
  return known.includes(value) ? undefined : 'impossible';
}
