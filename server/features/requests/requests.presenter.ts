import type { RequestDto } from '../../../shared/contracts/requests.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import { canDecide } from '../../../shared/domain/request-status.ts';
import { mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { presentPatient } from '../patients/patient-head.ts';
import type { RequestRow } from './requests.repo.ts';

export function presentRequest(row: RequestRow, actor: Actor, snapshot: ClinicSnapshot): RequestDto {
  const can = (action: PolicyAction) => canDecide(row.status) && mayByItself(actor, action, row);
  const special = snapshot.specializations.find(({ id }) => id === row.specializationId);
  return {
    id: row.id,
    version: row.version,
    patient: presentPatient(row),
    doctorId: row.doctorId,
    doctorName: row.doctorId === null ? null : (snapshot.doctors.get(row.doctorId)?.name ?? ''),
    specializationId: row.specializationId,
    specializationName: special?.name ?? null,
    date: row.date,
    dayPart: row.dayPart,
    urgency: row.urgency,
    reason: row.reason,
    status: row.status,
    createdAt: row.createdAt,
    decidedAt: row.decidedAt,
    decisionReason: row.decisionReason,
    appointmentId: row.appointmentId,
    can: { decide: can('request.decide'), cancel: can('request.cancel') },
  };
}
