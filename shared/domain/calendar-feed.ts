import { addDays, type CivilDate } from '../time/civil-date.ts';

/** For each device one, and some to spare. */
export const FEEDS_AT_MOST = 5;

/** What a calendar shows of the past, and how far it looks ahead: a doctor's days are full, a patient's are not. */
const SHOWN_DAYS = { doctor: { back: 14, ahead: 120 }, patient: { back: 365, ahead: 730 } } as const;

/** The first day shown, and the first one after the last. */
export function shownDays(
  of: 'doctor' | 'patient',
  today: CivilDate,
): { from: CivilDate; before: CivilDate } {
  const { back, ahead } = SHOWN_DAYS[of];
  return { from: addDays(today, -back), before: addDays(today, ahead + 1) };
}
