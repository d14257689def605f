import { z } from 'zod';
import { Empty } from '../../../shared/contracts/common.ts';
import {
  EditOwnContact,
  EditPatient,
  FindPatients,
  FoundPatients,
  ListPatients,
  PatientDto,
  PatientPage,
  RegisterPatientAtDesk,
} from '../../../shared/contracts/patients.ts';
import { PatientId } from '../../../shared/ids.ts';
import { guarded, guardedList, rest, restCreate, router } from '../../trpc/procedures.ts';

export const patientsRouter = router({
  register: guarded('patient.register', restCreate('/patients'))
    .input(RegisterPatientAtDesk)
    .output(PatientDto)
    .mutation(({ ctx, input }) => ctx.services.patients.register(ctx.actor, input)),
  edit: guarded('patient.edit', rest('PATCH', '/patients/{id}'))
    .input(EditPatient)
    .output(PatientDto)
    .mutation(({ ctx, input }) => ctx.services.patients.edit(ctx.actor, input)),
  find: guardedList('patient.find', rest('GET', '/patients/find'))
    .input(FindPatients)
    .output(FoundPatients)
    .query(({ ctx, input }) => ctx.services.patients.find(ctx.actor, input)),
  get: guarded('patient.read', rest('GET', '/patients/{id}'))
    .input(z.strictObject({ id: PatientId }))
    .output(PatientDto)
    .query(({ ctx, input }) => ctx.services.patients.get(ctx.actor, input.id)),
  list: guardedList('patient.find', rest('GET', '/patients'))
    .input(ListPatients)
    .output(PatientPage)
    .query(({ ctx, input }) => ctx.services.patients.list(ctx.actor, input)),
  own: guarded('patient.readOwn', rest('GET', '/me/chart'))
    .input(Empty)
    .output(PatientDto)
    .query(({ ctx }) => ctx.services.patients.own(ctx.actor)),
  editOwnContact: guarded('patient.editOwnContact', rest('PATCH', '/me/chart'))
    .input(EditOwnContact)
    .output(PatientDto)
    .mutation(({ ctx, input }) => ctx.services.patients.editOwnContact(ctx.actor, input)),
});
