import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { BoardScreen } from '../features/board/board-screen.tsx';
import { useAfterPaint } from '../lib/after-paint.ts';
import { RequestInbox } from '../features/requests/request-inbox.tsx';
import { useFormat } from '../lib/format.ts';
import { DeskTaskHost } from './desk-tasks.tsx';

const BoardRooms = lazy(() =>
  import('../features/flow/room-strip.tsx').then((module) => ({ default: module.BoardRooms })),
);

const route = getRouteApi('/board');

/** The board on the day in the address, with what other features put beside it. */
export function BoardRoute() {
  const format = useFormat();
  const { day } = route.useSearch();
  const navigate = route.useNavigate();
  const today = format.today();
  const shown = day ?? today;
  const areRoomsWanted = useAfterPaint(true);
  return (
    <DeskTaskHost>
      <BoardScreen
        day={shown}
        // Today has no day in its address: a bookmark of it stays today.
        onDay={(next) => void navigate({ search: next === today ? {} : { day: next } })}
        inbox={<RequestInbox isDoctorShown />}
        rooms={
          areRoomsWanted &&
          shown === today && (
            <Suspense>
              <BoardRooms />
            </Suspense>
          )
        }
      />
    </DeskTaskHost>
  );
}
