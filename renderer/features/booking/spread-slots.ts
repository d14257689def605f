import type { SlotDto } from '../../../shared/contracts/schedule.ts';

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
