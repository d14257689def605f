import { useTranslation } from 'react-i18next';
import type { HoldSlot } from '../../../shared/contracts/holds.ts';
import { addMinutes, toInstant } from '../../../shared/time/instant.ts';
import { useFormat } from '../../lib/format.ts';
import { type OtherHold, useHold, useOtherHolds, useSecondsLeft } from '../../lib/holds.ts';
import { Notice } from '../../ui/notice.tsx';

/** Holds the chosen slot, and says so when somebody else is booking in it: one may go ahead all the same. */
export function HeldNote({ slot }: { readonly slot: HoldSlot | undefined }) {
  useHold(slot);
  const other = useOtherHolds().find((hold) => slot !== undefined && doMeet(hold, slot));
  return other === undefined ? null : <Words hold={other} />;
}

function Words({ hold }: { readonly hold: OtherHold }) {
  const { t } = useTranslation('booking');
  const format = useFormat();
  const count = useSecondsLeft(hold.untilMs);
  return (
    <Notice tone="warn">{t('heldBy', { name: hold.byName, time: format.time(hold.startsAt), count })}</Notice>
  );
}

function doMeet(hold: OtherHold, { doctorId, startsAt, durationMin }: HoldSlot): boolean {
  const start = toInstant(startsAt);
  return hold.doctorId === doctorId && hold.startsAt < addMinutes(start, durationMin) && start < hold.endsAt;
}

/** The slot as far as it is chosen. */
export function slotOf(
  doctorId: HoldSlot['doctorId'] | undefined,
  startsAt: string | undefined,
  durationMin: number | undefined,
): HoldSlot | undefined {
  return doctorId === undefined || startsAt === undefined || durationMin === undefined
    ? undefined
    : { doctorId, startsAt, durationMin };
}
