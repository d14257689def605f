import type { CivilDate } from '../time/civil-date.ts';
import { addYears } from '../time/civil-date.ts';

/** What the clinic keeps for how long. */
export type RetentionPeriods = {
  /** Charts with their visits, after the last visit. */
  readonly chartYears: number;
  /** Nobody's chart goes before this birthday. */
  readonly minorsUntilAge: number;
  /** Requests and places on the waitlist that led to no visit, after their end. */
  readonly requestDays: number;
  /** Corrections and privacy requests, after their decision: the proof that the clinic answered. */
  readonly privacyCaseYears: number;
  /** Ended sessions, invitations and codes: where somebody was signed in, and who was asked to. */
  readonly sessionDays: number;
  /** Answers kept for retries; they hold what the screens showed. */
  readonly answerDays: number;
  /** Files the program has left beside the database: reports of imports, copies made before an update. */
  readonly leftoverDays: number;
};

export type RetentionSettings = RetentionPeriods & {
  /** What is due goes by itself each night; otherwise only when an admin says so. */
  readonly isNightly: boolean;
};

/**
 * Charts: ten years after treatment (Germany BGB 630f, Switzerland, Austria; the NHS asks eight, HIPAA six for
 * its papers) and never before the 25th birthday (NHS). Privacy cases: three years, the usual limitation.
 * What an import or an update leaves behind is looked at in the weeks after it, if at all.
 */
export const DEFAULT_RETENTION: RetentionSettings = {
  chartYears: 10,
  minorsUntilAge: 25,
  requestDays: 365,
  privacyCaseYears: 3,
  sessionDays: 90,
  answerDays: 7,
  leftoverDays: 30,
  isNightly: false,
};

/** What the report speaks of, in its order; the last two are never deleted here. */
export const RETENTION_KINDS = [
  'charts',
  'requests',
  'waitlist',
  'corrections',
  'privacyRequests',
  'sessions',
  'invitations',
  'resetCodes',
  'answers',
  'importReports',
  'migrationCopies',
  'sealed',
  'audit',
  'exports',
] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];

/** The first day on which nothing obliges the clinic any more to keep the chart. */
export function chartKeptUntil(
  person: { readonly lastVisitOn: CivilDate; readonly birthDate: CivilDate },
  periods: Pick<RetentionPeriods, 'chartYears' | 'minorsUntilAge'>,
): CivilDate {
  const afterVisit = addYears(person.lastVisitOn, periods.chartYears);
  const grownUp = addYears(person.birthDate, periods.minorsUntilAge);
  return afterVisit > grownUp ? afterVisit : grownUp;
}
