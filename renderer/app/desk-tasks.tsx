import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { AppointmentDto } from '../../shared/contracts/appointments.ts';
import type { RequestDto } from '../../shared/contracts/requests.ts';
import type { AppointmentId } from '../../shared/ids.ts';
import { useStatusChanges } from '../features/board/use-status-changes.tsx';
import { type BookingDraft, EMPTY_DRAFT } from '../features/booking/use-booking.ts';
import { PatientPicker } from '../features/patients/patient-picker.tsx';
import { RejectDialog } from '../features/requests/reject-dialog.tsx';
import { type BookingStart, type DeskTasks, DeskTasksProvider } from '../lib/desk-tasks.ts';
import { useMe } from '../lib/session.ts';
import { createStore, type Store } from '../lib/store.ts';
import { AcceptDialog } from '../features/booking/accept-dialog.tsx';
import { BookingDialog } from '../features/booking/booking-dialog.tsx';
import { CancelDialog } from '../features/booking/cancel-dialog.tsx';
import { MoveDialog } from '../features/booking/move-dialog.tsx';
import { VisitPanel } from '../features/board/visit-panel.tsx';

type OpenTask =
  | { readonly kind: 'book'; readonly start: BookingStart }
  | { readonly kind: 'move' | 'cancel'; readonly visit: AppointmentDto }
  | { readonly kind: 'show'; readonly id: AppointmentId }
  | { readonly kind: 'accept' | 'reject'; readonly request: RequestDto };

/** Answers what the screens ask for with one dialog at a time, and gives the focus back afterwards. */
export function DeskTaskHost({ children }: { readonly children: ReactNode }) {
  const [task, setTask] = useState<OpenTask | null>(null);
  const focus = useFocusReturn();
  const status = useStatusChanges();
  const [kept] = useState(() => createStore<BookingDraft>(EMPTY_DRAFT));

  const tasks = useMemo<DeskTasks>(() => {
    const open = (next: OpenTask) => {
      focus.remember();
      setTask(next);
    };
    return {
      book: (start) => open({ kind: 'book', start }),
      move: (visit) => open({ kind: 'move', visit }),
      cancel: (visit) => open({ kind: 'cancel', visit }),
      show: (id) => open({ kind: 'show', id }),
      accept: (request) => open({ kind: 'accept', request }),
      reject: (request) => open({ kind: 'reject', request }),
      setFocusHome: focus.setHome,
      ...status,
    };
  }, [focus, status]);
  const close = () => {
    setTask(null);
    focus.giveBack();
  };
  return (
    <DeskTasksProvider value={tasks}>
      {children}
      {task !== null && <TaskDialog task={task} kept={kept} onClose={close} />}
    </DeskTasksProvider>
  );
}

type DialogProps = {
  readonly task: OpenTask;
  readonly kept: Store<BookingDraft>;
  readonly onClose: () => void;
};

function TaskDialog({ task, kept, onClose }: DialogProps) {
  const me = useMe();
  switch (task.kind) {
    case 'book':
      return (
        <BookingDialog
          start={task.start}
          kept={kept}
          PatientPicker={PatientPicker}
          onClose={onClose}
          onBooked={onClose}
        />
      );
    case 'move':
      return <MoveDialog visit={task.visit} isDoctorFixed={me.role === 'doctor'} onClose={onClose} />;
    case 'cancel':
      return <CancelDialog visit={task.visit} onClose={onClose} />;
    case 'show':
      return <VisitPanel id={task.id} onClose={onClose} />;
    case 'accept':
      return <AcceptDialog request={task.request} onClose={onClose} />;
    case 'reject':
      return <RejectDialog request={task.request} onClose={onClose} />;
  }
}

/** Back to what opened the dialog; when that is gone, to where the screen says. */
function useFocusReturn() {
  const opener = useRef<Element | null>(null);
  const home = useRef<(() => void) | null>(null);
  return useMemo(
    () => ({
      setHome: (focus: (() => void) | null) => {
        home.current = focus;
      },
      remember: () => {
        // From one dialog to the next the first opener stays the one to return to.
        const active = document.activeElement;
        const isInDialog = active !== null && active.closest('[role="dialog"]') !== null;
        if (!isInDialog) opener.current = active;
      },
      giveBack: () =>
        requestAnimationFrame(() => {
          const { current } = opener;
          if (current instanceof HTMLElement && current.isConnected && current !== document.body)
            current.focus();
          else home.current?.();
        }),
    }),
    [],
  );
}
