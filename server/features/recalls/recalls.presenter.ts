import type { RecallContactDto, RecallDto } from '../../../shared/contracts/recalls.ts';
import {
  isOpenRecall,
  isReopenable,
  type RecallState,
  recallStateOf,
} from '../../../shared/domain/recalls.ts';
import { mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { presentPatient } from '../patients/patient-head.ts';
import type { RecallRow } from './recalls.repo.ts';

export function stateOf(row: RecallRow): RecallState {
  return recallStateOf(row);
}

export function presentRecall(
  row: RecallRow,
  contacts: readonly RecallContactDto[],
  by: { actor: Actor; snapshot: ClinicSnapshot },
): RecallDto {
  const { actor, snapshot } = by;
  const type = snapshot.types.get(row.appointmentTypeId);
  const state = stateOf(row);
  const mayWrite = mayByItself(actor, 'recall.write', { patientId: row.patientId });
  return {
    id: row.id,
    version: row.version,
    patient: presentPatient(row),
    appointmentTypeId: row.appointmentTypeId,
    typeName: type?.name ?? '',
    durationMin: type?.durationMin ?? 0,
    doctorId: row.doctorId,
    doctorName: row.doctorId === null ? null : (snapshot.doctors.get(row.doctorId)?.name ?? ''),
    dueOn: row.dueOn,
    state,
    contacts: [...contacts],
    contactCount: row.contactCount,
    visit: state === 'booked' ? visitOf(row) : null,
    comesAt: isOpenRecall(state) ? row.comesAt : null,
    createdAt: row.createdAt,
    can: { write: mayWrite && isOpenRecall(state), reopen: mayWrite && isReopenable(state) },
  };
}

function visitOf({ appointmentId: id, visitStartsAt: startsAt }: RecallRow): RecallDto['visit'] {
  return id === null || startsAt === null ? null : { id, startsAt };
}
