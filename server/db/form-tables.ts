import type { FormAudience } from '../../shared/domain/visit-forms.ts';
import type { AppointmentId, AppointmentTypeId, VisitFormId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time/instant.ts';
import type { Flag } from './schema.ts';

/** What patients are asked before a visit, and what they said. */
export type FormTables = {
  visitForm: {
    id: VisitFormId;
    position: number;
    audience: FormAudience;
    isForDesk: Flag;
    /** Written by the clinic itself. */
    isOwn: Flag;
    /** JSON: the words in each language. */
    title: string;
    /** A JSON list of questions. */
    questions: string;
    /** JSON: the clinic's words in the place of the delivered ones; null where those are asked. */
    rewording: string | null;
    version: number;
  };
  /** Of which kinds of visit a form is that is not for all of them. */
  visitFormType: { formId: VisitFormId; appointmentTypeId: AppointmentTypeId };
  visitAnswers: {
    appointmentId: AppointmentId;
    /** A JSON list by form: what was asked, as it was asked then, and what was said. */
    forms: string;
    filledAt: Instant;
    version: number;
  };
};
