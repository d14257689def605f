import { grantedRelations, type PolicyAction } from '../../shared/domain/policy.ts';
import { ROLES } from '../../shared/domain/roles.ts';
import type { Change } from '../../shared/realtime/changes.ts';
import { rooms } from '../../shared/realtime/rooms.ts';
import type { Subject } from '../policy/ties.ts';
import type { Actor } from '../trpc/context.ts';

/** Who is told of a change: the same people who may read the thing, by the same table. */
export function audienceOf(change: Change): string[] {
  switch (change.type) {
    case 'appointment.changed':
      return [...roomsFor('appointment.read', change), ...roomsFor('appointment.readOwn', change)];
    case 'request.changed':
      return roomsFor('request.open', change);
    case 'patient.changed': {
      const chart = { patientId: change.id };
      return [...roomsFor('patient.read', chart), ...roomsFor('patient.readOwn', chart)];
    }
    case 'clinic.changed':
      return roomsFor('clinic.read', {});
    case 'user.changed':
      return [...roomsFor('users.read', {}), rooms.user(change.id)];
    case 'breakGlass.changed':
      return [...roomsFor('breakGlass.read', {}), rooms.user(change.userId)];
    case 'correction.changed':
      return [...roomsFor('correction.read', change), ...roomsFor('correction.readOwn', change)];
    case 'privacy.changed':
      return [
        ...roomsFor('privacy.read', change),
        ...roomsFor('privacy.readOfPatient', change),
        ...roomsFor('privacy.readOwn', change),
      ];
  }
}

/** Where a socket belongs, by who signed in on it. */
export function roomsOf(actor: Actor): string[] {
  const own = [rooms.role(actor.role), rooms.user(actor.userId), rooms.session(actor.sessionId)];
  if (actor.doctorId !== null) own.push(rooms.doctor(actor.doctorId));
  if (actor.patientId !== null) own.push(rooms.patient(actor.patientId));
  return own;
}

/**
 * The rooms of those whom the table lets read this. Relations that only the database knows have none:
 * a doctor who reads by them looks again instead of being told.
 */
function roomsFor(action: PolicyAction, subject: Subject): string[] {
  return ROLES.flatMap((role) =>
    grantedRelations(role, action).flatMap((relation) => {
      if (relation === 'clinic') return [rooms.role(role)];
      if (relation === 'own_schedule' && subject.doctorId) return [rooms.doctor(subject.doctorId)];
      if (relation === 'self' && subject.patientId) return [rooms.patient(subject.patientId)];
      return [];
    }),
  );
}
