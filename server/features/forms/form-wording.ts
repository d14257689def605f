import type { FormQuestion, RewordForm, TypedWords, Worded } from '../../../shared/contracts/forms.ts';
import { invalidField } from '../../../shared/errors.ts';

type Named = { readonly id: string };
/** The words of a form in the place of the delivered ones; what is asked and how it is answered stays. */
export type Rewording = {
  readonly title: Worded;
  readonly questions: readonly (Named & {
    readonly asks: Worded;
    readonly options: readonly (Named & { readonly says: Worded })[];
  })[];
};

/** Who reads a language it was not typed in reads the other one. */
export function worded({ en, de }: TypedWords): Worded {
  return { en: en === '' ? de : en, ...(de !== '' && { de }) };
}

/** A question that has come since the form was reworded is asked in its delivered words. */
export function inOwnWords(
  questions: readonly FormQuestion[],
  { questions: own }: Rewording,
): FormQuestion[] {
  return questions.map((question) => {
    const words = find(own, question.id);
    if (words === undefined) return question;
    const options = question.options.map((option) => ({
      ...option,
      says: find(words.options, option.id)?.says ?? option.says,
    }));
    return { ...question, asks: words.asks, options };
  });
}

/** Every question and every option of the form is given its words, and nothing else is. */
export function rewordingOf(
  questions: readonly FormQuestion[],
  typed: Pick<RewordForm, 'title' | 'questions'>,
): Rewording {
  requireSame(questions, typed.questions, 'questions');
  for (const [index, { id, options }] of typed.questions.entries())
    requireSame(find(questions, id)?.options ?? [], options, `questions.${index}.options`);
  return {
    title: worded(typed.title),
    questions: typed.questions.map(({ id, asks, options }) => ({
      id,
      asks: worded(asks),
      options: options.map((option) => ({ id: option.id, says: worded(option.says) })),
    })),
  };
}

function requireSame(known: readonly Named[], typed: readonly Named[], path: string): void {
  const unknown = typed.findIndex(({ id }) => find(known, id) === undefined);
  if (unknown >= 0) throw invalidField(`${path}.${unknown}`, 'is not known here');
  if (known.some(({ id }) => find(typed, id) === undefined)) throw invalidField(path, 'is needed');
}

function find<Thing extends Named>(all: readonly Thing[], id: string): Thing | undefined {
  return all.find((each) => each.id === id);
}
