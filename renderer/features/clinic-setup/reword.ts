import type { RewordForm, TypedWords, VisitFormDto, Worded } from '../../../shared/contracts/forms.ts';

/** The words of a form as they are typed, in the order they are read in. */
export type Rewording = Pick<RewordForm, 'title' | 'questions'>;

export function rewordingOf({ title, questions }: Pick<VisitFormDto, 'title' | 'questions'>): Rewording {
  return {
    title: typedIn(title),
    questions: questions.map(({ id, asks, options }) => ({
      id,
      asks: typedIn(asks),
      options: options.map((option) => ({ id: option.id, says: typedIn(option.says) })),
    })),
  };
}

export function typedIn({ en, de = '' }: Worded): TypedWords {
  return { en, de };
}
