import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoctorId } from '../../../shared/ids.ts';
import { type OtherHold, useOtherHolds, useSecondsLeft } from '../../lib/holds.ts';
import { useFormat } from '../../lib/format.ts';
import type { GridGhosts } from '../../ui/day-grid/types.ts';
import classes from './board.module.css';
import type { Placing } from './placing.ts';

/** What other desks are booking on the days shown, by column. */
export function useGhosts({ columnOf, placeIn }: Placing): GridGhosts {
  const holds = useOtherHolds();
  return useMemo(() => {
    const ghosts = holds.flatMap((hold) => {
      const columnId = columnOf(hold);
      if (columnId === undefined) return [];
      const { clock } = placeIn(columnId);
      if (hold.startsAt >= clock.end || hold.endsAt <= clock.start) return [];
      const span = { startMin: clock.minuteOf(hold.startsAt), endMin: clock.minuteOf(hold.endsAt) };
      return [{ id: hold.id, columnId, ...span, content: <Booking hold={hold} /> }];
    });
    return Map.groupBy(ghosts, ({ columnId }) => columnId);
  }, [holds, columnOf, placeIn]);
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
export function HoldsSpoken({ nameOf }: { readonly nameOf: (doctor: DoctorId) => string | undefined }) {
  const { t } = useTranslation('board');
  const format = useFormat();
  const holds = useOtherHolds();
  return (
    <div className={classes.spoken} aria-live="polite">
      {holds.map(({ id, byName, doctorId, startsAt }) => {
        const doctor = nameOf(doctorId);
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
