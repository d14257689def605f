import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type OtherHold, useOtherHolds, useSecondsLeft } from '../../lib/holds.ts';
import { useFormat } from '../../lib/format.ts';
import type { GridGhosts } from '../../ui/day-grid/types.ts';
import type { VisitColumn } from './board-columns.ts';
import classes from './board.module.css';
import type { DayClock } from './day-clock.ts';
import type { Placing } from './placing.ts';

/** What other desks are booking on this day, by column. */
export function useGhosts(clock: DayClock, { columnOf }: Placing): GridGhosts {
  const holds = useOtherHolds();
  return useMemo(() => {
    const today = holds.filter(({ startsAt, endsAt }) => startsAt < clock.end && clock.start < endsAt);
    const ghosts = today.map((hold) => ({
      id: hold.id,
      columnId: columnOf(hold) ?? '',
      startMin: clock.minuteOf(hold.startsAt),
      endMin: clock.minuteOf(hold.endsAt),
      content: <Booking hold={hold} />,
    }));
    return Map.groupBy(ghosts, ({ columnId }) => columnId);
  }, [holds, clock, columnOf]);
}

function Booking({ hold }: { readonly hold: OtherHold }) {
  const { t } = useTranslation('board');
  const format = useFormat();
  const seconds = useSecondsLeft(hold.untilMs);
  return (
    <span className={classes.holding}>
      <span>{t('hold.is', { name: hold.byName, time: format.time(hold.startsAt) })}</span>
      <span>{t('hold.left', { count: seconds })}</span>
    </span>
  );
}

/** The same for those who listen: who began to book what. */
export function HoldsSpoken({ doctors }: { readonly doctors: readonly VisitColumn[] }) {
  const { t } = useTranslation('board');
  const format = useFormat();
  const holds = useOtherHolds();
  return (
    <div className={classes.spoken} aria-live="polite">
      {holds.map(({ id, byName, doctorId, startsAt }) => {
        const doctor = doctors.find(({ id: known }) => known === doctorId)?.title;
        return (
          doctor !== undefined && (
            <p key={`${id}${startsAt}`}>
              {t('hold.spoken', { name: byName, time: format.dateTime(startsAt), doctor })}
            </p>
          )
        );
      })}
    </div>
  );
}
