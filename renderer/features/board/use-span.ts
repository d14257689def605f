import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { DoctorId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { DayGridHandle } from '../../ui/day-grid/day-grid.tsx';
import type { StartAt } from '../../ui/day-grid/use-grid-cursor.ts';
import { type BoardLook, type BoardSpan, withSpan } from './board-address.ts';
import type { BoardShown } from './use-board-shown.ts';

type Input = {
  readonly look: BoardLook;
  readonly onLook: (look: BoardLook, day?: CivilDate) => void;
  readonly onDay: (day: CivilDate) => void;
  readonly grid: RefObject<DayGridHandle | null>;
  readonly shown: BoardShown;
};

/** From one day of all to several of one doctor and back, with the doctor, the day and the time of the focus. */
export function useSpan({ look, onLook, onDay, grid, shown }: Input) {
  const [startAt, setStartAt] = useState<StartAt>();
  function turn(span: BoardSpan | undefined): void {
    if (span === look.days) return;
    const at = grid.current?.cursor() ?? null;
    const place = at === null ? undefined : shown.placing.placeIn(at.columnId);
    const doctorId = place?.doctorId ?? doctorOf(shown, at?.eventId) ?? place?.usualDoctorId;
    setStartAt(at && { columnIds: [place?.day ?? '', doctorId ?? ''], minute: at.minute });
    onLook(withSpan(look, span, doctorId), place?.day);
  }
  /** From a doctor to the week, from a day to all of that day. */
  function follow(doctorId: DoctorId, day: CivilDate): void {
    const minute = grid.current?.cursor()?.minute ?? null;
    setStartAt({ columnIds: [day, doctorId], minute });
    onLook(withSpan(look, look.days === undefined ? 7 : undefined, doctorId), day);
  }
  const latest = useRef(turn);
  useEffect(() => {
    latest.current = turn;
  });
  return {
    startAt,
    follow,
    turn: useCallback((span: BoardSpan | undefined) => latest.current(span), []),
    /** Another day is looked at from the start. */
    goTo: useCallback(
      (day: CivilDate) => {
        setStartAt(undefined);
        onDay(day);
      },
      [onDay],
    ),
  };
}

function doctorOf({ columns }: BoardShown, eventId: string | null | undefined): DoctorId | undefined {
  const events = columns.flatMap((column) => column.events);
  return events.find(({ id }) => id === eventId)?.data.doctorId;
}
