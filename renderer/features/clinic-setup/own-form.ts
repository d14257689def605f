import type { AddForm, OwnQuestion, TypedWords, VisitFormDto } from '../../../shared/contracts/forms.ts';
import { OWN_QUESTION_KINDS } from '../../../shared/domain/visit-forms.ts';
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
