import { useCallback, useMemo, useRef, useState } from 'react';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFocusHome } from '../../lib/focus-return.ts';
import { useFormat } from '../../lib/format.ts';
import type { DayGridHandle } from '../../ui/day-grid/day-grid.tsx';
import { BoardBody } from './board-body.tsx';
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
import { useSpan } from './use-span.ts';
import { useZoom } from './use-zoom.ts';
import type { ViewsProps } from './views-control.tsx';

type Props = {
  readonly day: CivilDate;
  readonly onDay: (day: CivilDate) => void;
  /** How the address has the day stand. */
  readonly look: BoardLook;
  /** And from which day on, where that changes with it. */
  readonly onLook: (look: BoardLook, day?: CivilDate) => void;
  readonly FilterPanel: FilterProps['FilterPanel'];
  readonly ViewsPanel: ViewsProps['ViewsPanel'];
  /** The requests that wait for an answer; another feature's, placed here by the app. */
  readonly inbox: React.ReactNode;
  /** Which rooms are free; below the day. */
  readonly rooms: React.ReactNode;
};

/** Who is where now, and where is there room? */
export function BoardScreen({ day, onDay, inbox, rooms, ...given }: Props) {
  const format = useFormat();
  const tasks = useDeskTasks();
  const grid = useRef<DayGridHandle>(null);
  const filterInput = useRef<HTMLInputElement>(null);
  const dateInput = useRef<HTMLInputElement>(null);
  const doctorSelect = useRef<HTMLSelectElement>(null);
  const { look, change } = useBoardLook(given.look, given.onLook);
  const [isPanelOpen, setPanelOpen] = useState(false);
  const [isInboxOpen, setInboxOpen] = useState(true);
  const [areKeysShown, setKeysShown] = useState(false);
  const keys = useMemo(() => ({ show: () => setKeysShown(true), hide: () => setKeysShown(false) }), []);
  const shown = useBoardShown(day, look);
  const { startAt, turn, follow, goTo } = useSpan({ look, onLook: change, onDay, grid, shown });
  const pins = usePins();
  const zoom = useZoom();
  const views = useSavedViews({ look, onLook: change, onSpan: turn, zoom });

  const withFocusBack = useMemo(
    () => ({
      ...views,
      setPanel: (panel: typeof views.panel) => {
        views.setPanel(panel);
        // What had the focus may be gone with the columns that were chosen.
        if (panel === 'closed')
          setTimeout(() => document.activeElement === document.body && grid.current?.focus());
      },
    }),
    [views],
  );
  useFocusHome(useCallback(() => grid.current?.focus(), []));
  useBoardKeys({
    day,
    step: look.days ?? 1,
    today: format.today(),
    onDay: goTo,
    onBook: () => tasks.book({ day, ...(shown.onlyDoctorId && { doctorId: shown.onlyDoctorId }) }),
    onFilter: () => (doctorSelect.current ?? filterInput.current)?.focus(),
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
    onSpan: turn,
    onViews: () => views.setPanel('open'),
    onView: views.show,
    onSave: views.setPanel,
  });

  return (
    <main id="content" className={classes.screen}>
      <BoardToolbar
        day={day}
        onDay={goTo}
        shown={shown}
        zoom={zoom}
        filter={{
          look,
          onLook: change,
          whose: shown.doctorId,
          filterInput,
          doctorSelect,
          isPanelOpen,
          onPanel: setPanelOpen,
          FilterPanel: given.FilterPanel,
        }}
        views={withFocusBack}
        ViewsPanel={given.ViewsPanel}
        dateInput={dateInput}
        isInboxOpen={isInboxOpen}
        onInbox={() => setInboxOpen(!isInboxOpen)}
        onKeys={keys.show}
      />
      <div className={classes.area} data-inbox={isInboxOpen || undefined}>
        <BoardBody
          shown={shown}
          startAt={startAt}
          rowMin={zoom.rowMin}
          grid={grid}
          pins={pins}
          only={{
            doctor: look.doctor,
            onDoctor: (doctor) => change(withPart(look, 'doctor', doctor)),
            areDaysShown: look.days !== undefined,
            onWeek: follow,
          }}
        />
        {isInboxOpen && <aside className={classes.inbox}>{inbox}</aside>}
      </div>
      <Pinboard day={day} pins={pins} grid={grid} />
      {rooms}
      <BoardKeys isOpen={areKeysShown} onClose={keys.hide} />
    </main>
  );
}
