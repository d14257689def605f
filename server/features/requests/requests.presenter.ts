import type { RequestDto } from '../../../shared/contracts/requests.ts';
import { isAllowed, type PolicyAction, type Relation } from '../../../shared/domain/policy.ts';
import { canDecide } from '../../../shared/domain/request-status.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { RequestRow } from './requests.repo.ts';

export function presentRequest(row: RequestRow, actor: Actor, snapshot: ClinicSnapshot): RequestDto {
  const can = (action: PolicyAction) =>
    canDecide(row.status) && isAllowed(actor.role, action, relationsToRequest(row, actor));
  return {
    id: row.id,
    version: row.version,
    patient: {
      id: row.patientId,
      chartNumber: row.chartNumber,
      givenName: row.givenName,
      familyName: row.familyName,
      birthDate: row.birthDate,
      sex: row.sex,
      phone: row.phone,
    },
    doctorId: row.doctorId,
    doctorName: snapshot.doctors.get(row.doctorId)?.name ?? '',
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

export function relationsToRequest(
  row: Pick<RequestRow, 'patientId' | 'doctorId'>,
  actor: Actor,
): Relation[] {
  if (actor.role === 'patient') return row.patientId === actor.patientId ? ['self'] : [];
  if (actor.role === 'doctor') return row.doctorId === actor.doctorId ? ['own_schedule'] : [];
  return ['clinic'];
}
