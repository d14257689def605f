import { type RefObject, useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import type { DayGridHandle } from '../../ui/day-grid/day-grid.tsx';
import type { StartAt } from '../../ui/day-grid/use-grid-cursor.ts';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import { BoardGrid } from './board-grid.tsx';
import type { OnlyDoctor } from './doctor-menu.tsx';
import classes from './board.module.css';
import type { BoardShown } from './use-board-shown.ts';
import type { Pins } from './use-pins.ts';
import { useVisitWords } from './visit-words.ts';
import type { RowMin } from './zoom.ts';

type Props = {
  readonly shown: BoardShown;
  readonly startAt: StartAt;
  readonly only: OnlyDoctor;
  readonly pins: Pins;
  readonly rowMin: RowMin;
  readonly grid: RefObject<DayGridHandle | null>;
};

/** The days themselves, or why they are not to be seen. */
export function BoardBody({ shown, startAt, only, pins, grid, ...props }: Props) {
  const { t } = useTranslation(['board', 'common']);
  const words = useVisitWords();
  const label = useLabel(shown);
  // A full day is drawn again for it: the keys and the control do not wait.
  const rowMin = useDeferredValue(props.rowMin);
  const { days, doctorId, columns, isHere, error, isEmpty } = shown;
  return (
    <section className={classes.gridArea} aria-label={label}>
      {!isHere && error !== null && <LoadFailed error={error} onRetry={shown.refetch} />}
      {isHere && error !== null && <p className={classes.notice}>{t('common:states.oldData')}</p>}
      {shown.isClosure && <p className={classes.notice}>{t('closure')}</p>}
      {isHere && columns.length === 0 && (
        <PageNote
          title={t(isEmpty ? 'empty.noDoctors' : 'empty.noMatch')}
          hint={t(isEmpty ? 'empty.noDoctorsHint' : 'empty.noMatchHint')}
        />
      )}
      {!isHere && error === null && <div className={classes.loading}>{t('loading')}</div>}
      {columns.length > 0 && (
        <BoardGrid
          key={[days[0], days.length, doctorId].join(' ')}
          label={label}
          shown={shown}
          startAt={startAt}
          only={only}
          pins={pins}
          rowMin={rowMin}
          words={words}
          handle={grid}
        />
      )}
    </section>
  );
}

function useLabel({ days, doctorId, nameOf }: BoardShown): string {
  const { t } = useTranslation('board');
  const format = useFormat();
  const [first = '', last = first] = [days[0], days.at(-1)];
  if (doctorId === undefined) return t('gridOf', { day: format.dayLong(first) });
  return t('days.gridOf', { doctor: nameOf(doctorId) ?? '', days: format.dayRange(first, last) });
}
