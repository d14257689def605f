import { z } from 'zod';
import {
  FORM_AUDIENCES,
  OWN_QUESTION_KINDS,
  QUESTION_KINDS,
  QUESTION_TOPICS,
} from '../domain/visit-forms.ts';
import { AppointmentId, AppointmentTypeId, VisitFormId } from '../ids.ts';
import { ClientRequestId, ExpectedVersion, line, text } from './common.ts';
import { InstantOut } from './time.ts';

const MAX_ANSWERS = 200;
const MAX_TYPES = 200;

export const Worded = z.object({ en: z.string(), de: z.string().optional() });
export type Worded = z.infer<typeof Worded>;

export const FormQuestion = z.object({
  id: z.string(),
  kind: z.enum(QUESTION_KINDS),
  asks: Worded,
  isNeeded: z.boolean(),
  options: z.array(z.object({ id: z.string(), says: Worded })),
  when: z.object({ question: z.string(), value: z.string() }).nullable(),
  topic: z.enum(QUESTION_TOPICS).nullable(),
});
export type FormQuestion = z.infer<typeof FormQuestion>;

export const Said = z.strictObject({
  form: VisitFormId,
  question: line(40),
  value: text(1000).min(1, { error: 'is needed' }),
});
export type Said = z.infer<typeof Said>;

/** The forms of one visit. */
export const FormsOfVisit = z.strictObject({ appointmentId: AppointmentId });
export type FormsOfVisit = z.infer<typeof FormsOfVisit>;

/** Everything that is said before a visit: it takes the place of what was said until now. */
export const AnswerForms = z.strictObject({
  appointmentId: AppointmentId,
  answers: z
    .array(Said)
    .max(MAX_ANSWERS)
    .refine((all) => new Set(all.map(({ form, question }) => `${form} ${question}`)).size === all.length, {
      error: 'names something twice',
    }),
  /** Of the answers; 0 while there are none. */
  expectedVersion: z.int().min(0),
});
export type AnswerForms = z.infer<typeof AnswerForms>;

const Form = z.object({
  id: VisitFormId,
  title: Worded,
  questions: z.array(FormQuestion),
  /** Whether the front desk reads the answers, too: they are about no illness. */
  isForDesk: z.boolean(),
});
export const OwnForms = z.object({
  /** Whether they can be answered now. */
  isOpen: z.boolean(),
  forms: z.array(Form),
  /** Of questions that are still asked. */
  answers: z.array(Said),
  version: z.int(),
  filledAt: InstantOut.nullable(),
  /** How many questions that need an answer have none: after a change of the visit, or of the questions. */
  missing: z.int(),
});
export type OwnForms = z.infer<typeof OwnForms>;
export type OwnForm = OwnForms['forms'][number];

/** One answer beside what was asked then. */
export const FilledAnswer = z.object({
  asks: Worded,
  kind: z.enum(QUESTION_KINDS),
  /** `yes`, `no`, the id of an option, or the patient's words. */
  value: z.string(),
  /** What an option says. */
  says: Worded.nullable(),
  topic: z.enum(QUESTION_TOPICS).nullable(),
});
export type FilledAnswer = z.infer<typeof FilledAnswer>;

/** For the desk: whether all is answered, and the answers that are about no illness. */
export const FormsState = z.object({
  isAsked: z.boolean(),
  filledAt: InstantOut.nullable(),
  missing: z.int(),
  answers: z.array(FilledAnswer),
});
export type FormsState = z.infer<typeof FormsState>;

/** What a patient said, for those who treat them. */
export const FilledForms = z.object({
  filledAt: InstantOut.nullable(),
  forms: z.array(z.object({ id: VisitFormId, title: Worded, answers: z.array(FilledAnswer) })),
});
export type FilledForms = z.infer<typeof FilledForms>;

/** A form as the clinic has set it up. */
export const VisitFormDto = Form.extend({
  audience: z.enum(FORM_AUDIENCES),
  /** Where it is for some types alone. */
  typeIds: z.array(AppointmentTypeId),
  /** The clinic's own words, which it may write anew. */
  isOwn: z.boolean(),
  /** What it says when it is delivered, where the clinic has put words of its own in their place. */
  delivered: Form.pick({ title: true, questions: true }).nullable(),
  version: z.int(),
});
export type VisitFormDto = z.infer<typeof VisitFormDto>;
export const VisitFormList = z.object({ items: z.array(VisitFormDto) });
export type VisitFormList = z.infer<typeof VisitFormList>;

const Asked = {
  audience: z.enum(FORM_AUDIENCES),
  typeIds: z.array(AppointmentTypeId).max(MAX_TYPES).default([]),
};
type Asked = { readonly audience: string; readonly typeIds: readonly unknown[] };
const areTypesNamed = ({ audience, typeIds }: Asked) => audience !== 'types' || typeIds.length > 0;
const areTypesMeant = ({ audience, typeIds }: Asked) => audience === 'types' || typeIds.length === 0;
const TYPES_NEEDED = { error: 'is needed', path: ['typeIds'] };
const TYPES_UNKNOWN = { error: 'is not known here', path: ['typeIds'] };

export const SetFormAudience = z
  .strictObject({ id: VisitFormId, ...Asked, expectedVersion: ExpectedVersion })
  .refine(areTypesNamed, TYPES_NEEDED)
  .refine(areTypesMeant, TYPES_UNKNOWN);
export type SetFormAudience = z.infer<typeof SetFormAudience>;

/** In each language somebody has typed them in, and in one at least. */
export const TypedWords = z
  .strictObject({ en: text(200), de: text(200) })
  .refine(({ en, de }) => `${en}${de}` !== '', { error: 'is needed', path: ['en'] });
export type TypedWords = z.infer<typeof TypedWords>;

/** The name of a question or an option that is there already; a new one has none yet. */
const Known = line(40).optional();
const areTold = (all: readonly { readonly id?: string | undefined }[]) => {
  const ids = all.flatMap(({ id }) => (id === undefined ? [] : [id]));
  return new Set(ids).size === ids.length;
};
const TWICE = { error: 'names something twice' };

export const OwnQuestion = z
  .strictObject({
    id: Known,
    kind: z.enum(OWN_QUESTION_KINDS),
    asks: TypedWords,
    isNeeded: z.boolean(),
    options: z
      .array(z.strictObject({ id: Known, says: TypedWords }))
      .max(12, { error: 'at most 12' })
      .refine(areTold, TWICE),
  })
  .refine(({ kind, options }) => (kind === 'choice' ? options.length > 1 : options.length === 0), {
    error: 'needs two answers at least, and only where there is a choice',
    path: ['options'],
  });
export type OwnQuestion = z.infer<typeof OwnQuestion>;

/** The clinic's words in the place of those a form is delivered with: of each question, and of each answer to choose. */
export const RewordForm = z.strictObject({
  id: VisitFormId,
  title: TypedWords,
  questions: z
    .array(
      z.strictObject({
        id: line(40),
        asks: TypedWords,
        options: z
          .array(z.strictObject({ id: line(40), says: TypedWords }))
          .max(12, { error: 'at most 12' })
          .refine(areTold, TWICE),
      }),
    )
    .max(20, { error: 'at most 20' })
    .refine(areTold, TWICE),
  expectedVersion: ExpectedVersion,
});
export type RewordForm = z.infer<typeof RewordForm>;

export const RestoreForm = z.strictObject({ id: VisitFormId, expectedVersion: ExpectedVersion });
export type RestoreForm = z.infer<typeof RestoreForm>;

const OwnForm = {
  title: TypedWords,
  isForDesk: z.boolean(),
  questions: z
    .array(OwnQuestion)
    .min(1, { error: 'is needed' })
    .max(20, { error: 'at most 20' })
    .refine(areTold, TWICE),
  ...Asked,
};
export const AddForm = z
  .strictObject({ ...OwnForm, requestId: ClientRequestId })
  .refine(areTypesNamed, TYPES_NEEDED)
  .refine(areTypesMeant, TYPES_UNKNOWN);
export type AddForm = z.infer<typeof AddForm>;
export const EditForm = z
  .strictObject({ id: VisitFormId, ...OwnForm, expectedVersion: ExpectedVersion })
  .refine(areTypesNamed, TYPES_NEEDED)
  .refine(areTypesMeant, TYPES_UNKNOWN);
export type EditForm = z.infer<typeof EditForm>;
