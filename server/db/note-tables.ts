import type { AppointmentId, NoteId, PatientId, UserId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time/instant.ts';

/** What doctors have signed of visits; the database lets none of it be altered. */
export type NoteTables = {
  visitNote: {
    id: NoteId;
    appointmentId: AppointmentId;
    patientId: PatientId;
    authorId: UserId;
    reason: string;
    findings: string;
    plan: string;
    signedAt: Instant;
  };
  visitAddendum: { id: string; noteId: NoteId; authorId: UserId; words: string; signedAt: Instant };
};
