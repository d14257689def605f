import type { Proposal, RequestDto } from '../../../shared/contracts/requests.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import { canDecide } from '../../../shared/domain/request-status.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import { mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { RequestRow } from './requests.repo.ts';

export function presentRequest(row: RequestRow, actor: Actor, snapshot: ClinicSnapshot): RequestDto {
  const proposal = presentProposal(row, snapshot);
  const can = (action: PolicyAction) => canDecide(row.status) && mayByItself(actor, action, row);
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
    proposal,
    proposalAnswer: row.proposalAnswer,
    can: {
      decide: can('request.decide'),
      cancel: can('request.cancel'),
      answer: proposal !== null && can('request.answer'),
    },
  };
}

function presentProposal(row: RequestRow, { types }: ClinicSnapshot): Proposal | null {
  const { proposedTypeId, proposedStarts, proposalEndsAt } = row;
  if (!canDecide(row.status)) return null;
  const type = proposedTypeId === null ? undefined : types.get(proposedTypeId);
  if (type === undefined || proposedStarts === null || proposalEndsAt === null) return null;
  const slots = startsOf(proposedStarts).map((startsAt) => ({
    startsAt,
    endsAt: addMinutes(startsAt, type.durationMin),
  }));
  return { appointmentTypeId: type.id, typeName: type.name, slots, endsAt: proposalEndsAt };
}

/** The column's own list. */
export function startsOf(json: string): Instant[] {
  return JSON.parse(json) as Instant[];
}
