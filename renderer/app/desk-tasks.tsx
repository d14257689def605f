import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { usePlace } from '../features/booking/use-place.ts';
import { useStatusChanges } from '../features/board/use-status-changes.tsx';
import type { AppointmentDto } from '../../shared/contracts/appointments.ts';
import { type AppointmentStatus, statusMove } from '../../shared/domain/appointment-status.ts';
import type { AppointmentId } from '../../shared/ids.ts';
import { mayEver } from '../../shared/domain/policy.ts';
import { useTRPC } from '../lib/api.ts';
import { useMe } from '../lib/session.ts';
import { useOverview } from '../lib/use-overview.ts';
import { type DeskTasks, DeskTasksProvider } from '../lib/desk-tasks.ts';
import { useDraftsLoaded } from '../lib/draft.ts';
import { giveFocusBack, rememberFocus } from '../lib/focus-return.ts';
import { useScreenKeys } from '../ui/keys/use-screen-keys.ts';
import type { OpenTask, TaskDialog } from './task-dialog.tsx';

const AFTER_SCREEN_MS = 400;
const NO_ACTS = {};
const loadDialogs = () => import('./task-dialog.tsx');

type HostProps = {
  readonly children: ReactNode;
  /** The visit that lies open by the screen's address, and what puts it there; of a screen that has none. */
  readonly visit?: AppointmentId | undefined;
  readonly onVisit?: (visit: AppointmentId | undefined) => void;
};

/** Answers what the screens ask for with one dialog at a time, and gives the focus back afterwards. */
export function DeskTaskHost({ children, visit, onVisit }: HostProps) {
  const [task, setTask] = useState<OpenTask | null>(null);
  const status = useStatusChanges();
  const asksCheckIn = useAsksCheckIn();
  const place = usePlace();

  const address = useVisitInAddress({
    visit,
    onVisit,
    onOpen: (id) => setTask({ kind: 'show', id }),
    onClose: (id) => {
      if (task?.kind !== 'show' || task.id !== id) return;
      setTask(null);
      giveFocusBack();
    },
  });
  const isReady = useDraftsLoaded();
  const Dialog = useDialogs(task !== null);

  const tasks = useMemo<DeskTasks>(() => {
    const open = (next: OpenTask) => {
      rememberFocus();
      setTask(next);
    };
    return {
      book: (start) => open({ kind: 'book', start }),
      walkIn: () => open({ kind: 'walkIn' }),
      move: (visit, refused) => open({ kind: 'move', visit, refused }),
      place: (visit, to) =>
        void place(visit, to, {
          undoOf: status.undoOf,
          onRefused: (error) => open({ kind: 'move', visit, refused: { to, error } }),
        }),
      cancel: (visit) => open({ kind: 'cancel', visit }),
      show: (id) => {
        open({ kind: 'show', id });
        address.put(id);
      },
      accept: (request) => open({ kind: 'accept', request }),
      reject: (request) => open({ kind: 'reject', request }),
      ...status,
      setStatus: (visit, to) =>
        asksCheckIn(visit, to) ? open({ kind: 'checkIn', visit }) : status.setStatus(visit, to),
    };
  }, [status, asksCheckIn, place, address]);
  useInterruptedBooking(isReady, tasks.book);
  // On every screen that does something, those without keys of their own among them.
  useScreenKeys({ onUndo: tasks.undo, acts: NO_ACTS });
  const close = () => {
    setTask(null);
    address.put(undefined);
    giveFocusBack();
  };
  return (
    <DeskTasksProvider value={tasks}>
      {children}
      {task !== null && Dialog !== null && isReady && <Dialog task={task} onClose={close} />}
    </DeskTasksProvider>
  );
}

type AddressInput = Pick<HostProps, 'visit' | 'onVisit'> & {
  readonly onOpen: (id: AppointmentId) => void;
  readonly onClose: (id: AppointmentId) => void;
};

/** The panel is drawn with the key press and the address follows; Back and links lead the other way. */
function useVisitInAddress({ visit, onVisit, onOpen, onClose }: AddressInput) {
  const said = useRef<AppointmentId | undefined>(undefined);
  const tell = useRef(onVisit);
  useEffect(() => {
    tell.current = onVisit;
  });
  const follow = useEffectEvent(() => {
    const before = said.current;
    if (visit === before) return;
    said.current = visit;
    if (visit !== undefined) onOpen(visit);
    else if (before !== undefined) onClose(before);
  });
  useEffect(() => follow(), [visit]);
  return useMemo(
    () => ({
      put: (id: AppointmentId | undefined) => {
        if (said.current === id) return;
        said.current = id;
        tell.current?.(id);
      },
    }),
    [],
  );
}

/** Whether the desk looks at something first: where the clinic wants it, for whoever comes forward to ready. */
function useAsksCheckIn(): (visit: AppointmentDto, to: AppointmentStatus) => boolean {
  const me = useMe();
  // Kept in the cache; what is asked is looked up there when somebody asks.
  useOverview();
  const overview = useTRPC().clinic.overview.queryKey({});
  const queryClient = useQueryClient();
  return useCallback(
    (visit, to) => {
      const asked = queryClient.getQueryData(overview)?.settings.checkInItems ?? [];
      const isForward = to === 'checked_in' && statusMove(visit, to) === 'forward';
      return isForward && asked.length > 0 && mayEver(me.role, 'appointment.checkIn');
    },
    [queryClient, overview, me.role],
  );
}

/** The booking that a lock, a reload or a crash took away stands there again once its person is back. */
function useInterruptedBooking(isReady: boolean, book: DeskTasks['book']): void {
  const reopen = useEffectEvent(book);
  useEffect(() => {
    if (!isReady) return;
    let isWanted = true;
    void import('../features/booking/use-booking.ts').then(({ interruptedBooking }) => {
      const start = interruptedBooking();
      if (isWanted && start !== undefined) reopen(start);
    });
    return () => {
      isWanted = false;
    };
  }, [isReady]);
}

/**
 * The screen comes first; its dialogs follow before anybody can ask for one. Once they are here a dialog
 * is drawn within the key press that asks for it, so that what is typed right after goes into its field.
 */
function useDialogs(isWanted: boolean): typeof TaskDialog | null {
  const [dialog, setDialog] = useState<typeof TaskDialog | null>(null);
  useEffect(() => {
    if (dialog !== null) return;
    const load = () => void loadDialogs().then((module) => setDialog(() => module.TaskDialog));
    const timer = setTimeout(load, isWanted ? 0 : AFTER_SCREEN_MS);
    return () => clearTimeout(timer);
  }, [dialog, isWanted]);
  return dialog;
}
