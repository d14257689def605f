import type { Generated } from 'kysely';
import type { HoursKind } from '../../shared/domain/availability.ts';
import type { HoursProposalStatus } from '../../shared/domain/weekly-hours.ts';
import type { DoctorId, HoursProposalId, UserId } from '../../shared/ids.ts';
import type { CivilDate, LocalTime } from '../../shared/time/civil-date.ts';
import type { Instant } from '../../shared/time/instant.ts';

/** When doctors work, and what they propose instead. */
export type HoursTables = {
  weeklyHours: {
    id: Generated<number>;
    doctorId: DoctorId;
    weekday: number;
    kind: HoursKind;
    startTime: LocalTime;
    endTime: LocalTime;
    validFrom: CivilDate;
    validTo: CivilDate | null;
  };
  dateException: {
    id: Generated<number>;
    doctorId: DoctorId;
    date: CivilDate;
    kind: 'open' | 'closed';
    startTime: LocalTime | null;
    endTime: LocalTime | null;
  };
  timeOff: {
    id: Generated<number>;
    doctorId: DoctorId;
    startsAt: Instant;
    endsAt: Instant;
    reason: string;
  };
  clinicClosure: { id: Generated<number>; startsOn: CivilDate; endsOn: CivilDate; name: string };
  hoursProposal: {
    id: HoursProposalId;
    doctorId: DoctorId;
    proposedBy: UserId;
    /** JSON, a list of `WeekRow`. */
    week: string;
    validFrom: CivilDate;
    validTo: CivilDate | null;
    /** The mark of the hours it was drawn on. */
    drawnOn: string;
    note: string;
    status: HoursProposalStatus;
    decidedBy: UserId | null;
    decidedAt: Instant | null;
    decisionReason: string | null;
    version: number;
    createdAt: Instant;
  };
};
