import type { AdminPrivacyRequest, PrivacyRequestDto } from '../../../shared/contracts/privacy.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import { mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { PrivacyRow } from './privacy.repo.ts';

export function presentRequest(row: PrivacyRow, actor: Actor): PrivacyRequestDto {
  const can = (action: PolicyAction) => row.status === 'open' && mayByItself(actor, action, row);
  const { id, patientId, version, kind, via, idDocument, note, status, keepUntil } = row;
  const { createdAt, decidedAt, decisionReason } = row;
  return {
    id,
    patientId,
    version,
    kind,
    via,
    idDocument,
    note,
    status,
    keepUntil,
    createdAt,
    decidedAt,
    decisionReason,
    can: { withdraw: can('privacy.withdraw'), decide: can('privacy.decide') },
  };
}

export function presentForAdmin(row: PrivacyRow, actor: Actor): AdminPrivacyRequest {
  const { patientId: id, chartNumber, givenName, familyName, birthDate } = row;
  return {
    ...presentRequest(row, actor),
    patient: { id, chartNumber, givenName, familyName, birthDate },
  };
}
