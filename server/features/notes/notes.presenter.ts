import type { NoteDto, UnsignedVisit } from '../../../shared/contracts/notes.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { AddendumRow, NoteRow, UnsignedRow } from './notes.repo.ts';

/** What stands beside a note. */
export type Beside = { readonly addenda: readonly AddendumRow[]; readonly hasAnswers: boolean };

export function presentNote(
  row: NoteRow,
  { addenda, hasAnswers }: Beside,
  snapshot: ClinicSnapshot,
): NoteDto {
  const { id, appointmentId, reason, findings, plan, authorName, signedAt, startsAt, appointmentTypeId } =
    row;
  return {
    id,
    appointmentId,
    reason,
    findings,
    plan,
    authorName,
    signedAt,
    visitAt: startsAt,
    typeName: snapshot.types.get(appointmentTypeId)?.name ?? '',
    hasAnswers,
    addenda: addenda.map(({ id: addendumId, words, ...signed }) => ({
      id: addendumId,
      words,
      authorName: signed.authorName,
      signedAt: signed.signedAt,
    })),
  };
}

export function presentUnsigned(row: UnsignedRow, { types }: ClinicSnapshot): UnsignedVisit {
  const { appointmentId, startsAt, appointmentTypeId, ...patient } = row;
  return { appointmentId, visitAt: startsAt, typeName: types.get(appointmentTypeId)?.name ?? '', patient };
}
