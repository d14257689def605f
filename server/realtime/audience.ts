import { grantedRelations, type PolicyAction } from '../../shared/domain/policy.ts';
import { ROLES } from '../../shared/domain/roles.ts';
import type { Change } from '../../shared/realtime/changes.ts';
import { rooms } from '../../shared/realtime/rooms.ts';
import type { PatientId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time/instant.ts';
import type { Query } from '../db/transact.ts';
import { listRelated, type Subject } from '../policy/ties.ts';
import type { Actor } from '../trpc/context.ts';

/** Who is told of a change: the same people who may read the thing, by the same table. */
export function audienceOf(change: Change): string[] {
  switch (change.type) {
    case 'appointment.changed':
      return [...roomsFor('appointment.read', change), ...roomsFor('appointment.readOwn', change)];
    case 'request.changed':
      return roomsFor('request.open', change);
    case 'waitlist.changed':
      return [...roomsFor('waitlist.read', change), ...roomsFor('waitlist.readOwn', change)];
    case 'recall.changed':
      return roomsFor('recall.read', change);
    case 'pin.changed':
      return roomsFor('pin.read', {});
    case 'slot.freed':
      return roomsFor('waitlist.read', change);
    case 'patient.changed': {
      const chart = { patientId: change.id };
      return [...roomsFor('patient.read', chart), ...roomsFor('patient.readOwn', chart)];
    }
    case 'room.changed':
      return roomsFor('room.read', {});
    case 'delay.changed':
      return roomsFor('delay.read', {});
    case 'signal.changed':
      return roomsFor('signal.read', change);
    case 'turn.changed':
      // Said by the gateway, to those whom only the database knows to be in a line.
      return [];
    case 'display.changed':
      return roomsFor('display.manage', {});
    case 'clinic.changed':
      return roomsFor('clinic.read', {});
    case 'hours.changed':
      return [...roomsFor('hours.readProposals', change), ...roomsFor('hours.readOwn', change)];
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

/** Those who see every doctor's board; a doctor is told of the own one. */
export function heldAudience(): string[] {
  return roomsFor('board.read', {});
}

/** Where a socket belongs, by who signed in on it. */
export function roomsOf(actor: Actor): string[] {
  const own = [rooms.role(actor.role), rooms.user(actor.userId), rooms.session(actor.sessionId)];
  if (actor.doctorId !== null) own.push(rooms.doctor(actor.doctorId));
  if (actor.patientId !== null) own.push(rooms.patient(actor.patientId));
  return own;
}

/**
 * Those whom only the database knows to be related to the patient: doctors who treat them, or have opened the
 * chart with a reason. Told a moment after the others, so that nobody waits for this look.
 */
export async function relatedAudienceOf(q: Query, change: Change, now: Instant): Promise<string[]> {
  const read = readOfChart(change);
  if (read === undefined) return [];
  const granted = grantedRelations('doctor', read.action);
  const related = await listRelated(q, read.patientId, now);
  return [
    ...(granted.includes('treating') ? related.treating.map(rooms.doctor) : []),
    ...(granted.includes('break_glass') ? related.breakGlass.map(rooms.user) : []),
  ];
}

function readOfChart(change: Change): { action: PolicyAction; patientId: PatientId } | undefined {
  if (change.type === 'appointment.changed') {
    return { action: 'appointment.read', patientId: change.patientId };
  }
  return change.type === 'patient.changed' ? { action: 'patient.read', patientId: change.id } : undefined;
}

/** The rooms of those whom the table lets read this, by what the change itself tells. */
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
