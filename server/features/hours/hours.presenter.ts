import type { HoursProposalDto } from '../../../shared/contracts/hours.ts';
import { comingPart, type WeekRow } from '../../../shared/domain/weekly-hours.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { ProposalRow } from './hours.repo.ts';

/** The clinic of this moment. */
export type Moment = { readonly snapshot: ClinicSnapshot; readonly today: CivilDate };

export function presentProposal(row: ProposalRow, moment: Moment, actor: Actor): HoursProposalDto {
  const { id, version, doctorId, validFrom, validTo, note, status, createdAt, decidedAt, decisionReason } =
    row;
  const isOpen = status === 'open';
  const isMoot = isOpen && isMootNow(row, moment);
  return {
    id,
    version,
    doctorId,
    week: weekOf(row),
    validFrom,
    validTo,
    note,
    status,
    isMoot,
    createdAt,
    decidedAt,
    decisionReason,
    can: {
      withdraw: isOpen && mayByItself(actor, 'hours.propose', { doctorId }),
      decide: isOpen && !isMoot && mayByItself(actor, 'hours.decide', { doctorId }),
    },
  };
}

/** Whoever is gone has no hours to come, and days gone by keep theirs. */
export function isMootNow(row: ProposalRow, { snapshot, today }: Moment): boolean {
  const isDoctorHere = snapshot.doctors.get(row.doctorId)?.isActive === true;
  return !isDoctorHere || row.isProposerHere === 0 || comingPart(periodOf(row), today) === undefined;
}

export function weekOf({ week }: ProposalRow): WeekRow[] {
  return JSON.parse(week) as WeekRow[];
}

export function periodOf({ validFrom, validTo }: ProposalRow): { from: string; until: string | null } {
  return { from: validFrom, until: validTo };
}
