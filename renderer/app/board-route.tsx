import { getRouteApi } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import type { CivilDate } from '../../shared/time/civil-date.ts';
import {
  type BoardLook,
  lookKey,
  lookOf,
  readBoardAddress,
  withPart,
} from '../features/board/board-address.ts';
import { withKnownStatuses } from '../features/board/board-filter.ts';
import { BoardScreen } from '../features/board/board-screen.tsx';
import { useAfterPaint } from '../lib/after-paint.ts';
import { RequestInbox } from '../features/requests/request-inbox.tsx';
import { useFormat } from '../lib/format.ts';
import { DeskTaskHost } from './desk-tasks.tsx';

const BoardRooms = lazy(() =>
  import('../features/flow/room-strip.tsx').then((module) => ({ default: module.BoardRooms })),
);

/** With the dialogs, which the screen fetches anyway once it stands. */
const FilterPanel = lazy(() =>
  import('./task-dialog.tsx').then((module) => ({ default: module.FilterPanel })),
);

const ViewsPanel = lazy(() => import('./task-dialog.tsx').then((module) => ({ default: module.ViewsPanel })));

const route = getRouteApi('/board');

/** The board as the address has it, with what other features put beside it. */
export function BoardRoute() {
  const format = useFormat();
  const day = route.useSearch({ select: (address) => address.day });
  // As one text: another visit in the address is no other filter.
  const asked = route.useSearch({ select: (address) => JSON.stringify(lookOf(address)) });
  const look = useMemo(() => withKnownStatuses(lookOf(readBoardAddress(JSON.parse(asked)))), [asked]);
  const navigate = route.useNavigate();
  const today = format.today();
  const shown = day ?? today;
  const areRoomsWanted = useAfterPaint(true);
  return (
    <VisitInAddress>
      <BoardScreen
        day={shown}
        onDay={(next) => void navigate({ search: (now) => ({ ...lookOf(now), ...inAddress(next, today) }) })}
        look={look}
        FilterPanel={FilterPanel}
        ViewsPanel={ViewsPanel}
        onLook={(next, from) =>
          void navigate({
            search: ({ day: stays, visit }) => ({
              ...inAddress(from ?? stays, today),
              ...(visit !== undefined && { visit }),
              ...next,
            }),
            // Back goes to what was chosen before, not through the letters of a name.
            replace: isOnlyTyped(look, next),
          })
        }
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
    </VisitInAddress>
  );
}

/** Today has no day in its address: a bookmark of it stays today. */
function inAddress(day: CivilDate | undefined, today: CivilDate): { day?: CivilDate } {
  return day === undefined || day === today ? {} : { day };
}

function isOnlyTyped(before: BoardLook, after: BoardLook): boolean {
  const chosen = (look: BoardLook) => lookKey(withPart(look, 'find', null));
  return chosen(before) === chosen(after);
}

/** By itself: a visit that is opened or closed draws nothing of the day again. */
function VisitInAddress({ children }: { readonly children: ReactNode }) {
  const visit = route.useSearch({ select: (address) => address.visit });
  const navigate = route.useNavigate();
  return (
    <DeskTaskHost
      visit={visit}
      onVisit={(next) =>
        void navigate({
          search: (now) => ({
            ...(now.day !== undefined && { day: now.day }),
            ...lookOf(now),
            ...(next !== undefined && { visit: next }),
          }),
          replace: next === undefined,
        })
      }
    >
      {children}
    </DeskTaskHost>
  );
}
