import { isOverridable } from '../../../shared/domain/placement.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AppointmentDeps } from './appointments.deps.ts';
import { findDoctorClash } from './appointments.repo.ts';
import { mayOverride, type Wanted } from './place-visit.ts';

const EXPLAINED: readonly ErrorCode[] = [
  'slot_taken',
  'room_taken',
  'patient_busy',
  'outside_hours',
  'in_the_past',
  'off_grid',
];

/**
 * Runs a booking and, where its place is refused, adds what the person needs next: the nearest free slots; for
 * staff, those of others of the same specialization, whether a reason may be written over it, and who took it.
 */
export async function explainRefusal<T>(
  deps: AppointmentDeps,
  asked: { readonly actor: Actor; readonly wanted: Wanted },
  act: () => Promise<T>,
): Promise<T> {
  const { actor, wanted } = asked;
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof AppError) || !EXPLAINED.includes(error.code)) throw error;
    throw new AppError(error.code, {
      ...error.details,
      ...(await describe(deps, actor, { wanted, code: error.code })),
    });
  }
}

async function describe(deps: AppointmentDeps, actor: Actor, refused: { wanted: Wanted; code: ErrorCode }) {
  const { wanted, code } = refused;
  return await deps.db.read(async (q) => {
    const snapshot = await deps.clinic.current(q);
    const nearest = await deps.schedule.nearest(q, actor, wanted);
    const doctor = snapshot.doctors.get(wanted.doctorId);
    const isStaff = mayByItself(actor, 'appointment.staffRules', wanted);
    if (!isStaff || doctor === undefined) return { nearest, canOverride: false };
    const canOverride = isOverridable(code) && mayOverride(actor, snapshot, doctor);
    const elsewhere = await deps.schedule.nearestElsewhere(q, actor, wanted);
    if (code !== 'slot_taken') return { nearest, elsewhere, canOverride };
    const type = snapshot.types.get(wanted.appointmentTypeId);
    const busy = deps.schedule.busyOf(wanted, type);
    const clash = await findDoctorClash(q, { doctorId: doctor.id, ...busy, exceptId: wanted.exceptId });
    return { nearest, elsewhere, canOverride, takenBy: clash?.byName ?? null };
  });
}
