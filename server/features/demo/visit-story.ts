import type { AppointmentStatus, CancelCode } from '../../../shared/domain/appointment-status.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Span } from './visit-days.ts';

export type Step = { readonly status: AppointmentStatus; readonly at: number };

/** What happens to a visit from its booking to its end, each step with its time; all of it, whatever the hour is now. */
export type VisitStory = {
  readonly steps: readonly Step[];
  readonly cancelCode: CancelCode;
};

export type StoryInput = {
  readonly visit: Span;
  readonly bookedAt: number;
  /** When the doctor is done with the visit before. */
  readonly doctorFreeAt: number;
  readonly isWalkIn: boolean;
};

const MINUTE = 60_000;
const DAY = 86_400_000;

const ENDINGS = [
  { weight: 87, ending: 'completed' },
  { weight: 7, ending: 'cancelled' },
  { weight: 4, ending: 'no_show' },
  { weight: 2, ending: 'left' },
] as const;

const CODES = [
  { weight: 60, code: 'pat' },
  { weight: 15, code: 'pat-fb' },
  { weight: 15, code: 'prov' },
  { weight: 10, code: 'other' },
] as const satisfies readonly { weight: number; code: CancelCode }[];

export function tellStory(random: SeededRandom, input: StoryInput): VisitStory {
  const ending = input.isWalkIn ? 'completed' : random.pickWeighted(ENDINGS).ending;
  const booked: Step = { status: 'booked', at: input.bookedAt };
  const confirmed = confirmation(random, input);
  const before = confirmed === undefined ? [booked] : [booked, confirmed];
  const cancelCode = random.pickWeighted(CODES).code;
  return { steps: [...before, ...courseOf(random, { ...input, ending, before })], cancelCode };
}

/** The steps that have happened by `now`; the last one is where the visit stands. */
export function stepsUntil(story: VisitStory, now: number): readonly Step[] {
  return story.steps.filter((step) => step.at <= now);
}

function confirmation(random: SeededRandom, input: StoryInput): Step | undefined {
  const isConfirmed = random.chance(0.62) && !input.isWalkIn;
  const daysBefore = random.int(1, 6);
  const at = input.visit.start - daysBefore * DAY + random.int(-90, 90) * MINUTE;
  return isConfirmed && at > input.bookedAt ? { status: 'confirmed', at } : undefined;
}

function courseOf(
  random: SeededRandom,
  input: StoryInput & { ending: (typeof ENDINGS)[number]['ending']; before: readonly Step[] },
): Step[] {
  const { start } = input.visit;
  if (input.ending === 'cancelled') {
    const known = input.before.at(-1)?.at ?? input.bookedAt;
    const latest = Math.max(known + MINUTE, start - random.int(1, 60) * 60 * MINUTE);
    return [{ status: 'cancelled', at: Math.min(latest, start - MINUTE) }];
  }
  if (input.ending === 'no_show') return [{ status: 'no_show', at: start + random.int(15, 30) * MINUTE }];
  const arrivedAt = input.isWalkIn ? input.bookedAt + MINUTE : start - random.int(-6, 22) * MINUTE;
  const arrived: Step = { status: 'arrived', at: arrivedAt };
  const checkedIn: Step = { status: 'checked_in', at: arrivedAt + random.int(1, 5) * MINUTE };
  if (input.ending === 'left') {
    const gaveUpAt = Math.max(checkedIn.at, start) + random.int(25, 50) * MINUTE;
    return [arrived, checkedIn, { status: 'left', at: gaveUpAt }];
  }
  return [arrived, checkedIn, ...withTheDoctor(random, input, checkedIn.at)];
}

/** One after the other: nobody is with a doctor who is still with somebody else. */
function withTheDoctor(random: SeededRandom, input: StoryInput, checkedInAt: number): Step[] {
  const { start, end } = input.visit;
  const inRoomAt = Math.max(checkedInAt + MINUTE, input.doctorFreeAt + MINUTE, start - 8 * MINUTE);
  const seenAt = inRoomAt + random.int(1, 5) * MINUTE;
  // Running late, the doctor hurries; that keeps the last visit of the day near its time.
  const isLate = seenAt > start + 10 * MINUTE;
  const pace = isLate ? 0.6 + random.next() * 0.25 : 0.75 + random.next() * 0.35;
  return [
    { status: 'in_room', at: inRoomAt },
    { status: 'with_doctor', at: seenAt },
    { status: 'completed', at: seenAt + Math.round((end - start) * pace) },
  ];
}
