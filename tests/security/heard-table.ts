import type { Change } from '../../shared/realtime/changes.ts';
import type { AnyCaller } from './rights-table.ts';

/** Which hints reach whom over the socket: about the patient's visit, request and chart, and the clinic's. */
export const HEARD = {
  'appointment.changed': ['patient', 'reception', 'doctor', 'treatingDoctor', 'glassDoctor'],
  'request.changed': ['patient', 'reception', 'doctor'],
  'waitlist.changed': ['patient', 'reception'],
  'recall.changed': ['reception'],
  'pin.changed': ['reception'],
  'slot.freed': ['reception'],
  'patient.changed': ['patient', 'reception', 'doctor', 'treatingDoctor', 'glassDoctor'],
  'room.changed': ['reception'],
  'delay.changed': ['reception', 'doctor', 'otherDoctor', 'treatingDoctor', 'glassDoctor'],
  'signal.changed': ['reception', 'doctor', 'admin'],
  'hours.changed': ['doctor', 'admin'],
  'clinic.changed': [
    'patient',
    'otherPatient',
    'reception',
    'doctor',
    'otherDoctor',
    'admin',
    'treatingDoctor',
    'glassDoctor',
  ],
  'breakGlass.changed': ['admin', 'glassDoctor'],
  'correction.changed': ['patient', 'reception'],
  // Asked by the patient, noted by the desk, done by the admin.
  'privacy.changed': ['patient', 'reception', 'admin'],
  'display.changed': ['reception', 'admin'],
  // Those who stand in one of today's lines, as the patient does.
  'turn.changed': ['patient'],
  // An account: the admin's and its own.
  'user.changed': ['admin', 'patient'],
} as const satisfies Record<Change['type'], readonly AnyCaller[]>;
