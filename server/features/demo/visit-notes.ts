import { NOTES_DUE_DAYS } from '../../../shared/domain/notes.ts';
import type { NoteId, UserId } from '../../../shared/ids.ts';
import { fromEpochMs } from '../../../shared/time/instant.ts';
import type { NewRow } from '../../db/schema.ts';
import { createSeededRandom } from './seeded-random.ts';

/** What fits whatever somebody came for. */
const WORDS = [
  ['No new findings, general state good.', 'As before; control in three months.'],
  ['For about two weeks, no warning signs.', 'Blood drawn; results by telephone.'],
  ['Clearly better than last time.', 'Treatment goes on for two more weeks.'],
  ['Unchanged. Blood pressure 132/84.', 'Dose raised; look again in two weeks.'],
  ['A mild finding, explained with a drawing.', 'Rest; come again if it is not better in a week.'],
  ['Examined without finding.', 'Nothing further needed. Check-up in a year.'],
] as const;

const MINUTE = 60_000;
/** Doctors write most of their notes on the day itself. */
const LEFT_OF_YESTERDAY = 0.15;

type Seen = {
  readonly appointment: NewRow<'appointment'>;
  readonly authorId: UserId;
  /** Days from today. */
  readonly offset: number;
  readonly endedAt: number;
};

/**
 * The signed note of a visit of an earlier day; today's, and some of yesterday's, are still to be written. What lies
 * so long back that nobody is reminded of it has none: a large clinic is to be filled in a minute.
 */
export function noteOf({ appointment, authorId, offset, endedAt }: Seen): NewRow<'visitNote'> | undefined {
  // A stream of its own: what is written of a visit changes no other one.
  const random = createSeededRandom(`note ${appointment.id}`);
  if (offset >= 0 || offset < -NOTES_DUE_DAYS) return undefined;
  if (offset === -1 && random.chance(LEFT_OF_YESTERDAY)) return undefined;
  const [findings, plan] = random.pick(WORDS);
  const signedAt = endedAt + random.int(1, 9) * MINUTE;
  return {
    id: random.uuidAt<NoteId>(signedAt),
    appointmentId: appointment.id,
    patientId: appointment.patientId,
    authorId,
    reason: appointment.reason ?? '',
    findings,
    plan,
    signedAt: fromEpochMs(signedAt),
  };
}
