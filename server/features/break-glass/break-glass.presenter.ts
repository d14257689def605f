import type { BreakGlassDto, OpenedChart } from '../../../shared/contracts/break-glass.ts';
import { mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { GlassRow, OpenedRow } from './break-glass.repo.ts';

export function presentOpened(row: OpenedRow): OpenedChart {
  const { glassId, openedAt, expiresAt, ...patient } = row;
  return { id: glassId, patient, openedAt, expiresAt };
}

export function presentGlass(row: GlassRow, actor: Actor): BreakGlassDto {
  const { id, version, doctorName, chartNumber, reason, openedAt, expiresAt, firstReadAt } = row;
  const { reviewedAt: at, reviewerName: byName, reviewNote: note } = row;
  return {
    id,
    version,
    doctorName,
    chartNumber,
    reason,
    openedAt,
    expiresAt,
    firstReadAt,
    review: at === null || byName === null || note === null ? null : { at, byName, note },
    can: {
      review: at === null && row.userId !== actor.userId && mayByItself(actor, 'breakGlass.review', {}),
    },
  };
}
