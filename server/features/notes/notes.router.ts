import {
  AddAddendum,
  ListNotes,
  ListUnsigned,
  NoteDto,
  NoteOfVisit,
  NoteOfVisitInput,
  NotePage,
  SignNote,
  UnsignedPage,
} from '../../../shared/contracts/notes.ts';
import { guarded, guardedList, rest, restCreate, router } from '../../trpc/procedures.ts';

export const notesRouter = router({
  ofVisit: guarded('note.read', rest('GET', '/appointments/{appointmentId}/note'))
    .input(NoteOfVisitInput)
    .output(NoteOfVisit)
    .query(({ ctx, input }) => ctx.services.notes.ofVisit(ctx.actor, input)),
  listForPatient: guarded('note.read', rest('GET', '/patients/{patientId}/notes'))
    .input(ListNotes)
    .output(NotePage)
    .query(({ ctx, input }) => ctx.services.notes.listForPatient(ctx.actor, input)),
  listUnsigned: guardedList('note.write', rest('GET', '/notes/unsigned'))
    .input(ListUnsigned)
    .output(UnsignedPage)
    .query(({ ctx, input }) => ctx.services.notes.listUnsigned(ctx.actor, input)),
  sign: guarded('note.write', restCreate('/appointments/{appointmentId}/note'))
    .input(SignNote)
    .output(NoteDto)
    .mutation(({ ctx, input }) => ctx.services.notes.sign(ctx.actor, input)),
  addAddendum: guarded('note.write', restCreate('/notes/{noteId}/addenda'))
    .input(AddAddendum)
    .output(NoteDto)
    .mutation(({ ctx, input }) => ctx.services.notes.addAddendum(ctx.actor, input)),
});
