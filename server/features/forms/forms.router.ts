import {
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
import { Empty } from '../../../shared/contracts/common.ts';
import { guarded, rest, router } from '../../trpc/procedures.ts';

export const formsRouter = router({
  ofOwnVisit: guarded('form.answerOwn', rest('GET', '/me/appointments/{appointmentId}/forms'))
    .input(FormsOfVisit)
    .output(OwnForms)
    .query(({ ctx, input }) => ctx.services.forms.ofOwnVisit(ctx.actor, input)),
  answer: guarded('form.answerOwn', rest('PUT', '/me/appointments/{appointmentId}/forms'))
    .input(AnswerForms)
    .output(OwnForms)
    .mutation(({ ctx, input }) => ctx.services.forms.answer(ctx.actor, input)),
  state: guarded('form.readState', rest('GET', '/appointments/{appointmentId}/forms/state'))
    .input(FormsOfVisit)
    .output(FormsState)
    .query(({ ctx, input }) => ctx.services.forms.state(ctx.actor, input)),
  read: guarded('form.read', rest('GET', '/appointments/{appointmentId}/forms'))
    .input(FormsOfVisit)
    .output(FilledForms)
    .query(({ ctx, input }) => ctx.services.forms.read(ctx.actor, input)),
  list: guarded('clinic.write', rest('GET', '/clinic/forms'))
    .input(Empty)
    .output(VisitFormList)
    .query(({ ctx }) => ctx.services.forms.list(ctx.actor)),
  add: guarded('clinic.write', rest('POST', '/clinic/forms'))
    .input(AddForm)
    .output(VisitFormDto)
    .mutation(({ ctx, input }) => ctx.services.forms.add(ctx.actor, input)),
  edit: guarded('clinic.write', rest('PUT', '/clinic/forms/{id}'))
    .input(EditForm)
    .output(VisitFormDto)
    .mutation(({ ctx, input }) => ctx.services.forms.edit(ctx.actor, input)),
  reword: guarded('clinic.write', rest('PUT', '/clinic/forms/{id}/words'))
    .input(RewordForm)
    .output(VisitFormDto)
    .mutation(({ ctx, input }) => ctx.services.forms.reword(ctx.actor, input)),
  restore: guarded('clinic.write', rest('POST', '/clinic/forms/{id}/restore'))
    .input(RestoreForm)
    .output(VisitFormDto)
    .mutation(({ ctx, input }) => ctx.services.forms.restore(ctx.actor, input)),
  setAudience: guarded('clinic.write', rest('PUT', '/clinic/forms/{id}/audience'))
    .input(SetFormAudience)
    .output(VisitFormDto)
    .mutation(({ ctx, input }) => ctx.services.forms.setAudience(ctx.actor, input)),
});
