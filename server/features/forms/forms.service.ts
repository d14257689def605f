import type {
  AddForm,
  AnswerForms,
  EditForm,
  FilledForms,
  FormsOfVisit,
  FormsState,
  OwnForms,
  RestoreForm,
  RewordForm,
  SetFormAudience,
  VisitFormDto,
  VisitFormList,
} from '../../../shared/contracts/forms.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import { areFormsOpen, wrongAnswers } from '../../../shared/domain/visit-forms.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Db, Query } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import { requireGrant } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AppointmentsService } from '../appointments/appointments.service.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import { listForms, setAudience } from './form-setup.ts';
import {
  askedForm,
  type FormsOnFile,
  keptAnswers,
  presentFilled,
  presentOwnForms,
  presentState,
} from './forms.presenter.ts';
import * as repo from './forms.repo.ts';
import { addForm, editForm } from './own-forms.ts';
import { restoreForm, rewordForm } from './reword-form.ts';

export type FormsDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly clinic: Pick<ClinicService, 'current'>;
  readonly appointments: Pick<AppointmentsService, 'find'>;
};
export type FormsService = ReturnType<typeof createForms>;

/** What patients are asked before a visit: the desk learns that it is answered, those who treat them what was said. */
export function createForms(deps: FormsDeps) {
  return {
    ofOwnVisit: (actor: Actor, input: FormsOfVisit): Promise<OwnForms> => ofOwnVisit(deps, actor, input),
    answer: (actor: Actor, input: AnswerForms): Promise<OwnForms> => answer(deps, actor, input),
    state: (actor: Actor, input: FormsOfVisit): Promise<FormsState> => stateOf(deps, actor, input),
    read: (actor: Actor, input: FormsOfVisit): Promise<FilledForms> => read(deps, actor, input),
    /** In the caller's transaction: of these visits those with answers. */
    whichAnswered: (q: Query, ids: readonly AppointmentId[]): Promise<ReadonlySet<AppointmentId>> =>
      repo.whichAnswered(q, ids),
    list: (actor: Actor): Promise<VisitFormList> => listForms(deps, actor),
    setAudience: (actor: Actor, input: SetFormAudience): Promise<VisitFormDto> =>
      setAudience(deps, actor, input),
    add: (actor: Actor, input: AddForm): Promise<VisitFormDto> => addForm(deps, actor, input),
    edit: (actor: Actor, input: EditForm): Promise<VisitFormDto> => editForm(deps, actor, input),
    reword: (actor: Actor, input: RewordForm): Promise<VisitFormDto> => rewordForm(deps, actor, input),
    restore: (actor: Actor, input: RestoreForm): Promise<VisitFormDto> => restoreForm(deps, actor, input),
  };
}

async function ofOwnVisit(deps: FormsDeps, actor: Actor, input: FormsOfVisit): Promise<OwnForms> {
  const { appointmentId: id } = input;
  const now = deps.clock.now();
  return await deps.db.transact(async ({ q }) => {
    const file = await onFile(deps, q, { actor, now, action: 'form.answerOwn', id });
    const line = { action: 'R', subtype: 'form.readOwn', patientId: file.visit.patientId } as const;
    await recordAudit(q, { who: actor, at: now }, { ...line, objectType: 'appointment', objectId: id });
    return presentOwnForms(file);
  });
}

async function answer(deps: FormsDeps, actor: Actor, input: AnswerForms): Promise<OwnForms> {
  const { appointmentId, answers, expectedVersion } = input;
  const at = deps.clock.now();
  return await deps.db.transact(async ({ q, emit }) => {
    const file = await onFile(deps, q, { actor, now: at, action: 'form.answerOwn', id: appointmentId });
    const { visit, forms } = file;
    if (!areFormsOpen(visit.status)) throw new AppError('illegal_transition', { from: visit.status });
    if ((file.answers?.version ?? 0) !== expectedVersion)
      throw new AppError('stale_version', { current: presentOwnForms(file) });
    requireRight(wrongAnswers(forms.map(askedForm), answers));
    const row = { appointmentId, forms: JSON.stringify(keptAnswers(forms, answers)), filledAt: at };
    const written = { ...row, version: expectedVersion + 1 };
    await repo.writeAnswers(q, written);
    const { patientId } = visit;
    const object = { objectType: 'appointment', objectId: appointmentId, objectVersion: visit.version };
    // Which questions were answered says something by itself: the trail learns that they were.
    const line = { action: expectedVersion === 0 ? 'C' : 'U', subtype: 'form.answer', patientId } as const;
    await recordAudit(q, { who: actor, at }, { ...line, ...object, changedFields: ['answers'] });
    emit({ type: 'patient.changed', id: patientId, version: await repo.versionOfChart(q, patientId) });
    return presentOwnForms({ ...file, answers: written });
  });
}

async function stateOf(deps: FormsDeps, actor: Actor, input: FormsOfVisit): Promise<FormsState> {
  const { appointmentId: id } = input;
  const now = deps.clock.now();
  return await deps.db.transact(async ({ q }) => {
    const file = await onFile(deps, q, { actor, now, action: 'form.readState', id });
    // Also where nothing is answered yet: which papers somebody owes tells what they come for.
    const line = { action: 'R', subtype: 'form.readState', patientId: file.visit.patientId } as const;
    await recordAudit(q, { who: actor, at: now }, { ...line, objectType: 'appointment', objectId: id });
    return presentState(file);
  });
}

async function read(
  deps: FormsDeps,
  actor: Actor,
  { appointmentId: id }: FormsOfVisit,
): Promise<FilledForms> {
  const now = deps.clock.now();
  return await deps.db.transact(async ({ q }) => {
    const { visit, answers } = await onFile(deps, q, { actor, now, action: 'form.read', id });
    const line = { action: 'R', subtype: 'form.read', patientId: visit.patientId, purpose: 'TREAT' } as const;
    await recordAudit(q, { who: actor, at: now }, { ...line, objectType: 'appointment', objectId: id });
    return presentFilled(answers);
  });
}

type Wanted = {
  readonly actor: Actor;
  readonly now: Instant;
  readonly action: PolicyAction;
  readonly id: AppointmentId;
};

/** Of a visit this person may do this to; to anybody else there is no such visit. */
async function onFile(deps: FormsDeps, q: Query, { actor, now, action, id }: Wanted): Promise<FormsOnFile> {
  const visit = await deps.appointments.find(q, id);
  if (visit === undefined) throw new AppError('not_found');
  await requireGrant(q, { actor, now }, { action, subject: visit });
  const { appointmentTypeId, isFirstVisit } = visit;
  const forms = await repo.listFormsFor(q, { appointmentTypeId, isFirstVisit: isFirstVisit === 1 });
  return { visit, forms, answers: await repo.findAnswers(q, id) };
}

function requireRight(wrong: ReturnType<typeof wrongAnswers>): void {
  if (wrong.length === 0) return;
  const fields = wrong.map(({ form, question, why }) => ({
    path: `answers.${form}.${question}`,
    message: why === 'missing' ? 'is needed' : 'is not known here',
  }));
  throw new AppError('invalid_input', { fields });
}
