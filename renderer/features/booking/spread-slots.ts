import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import { epochMs, toInstant } from '../../../shared/time/instant.ts';

/**
 * The staff's raster is so fine that neighbours of a free time are free times too. Of each run only
 * those that do not overlap are worth a button: 10:00, 10:20, 10:40.
 */
export function spreadSlots(slots: readonly SlotDto[]): SlotDto[] {
  const kept: SlotDto[] = [];
  for (const slot of slots) {
    const last = kept.at(-1);
    if (last === undefined || last.doctorId !== slot.doctorId || slot.startsAt >= last.endsAt)
      kept.push(slot);
  }
  return kept;
}

/** The free times closest to a wanted one, in order of time. */
export function nearestSlots(slots: readonly SlotDto[], wanted: string, count: number): SlotDto[] {
  const at = epochMs(toInstant(wanted));
  const distance = (slot: SlotDto) => Math.abs(epochMs(toInstant(slot.startsAt)) - at);
  const after = spreadSlots(slots.filter((slot) => slot.startsAt >= wanted));
  const before = spreadBackwards(slots.filter((slot) => slot.startsAt < wanted));
  return [...before, ...after]
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, count)
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}

/** As `spreadSlots`, but keeping those closest to the end. */
function spreadBackwards(slots: readonly SlotDto[]): SlotDto[] {
  const kept: SlotDto[] = [];
  for (const slot of slots.toReversed()) {
    const next = kept.at(-1);
    if (next === undefined || slot.endsAt <= next.startsAt) kept.push(slot);
  }
  return kept.reverse();
}
