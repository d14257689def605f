import type { AppointmentDto } from '../../shared/contracts/appointments.ts';
import type { RequestDto } from '../../shared/contracts/requests.ts';
import { mayEver } from '../../shared/domain/policy.ts';
import type { AppointmentId } from '../../shared/ids.ts';
import { AcceptDialog } from '../features/booking/accept-dialog.tsx';
import { BookingDialog } from '../features/booking/booking-dialog.tsx';
import { CancelDialog } from '../features/booking/cancel-dialog.tsx';
import { MoveDialog } from '../features/booking/move-dialog.tsx';
import { CheckInDialog } from '../features/flow/check-in-dialog.tsx';
import { WalkInDialog } from '../features/flow/walk-in-dialog.tsx';
import { prefillBooking } from '../features/booking/prefill-booking.ts';
import { VisitNote } from '../features/notes/visit-note.tsx';
import { PatientPicker } from '../features/patients/patient-picker.tsx';
import { RejectDialog } from '../features/requests/reject-dialog.tsx';
import { VisitPanel } from '../features/board/visit-panel.tsx';
import { type BookingStart, type RefusedMove, useDeskTasks } from '../lib/desk-tasks.ts';
import { useFormat } from '../lib/format.ts';
import { useMe } from '../lib/session.ts';
import { useTellFreed } from './use-tell-freed.tsx';

export type OpenTask =
  | { readonly kind: 'book'; readonly start: BookingStart }
  | { readonly kind: 'walkIn' }
  | { readonly kind: 'move'; readonly visit: AppointmentDto; readonly refused: RefusedMove | undefined }
  | { readonly kind: 'cancel' | 'checkIn'; readonly visit: AppointmentDto }
  | { readonly kind: 'show'; readonly id: AppointmentId }
  | { readonly kind: 'accept' | 'reject'; readonly request: RequestDto };

type DialogProps = {
  readonly task: OpenTask;
  readonly onClose: () => void;
};

/** The dialog for what was asked. */
export function TaskDialog({ task, onClose }: DialogProps) {
  const me = useMe();
  const tellFreed = useTellFreed();
  const tasks = useDeskTasks();
  const format = useFormat();
  switch (task.kind) {
    case 'book':
      return (
        <BookingDialog
          start={task.start}
          isDoctorFixed={me.role === 'doctor'}
          PatientPicker={PatientPicker}
          onClose={onClose}
          onBooked={onClose}
        />
      );
    case 'walkIn':
      return (
        <WalkInDialog
          PatientPicker={PatientPicker}
          onByHand={(known) => {
            prefillBooking(known);
            tasks.book({ day: format.today() });
          }}
          onClose={onClose}
        />
      );
    case 'move':
      return (
        <MoveDialog
          visit={task.visit}
          refused={task.refused}
          isDoctorFixed={me.role === 'doctor'}
          onClose={onClose}
        />
      );
    case 'cancel':
      return (
        <CancelDialog visit={task.visit} onClose={onClose} onCancelled={(visit) => void tellFreed(visit)} />
      );
    case 'checkIn':
      return <CheckInDialog visit={task.visit} onClose={onClose} />;
    case 'show':
      return (
        <VisitPanel
          id={task.id}
          onClose={onClose}
          note={mayEver(me.role, 'note.read') && <VisitNote key={task.id} id={task.id} />}
        />
      );
    case 'accept':
      return <AcceptDialog request={task.request} onClose={onClose} />;
    case 'reject':
      return <RejectDialog request={task.request} onClose={onClose} />;
  }
}

export { FilterPanel } from '../features/board/filter-panel.tsx';
export { ViewsPanel } from '../features/board/views-panel.tsx';
