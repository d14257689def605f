import { useDebouncedValue } from '@mantine/hooks';
import type { HoldSlot } from '../../../shared/contracts/holds.ts';
import { epochMs, toInstant } from '../../../shared/time/instant.ts';
import type { PaletteState } from './use-palette.ts';

/** What is looked at for so long is meant: the other boards do not change with each word that is typed. */
const MEANT_MS = 400;
const MINUTE_MS = 60_000;

/** The time that Enter would book, for the other desks to see. */
export function useSelectedSlot({ items, at, isSettled }: PaletteState): HoldSlot | undefined {
  const item = items[at];
  const choice = isSettled && item?.kind === 'book' ? item.choice : undefined;
  const place = choice === undefined ? '' : `${choice.startsAt} ${choice.doctor.id}`;
  const [meant] = useDebouncedValue(place, MEANT_MS);
  if (choice === undefined || meant !== place) return undefined;
  const { doctor, startsAt, endsAt } = choice;
  const durationMs = epochMs(toInstant(endsAt)) - epochMs(toInstant(startsAt));
  return { doctorId: doctor.id, startsAt, durationMin: durationMs / MINUTE_MS };
}
