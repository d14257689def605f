import type { Change } from '../../shared/realtime/changes.ts';
import { rooms } from '../../shared/realtime/rooms.ts';
import type { Actor } from '../trpc/context.ts';

/** Who is told of a change: the same people who may read the thing. */
export function audienceOf(change: Change): string[] {
  switch (change.type) {
    case 'appointment.changed':
    case 'request.changed':
      return [rooms.desk, rooms.doctor(change.doctorId), rooms.patient(change.patientId)];
    case 'patient.changed':
      return [rooms.desk, rooms.patient(change.id)];
    case 'clinic.changed':
      return [rooms.everyone];
    case 'user.changed':
      return [rooms.admins, rooms.user(change.id)];
  }
}

/** Where a socket belongs, by who signed in on it. */
export function roomsOf(actor: Actor): string[] {
  const own = [rooms.everyone, rooms.user(actor.userId), rooms.session(actor.sessionId)];
  if (actor.role === 'receptionist') own.push(rooms.desk);
  if (actor.role === 'admin') own.push(rooms.admins);
  if (actor.doctorId !== null) own.push(rooms.doctor(actor.doctorId));
  if (actor.patientId !== null) own.push(rooms.patient(actor.patientId));
  return own;
}
