import { z } from '../../lib/zod.ts';
import type { AddForm, OwnQuestion, TypedWords, VisitFormDto } from '../../../shared/contracts/forms.ts';
import { FORM_AUDIENCES, OWN_QUESTION_KINDS } from '../../../shared/domain/visit-forms.ts';
import { AppointmentTypeId } from '../../../shared/ids.ts';
import { newRequestId } from '../../lib/request-id.ts';
import { typedIn } from './reword.ts';

/** A part of the form as it is typed: `key` tells it from the others on screen, `id` those that were there before. */
export type DraftOption = OwnQuestion['options'][number] & { readonly key: string };
export type DraftQuestion = Omit<OwnQuestion, 'options'> & {
  readonly key: string;
  readonly options: readonly DraftOption[];
};
export type OwnDraft = Omit<AddForm, 'requestId' | 'questions'> & {
  readonly questions: readonly DraftQuestion[];
};

const NOTHING: TypedWords = { en: '', de: '' };

const Words = z.object({ en: z.string(), de: z.string() });
const PART = { key: z.string(), id: z.string().optional() };
/** As it is kept while it is typed: nothing has to be whole yet. */
export const KeptForm = z.object({
  title: Words,
  isForDesk: z.boolean(),
  audience: z.enum(FORM_AUDIENCES),
  typeIds: z.array(AppointmentTypeId),
  questions: z.array(
    z.object({
      ...PART,
      kind: z.enum(OWN_QUESTION_KINDS),
      asks: Words,
      isNeeded: z.boolean(),
      options: z.array(z.object({ ...PART, says: Words })),
    }),
  ),
});

export function newOption(): DraftOption {
  return { key: newRequestId(), says: NOTHING };
}

export function newQuestion(): DraftQuestion {
  return { key: newRequestId(), kind: 'yes_no', asks: NOTHING, isNeeded: false, options: [] };
}

export function ownDraftOf(form: VisitFormDto | undefined): OwnDraft {
  if (form === undefined)
    return {
      title: NOTHING,
      isForDesk: false,
      questions: [newQuestion()],
      audience: 'everyone',
      typeIds: [],
    };
  const { title, isForDesk, audience, typeIds } = form;
  const questions = form.questions.map(({ id, kind, asks, isNeeded, options }) => ({
    key: id,
    id,
    asks: typedIn(asks),
    isNeeded,
    kind: OWN_QUESTION_KINDS.find((known) => known === kind) ?? 'text',
    options: options.map((option) => ({ key: option.id, id: option.id, says: typedIn(option.says) })),
  }));
  return { title: typedIn(title), isForDesk, questions, audience, typeIds };
}

export function isSameForm(a: OwnDraft, b: OwnDraft): boolean {
  return JSON.stringify(wordsOf(a)) === JSON.stringify(wordsOf(b));
}

/** What is sent. */
export function wordsOf({ questions, audience, typeIds, ...draft }: OwnDraft): Omit<AddForm, 'requestId'> {
  return {
    ...draft,
    audience,
    typeIds: audience === 'types' ? typeIds : [],
    questions: questions.map(withoutKeys),
  };
}

function withoutKeys(typed: DraftQuestion): OwnQuestion {
  const { key: _, ...question } = typed;
  const options = question.options.map(({ key: __, ...option }) => option);
  return { ...question, options: question.kind === 'choice' ? options : [] };
}
