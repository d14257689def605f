import type { CorrectionDto, DeskCorrectionDto } from '../../../shared/contracts/corrections.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import { mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { CorrectionRow } from './corrections.repo.ts';

export function presentCorrection(row: CorrectionRow, actor: Actor): CorrectionDto {
  const can = (action: PolicyAction) => row.status === 'open' && mayByItself(actor, action, row);
  const { id, version, field, wanted, note, status, oldValue, createdAt, decidedAt, decisionReason } = row;
  return {
    id,
    version,
    field,
    wanted,
    note,
    status,
    oldValue,
    createdAt,
    decidedAt,
    decisionReason,
    currentValue: currentValueOf(row),
    can: { withdraw: can('correction.withdraw'), decide: can('correction.decide') },
  };
}

export function presentForDesk(row: CorrectionRow, actor: Actor): DeskCorrectionDto {
  const { patientId: id, chartNumber, givenName, familyName, birthDate, sex, phone } = row;
  return {
    ...presentCorrection(row, actor),
    patient: { id, chartNumber, givenName, familyName, birthDate, sex, phone },
    chartVersion: row.chartVersion,
  };
}

export function currentValueOf(row: CorrectionRow): string | null {
  return row.field === 'other' ? null : row[row.field];
}
