import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import { useAfterPaint } from '../../lib/after-paint.ts';
import { type BookingStart, type PlaceFor, useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { DayGrid, type DayGridHandle } from '../../ui/day-grid/day-grid.tsx';
import type { StartAt } from '../../ui/day-grid/use-grid-cursor.ts';
import type { BoardShown } from './use-board-shown.ts';
import type { GridSpan } from '../../ui/day-grid/types.ts';
import { hoursShown, isOpenAt } from '../../ui/day-grid/scale.ts';
import { sortName } from '../../ui/visit/patient-line.tsx';
import { useVisitActs } from '../../ui/visit/use-visit-acts.ts';
import { HoldsSpoken, useGhosts } from './board-holds.tsx';
import type { VisitColumn, VisitEvent } from './board-columns.ts';
import type { DayClock } from './day-clock.ts';
import type { ColumnPlace, Placing } from './placing.ts';
import { pressAct } from '../../ui/visit/status-keys.ts';
import type { Pins } from './use-pins.ts';
import { useNowMinute } from './use-now-minute.ts';
import { drawVisit } from './visit-block.tsx';
import type { VisitWords } from './visit-words.ts';
import { DoctorMenu, type DoctorMenuAt, type OnlyDoctor } from './doctor-menu.tsx';
import { type MenuAt, VisitMenu } from './visit-menu.tsx';
import { pxPerMinOf, type RowMin } from './zoom.ts';

type Props = {
  readonly label: string;
  readonly shown: BoardShown;
  readonly startAt: StartAt;
  readonly rowMin: RowMin;
  readonly words: VisitWords;
  readonly handle: React.RefObject<DayGridHandle | null>;
  readonly only: OnlyDoctor;
  readonly pins: Pins;
};

const USUAL_HOURS = { startMin: 8 * 60, endMin: 18 * 60 };
const FOCUS_AFTER_MS = 60;
/** Keeps it on the pinboard. */
const PARK = 'k';

export function BoardGrid({ label, shown, startAt, rowMin, words: visitWords, handle, only, pins }: Props) {
  const { t } = useTranslation('board');
  const tasks = useDeskTasks();
  const format = useFormat();
  const { days, columns, placing } = shown;
  const today = format.today();
  const nowDay = days.find((day) => day === today) ?? days[0] ?? today;
  const now = useNowMinute(nowDay, placing.placeIn(nowDay).clock);
  const { clock } = placing.placeIn(columns[0]?.id ?? nowDay);
  const scale = useScale(columns, rowMin);
  const words = useGridWords(clock, placing);
  const spanWords = ({ startMin, endMin }: GridSpan) =>
    t('carry.at', { from: words.time(startMin), until: words.time(endMin), count: endMin - startMin });
  const renderVisit = useCallback(
    (event: VisitEvent, heightPx: number) => drawVisit(event, heightPx, visitWords),
    [visitWords],
  );
  const [menu, setMenu] = useState<MenuAt | null>(null);
  const [doctorMenu, setDoctorMenu] = useState<DoctorMenuAt | null>(null);
  // Nobody can ask for it before the first paint.
  const isMenuWanted = useAfterPaint(true);
  const onEventKey = useVisitKeys(columns, { openMenu: setMenu, park: pins.park });
  // To where the focus is in the grid, whatever was pressed: not every press that opens a menu takes it along.
  const backFrom = (close: () => void) => {
    close();
    handle.current?.focus();
  };
  const ghosts = useGhosts(placing);

  // Its keys work from the first moment, unless somebody is already somewhere else. After the paint.
  useEffect(() => {
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) handle.current?.focus();
    }, FOCUS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [handle]);

  return (
    <>
      <DayGrid
        label={label}
        columns={columns}
        scale={scale}
        nowMin={now}
        nowColumnId={placing.columnsAre === 'days' ? nowDay : undefined}
        startAt={startAt}
        ghosts={ghosts}
        words={words}
        renderEvent={renderVisit}
        onBook={(columnId, minute) => tasks.book(bookingIn(placing.placeIn(columnId), minute))}
        onPlace={({ eventId, columnId, ...span }) => {
          const pinned = pins.find(eventId);
          const visit = visitOf(columns, eventId) ?? pinned.visit;
          const place = placing.placeIn(columnId);
          if (visit !== undefined) tasks.place(visit, placeFor(visit, place, span));
          else if (pinned.due !== undefined)
            tasks.book({ ...bookingIn(place, span.startMin), recall: pinned.due });
        }}
        onDropOut={(eventId) => {
          const visit = visitOf(columns, eventId);
          if (visit !== undefined) pins.park?.(visit);
        }}
        carriedText={({ eventId, ...span }) => {
          const { visit, due } = pins.find(eventId);
          const patient = (visitOf(columns, eventId) ?? visit ?? due)?.patient;
          // In a short block the first line is all there is: where it would lie comes before whose it is.
          return [spanWords(span), patient === undefined ? '' : sortName(patient)].join(' ');
        }}
        carriedSpoken={({ columnId, ...span }) =>
          t('carry.spoken', {
            time: spanWords(span),
            doctor: columns.find(({ id }) => id === columnId)?.title ?? '',
          })
        }
        onOpen={(id) => tasks.show(id as AppointmentId)}
        onEventKey={onEventKey}
        onMenu={(id, at) => {
          const visit = visitOf(columns, id);
          if (visit !== undefined) setMenu({ visit, at });
        }}
        onColumnMenu={(id, at) => {
          const { day: on, doctorId } = placing.placeIn(id);
          const name = doctorId && shown.nameOf(doctorId);
          if (doctorId !== undefined && name !== undefined)
            setDoctorMenu({ id: doctorId, name, day: on, at });
        }}
        handle={handle}
      />
      <HoldsSpoken nameOf={shown.nameOf} />
      {isMenuWanted && (
        <>
          <VisitMenu menu={menu} onClose={() => backFrom(() => setMenu(null))} onPin={pins.park} />
          <DoctorMenu menu={doctorMenu} only={only} onClose={() => backFrom(() => setDoctorMenu(null))} />
        </>
      )}
    </>
  );
}

function bookingIn({ day, clock, roomId, ...place }: ColumnPlace, minute: number): BookingStart {
  const doctorId = place.doctorId ?? place.usualDoctorId;
  return {
    day,
    startsAt: clock.instantAt(minute),
    ...(doctorId !== undefined && { doctorId }),
    ...(roomId && { roomId }),
  };
}

/** A room is named only where the visit goes into another one. */
function placeFor(visit: AppointmentDto, { clock, doctorId, roomId }: ColumnPlace, span: GridSpan): PlaceFor {
  const isOtherRoom = roomId !== undefined && roomId !== (visit.room?.id ?? null);
  return {
    doctorId: doctorId ?? visit.doctorId,
    startsAt: clock.instantAt(span.startMin),
    durationMin: span.endMin - span.startMin,
    ...(isOtherRoom && { roomId }),
  };
}

function visitOf(columns: readonly VisitColumn[], id: string): AppointmentDto | undefined {
  return columns.flatMap((column) => column.events).find((event) => event.id === id)?.data;
}

/** One key, one act, on the focused visit. */
function useVisitKeys(
  columns: readonly VisitColumn[],
  { openMenu, park }: { openMenu: (menu: MenuAt) => void; park: Pins['park'] },
) {
  const perform = useVisitActs();
  return (event: React.KeyboardEvent, id: string): boolean => {
    const visit = visitOf(columns, id);
    if (visit !== undefined && park !== undefined && event.key.toLowerCase() === PARK) {
      park(visit);
      return true;
    }
    const act = visit === undefined ? undefined : pressAct(event, visit);
    if (visit === undefined || act === undefined) return false;
    const at = (event.target as Element).getBoundingClientRect();
    perform(visit, act, () => openMenu({ visit, at }));
    return true;
  };
}

/** One row per key and click. */
function useScale(columns: readonly VisitColumn[], rowMin: RowMin) {
  const { startMin, endMin } = hoursShown(columns, USUAL_HOURS);
  return useMemo(
    () => ({ startMin, endMin, pxPerMin: pxPerMinOf(rowMin), stepMin: rowMin }),
    [startMin, endMin, rowMin],
  );
}

function useGridWords(clock: DayClock, { columnsAre }: Placing) {
  const { t } = useTranslation('board');
  const format = useFormat();
  const time = useCallback((minute: number) => format.time(clock.instantAt(minute)), [format, clock]);
  const closed = columnsAre === 'doctors' ? 'slot.closed' : 'slot.outside';
  return useMemo(
    () => ({
      time,
      slot: (minute: number, column: Parameters<typeof isOpenAt>[0]) =>
        t(isOpenAt(column, minute) ? 'slot.free' : closed, {
          time: time(minute),
          doctor: column.title,
        }),
      ...(columnsAre !== 'rooms' && {
        menu: (column: Parameters<typeof isOpenAt>[0]) =>
          columnsAre === 'days'
            ? t('doctorMenu.onDay', { day: column.title })
            : t('doctorMenu.title', { doctor: column.title }),
      }),
      shading: { break: t('shading.break'), time_off: t('shading.timeOff') },
    }),
    [t, time, closed, columnsAre],
  );
}
