import type {
  FilledAnswer,
  FilledForms,
  FormQuestion,
  FormsState,
  OwnForm,
  OwnForms,
  Said,
  VisitFormDto,
  Worded,
} from '../../../shared/contracts/forms.ts';
import { areFormsOpen, questionsAsked, wrongAnswers } from '../../../shared/domain/visit-forms.ts';
import type { AppointmentTypeId } from '../../../shared/ids.ts';
import type { VisitRow } from '../appointments/appointments.service.ts';
import { inOwnWords, type Rewording } from './form-wording.ts';
import type { AnswersRow, FormRow } from './forms.repo.ts';

/** One answer as it is kept: with the question, as it was asked then. */
type Kept = FilledAnswer & { readonly question: string };
type KeptForm = Omit<OwnForm, 'questions'> & { readonly answers: readonly Kept[] };

/** What is asked before a visit, and what has been said. */
export type FormsOnFile = {
  readonly visit: VisitRow;
  readonly forms: readonly FormRow[];
  readonly answers: AnswersRow | undefined;
};

/** As it is asked: in the clinic's words where it has some. */
export function askedForm(row: FormRow): OwnForm {
  const delivered = deliveredForm(row);
  if (row.rewording === null) return delivered;
  const own = JSON.parse(row.rewording) as Rewording;
  return { ...delivered, title: own.title, questions: inOwnWords(delivered.questions, own) };
}

export function deliveredForm({ id, title, questions, isForDesk }: FormRow): OwnForm {
  const words = JSON.parse(title) as Worded;
  return { id, title: words, questions: JSON.parse(questions) as FormQuestion[], isForDesk: isForDesk === 1 };
}

/** What is written down: later changes of the forms leave it as it was said. */
export function keptAnswers(forms: readonly FormRow[], said: readonly Said[]): KeptForm[] {
  return forms.map(askedForm).flatMap((form) => {
    const answers = questionsAsked(form, said).flatMap(({ id, kind, asks, options, topic }): Kept[] => {
      const value = said.find((answer) => answer.form === form.id && answer.question === id)?.value;
      if (value === undefined) return [];
      const says = options.find((option) => option.id === value)?.says ?? null;
      return [{ question: id, kind, asks, value, says, topic }];
    });
    const { questions: _, ...kept } = form;
    return answers.length === 0 ? [] : [{ ...kept, answers }];
  });
}

export function presentOwnForms({ visit, forms, answers }: FormsOnFile): OwnForms {
  const asked = forms.map(askedForm);
  const said = stillAsked(asked, answers);
  return {
    isOpen: areFormsOpen(visit.status),
    forms: asked,
    answers: said,
    version: answers?.version ?? 0,
    filledAt: answers?.filledAt ?? null,
    missing: wrongAnswers(asked, said).length,
  };
}

export function presentState({ forms, answers }: FormsOnFile): FormsState {
  const asked = forms.map(askedForm);
  return {
    isAsked: asked.length > 0,
    filledAt: answers?.filledAt ?? null,
    missing: wrongAnswers(asked, stillAsked(asked, answers)).length,
    answers: keptIn(answers)
      .filter(({ isForDesk }) => isForDesk)
      .flatMap((form) => form.answers.map(presentAnswer)),
  };
}

export function presentFilled(answers: AnswersRow | undefined): FilledForms {
  return {
    filledAt: answers?.filledAt ?? null,
    forms: keptIn(answers).map(({ id, title, answers: said }) => ({
      id,
      title,
      answers: said.map(presentAnswer),
    })),
  };
}

export function presentForm(row: FormRow, typeIds: readonly AppointmentTypeId[]): VisitFormDto {
  const { audience, isOwn, version } = row;
  const { title, questions } = deliveredForm(row);
  return {
    ...askedForm(row),
    audience,
    typeIds: [...typeIds],
    isOwn: isOwn === 1,
    delivered: row.rewording === null ? null : { title, questions },
    version,
  };
}

function presentAnswer({ asks, kind, value, says, topic }: Kept): FilledAnswer {
  return { asks, kind, value, says, topic };
}

function keptIn(row: AnswersRow | undefined): KeptForm[] {
  return row === undefined ? [] : (JSON.parse(row.forms) as KeptForm[]);
}

/** Of questions that are no longer asked, nobody is asked for the answer again. */
function stillAsked(asked: readonly OwnForm[], row: AnswersRow | undefined): Said[] {
  const said = keptIn(row).flatMap(({ id: form, answers }) =>
    answers.map(({ question, value }) => ({ form, question, value })),
  );
  const wrong = wrongAnswers(asked, said).filter(({ why }) => why === 'impossible');
  return said.filter(
    ({ form, question }) => !wrong.some((each) => each.form === form && each.question === question),
  );
}
