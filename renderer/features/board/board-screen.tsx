import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoctorId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { useDeskTasks, useFocusHome } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import type { DayGridHandle } from '../../ui/day-grid/day-grid.tsx';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import { BoardGrid } from './board-grid.tsx';
import { BoardKeys } from './board-keys.tsx';
import { BoardToolbar } from './board-toolbar.tsx';
import classes from './board.module.css';
import { type BoardLook, withoutFilter, withPart } from './board-address.ts';
import type { FilterProps } from './filter-control.tsx';
import { useBoardLook } from './use-board-look.ts';
import { FIRST_PIN, Pinboard } from './pinboard.tsx';
import { usePins } from './use-pins.ts';
import { useBoardKeys } from './use-board-keys.ts';
import { useBoardShown } from './use-board-shown.ts';
import { useSavedViews } from './use-saved-views.ts';
import { useVisitWords } from './visit-words.ts';
import { useZoom } from './use-zoom.ts';
import type { ViewsProps } from './views-control.tsx';

type Props = {
  readonly day: CivilDate;
  readonly onDay: (day: CivilDate) => void;
  /** How the address has the day stand. */
  readonly look: BoardLook;
  readonly onLook: (look: BoardLook) => void;
  readonly FilterPanel: FilterProps['FilterPanel'];
  readonly ViewsPanel: ViewsProps['ViewsPanel'];
  /** The requests that wait for an answer; another feature's, placed here by the app. */
  readonly inbox: React.ReactNode;
  /** Which rooms are free; below the day. */
  readonly rooms: React.ReactNode;
};

/** Who is where now, and where is there room? */
export function BoardScreen({ day, onDay, inbox, rooms, ...given }: Props) {
  const { t } = useTranslation(['board', 'common']);
  const format = useFormat();
  const tasks = useDeskTasks();
  const grid = useRef<DayGridHandle>(null);
  const filterInput = useRef<HTMLInputElement>(null);
  const dateInput = useRef<HTMLInputElement>(null);
  const { look, change } = useBoardLook(given.look, given.onLook);
  const [isPanelOpen, setPanelOpen] = useState(false);
  const [isInboxOpen, setInboxOpen] = useState(true);
  const [areKeysShown, setKeysShown] = useState(false);
  const keys = useMemo(() => ({ show: () => setKeysShown(true), hide: () => setKeysShown(false) }), []);
  const words = useVisitWords();
  const { board, all, doctors, columns, placing, clock } = useBoardShown(day, look);
  const pins = usePins();

  const zoom = useZoom();
  // A full day is drawn again for it: the keys and the control do not wait.
  const rowMin = useDeferredValue(zoom.rowMin);
  const views = useSavedViews({ look, onLook: change, zoom });

  useFocusHome(useCallback(() => grid.current?.focus(), []));
  useBoardKeys({
    day,
    today: format.today(),
    onDay,
    onBook: () => tasks.book({ day, ...(doctors.length === 1 && { doctorId: doctors[0]?.id as DoctorId }) }),
    onFilter: () => filterInput.current?.focus(),
    onFilters: () => setPanelOpen(true),
    onAll: () => change(withoutFilter(look)),
    onDate: () => dateInput.current?.focus(),
    onInbox: () => setInboxOpen((isOpen) => !isOpen),
    onPins: () => document.querySelector<HTMLElement>(FIRST_PIN)?.focus(),
    onKeys: keys.show,
    onGrid: () => grid.current?.focus(),
    onUndo: tasks.undo,
    onWalkIn: tasks.walkIn,
    onZoom: zoom.by,
    onViews: () => views.setPanel('open'),
    onView: views.show,
    onSave: views.setPanel,
  });

  return (
    <main id="content" className={classes.screen}>
      <BoardToolbar
        day={day}
        onDay={onDay}
        columns={columns}
        zoom={zoom}
        filter={{
          look,
          onLook: change,
          filterInput,
          isPanelOpen,
          onPanel: setPanelOpen,
          FilterPanel: given.FilterPanel,
        }}
        views={views}
        ViewsPanel={given.ViewsPanel}
        dateInput={dateInput}
        requestCount={board.data?.pendingRequestCount ?? 0}
        isInboxOpen={isInboxOpen}
        onInbox={() => setInboxOpen(!isInboxOpen)}
        onKeys={keys.show}
      />
      <div className={classes.area} data-inbox={isInboxOpen || undefined}>
        <section className={classes.gridArea} aria-label={t('gridOf', { day: format.dayLong(day) })}>
          {board.data === undefined && board.error !== null && (
            <LoadFailed error={board.error} onRetry={() => void board.refetch()} />
          )}
          {board.data !== undefined && board.error !== null && (
            <p className={classes.notice}>{t('common:states.oldData')}</p>
          )}
          {board.data?.isClosure === true && <p className={classes.notice}>{t('closure')}</p>}
          {board.data !== undefined && columns.length === 0 && (
            <PageNote
              title={t(all.length === 0 ? 'empty.noDoctors' : 'empty.noMatch')}
              hint={t(all.length === 0 ? 'empty.noDoctorsHint' : 'empty.noMatchHint')}
            />
          )}
          {board.data === undefined && board.error === null && (
            <div className={classes.loading}>{t('loading')}</div>
          )}
          {columns.length > 0 && (
            <BoardGrid
              key={day}
              day={day}
              columns={columns}
              doctors={doctors}
              placing={placing}
              clock={clock}
              rowMin={rowMin}
              words={words}
              handle={grid}
              only={{
                doctor: look.doctor,
                onDoctor: (doctor) => change(withPart(look, 'doctor', doctor)),
              }}
              pins={pins}
            />
          )}
        </section>
        {isInboxOpen && <aside className={classes.inbox}>{inbox}</aside>}
      </div>
      <Pinboard day={day} pins={pins} grid={grid} />
      {rooms}
      <BoardKeys isOpen={areKeysShown} onClose={keys.hide} />
    </main>
  );
}
