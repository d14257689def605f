import { createContext, useContext } from 'react';
import type { AppointmentDto } from '../../shared/contracts/appointments.ts';
import type { PatientSummary } from '../../shared/contracts/patients.ts';
import type { RequestDto } from '../../shared/contracts/requests.ts';
import type { AppointmentStatus } from '../../shared/domain/appointment-status.ts';
import type { Urgency } from '../../shared/domain/urgency.ts';
import type {
  AppointmentId,
  AppointmentTypeId,
  DoctorId,
  RecallId,
  RoomId,
  WaitlistEntryId,
} from '../../shared/ids.ts';
import type { Store } from './store.ts';

/** Where a booking starts from: a free time, a doctor, or nothing but the day on screen. */
export type BookingStart = {
  readonly day: string;
  readonly doctorId?: DoctorId;
  readonly startsAt?: string;
  /** Into this room, as long as that time stays chosen. */
  readonly roomId?: RoomId;
  /** Who is due for it again: the booking settles that. */
  readonly recall?: DueFor<RecallId>;
  /** Who waits for it: the booking ends their place on the waitlist. */
  readonly waiting?: DueFor<WaitlistEntryId>;
};

export type DueFor<Id> = {
  readonly id: Id;
  readonly patient: PatientSummary;
  readonly typeId: AppointmentTypeId;
  /** Medium where nothing is said of it. */
  readonly urgency?: Urgency;
};

/** Where a visit is put: another time, another doctor, another length, another room or none. */
export type PlaceFor = {
  readonly doctorId: DoctorId;
  readonly startsAt: string;
  readonly durationMin: number;
  readonly roomId?: RoomId | null;
};
/** A place that was said no to, and why. */
export type RefusedMove = { readonly to: PlaceFor; readonly error: unknown };

export type PendingStatuses = ReadonlyMap<AppointmentId, AppointmentStatus>;

/**
 * What any staff screen can ask for. The app answers with the right dialog, so that the screens need
 * not know each other.
 */
export type DeskTasks = {
  readonly book: (start: BookingStart) => void;
  /** Somebody simply came. */
  readonly walkIn: () => void;
  readonly move: (visit: AppointmentDto, refused?: RefusedMove) => void;
  /** Straight to another place, without a dialog as long as the clinic says yes. */
  readonly place: (visit: AppointmentDto, to: PlaceFor) => void;
  readonly cancel: (visit: AppointmentDto) => void;
  readonly show: (id: AppointmentId) => void;
  readonly accept: (request: RequestDto) => void;
  readonly reject: (request: RequestDto) => void;
  readonly setStatus: (visit: AppointmentDto, status: AppointmentStatus) => void;
  /** Takes one's newest act on a visit back. */
  readonly undo: () => void;
  /** Takes the act back that left the visit so. */
  readonly undoOf: (visit: AppointmentDto) => void;
  /** Statuses shown already although the clinic has not answered yet. */
  readonly pending: Store<PendingStatuses>;
};

const TasksContext = createContext<DeskTasks | null>(null);
export const DeskTasksProvider = TasksContext.Provider;

export function useDeskTasks(): DeskTasks {
  const tasks = useContext(TasksContext);
  if (tasks === null) throw new Error('useDeskTasks outside of DeskTasksProvider');
  return tasks;
}
