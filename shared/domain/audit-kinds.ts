import type { Role } from './roles.ts';

/** What a line of the trail is about; stored, filtered by, and shown in words. */
export const AUDIT_TYPES = [
  'sign_in',
  'patient',
  'appointment',
  'request',
  'file',
  'chat',
  'account',
  'clinic',
  'privacy',
  'audit',
  'other',
] as const;
export type AuditType = (typeof AUDIT_TYPES)[number];

const TYPE_OF_NOUN: Readonly<Record<string, AuditType>> = {
  session: 'sign_in',
  auth: 'sign_in',
  patient: 'patient',
  breakGlass: 'patient',
  read: 'patient',
  note: 'patient',
  form: 'patient',
  appointment: 'appointment',
  series: 'appointment',
  calendar: 'appointment',
  absence: 'appointment',
  recall: 'appointment',
  turn: 'appointment',
  waitlist: 'appointment',
  pin: 'appointment',
  board: 'appointment',
  delay: 'appointment',
  signal: 'appointment',
  slots: 'appointment',
  request: 'request',
  file: 'file',
  picture: 'file',
  chat: 'chat',
  user: 'account',
  users: 'account',
  account: 'account',
  profile: 'account',
  password: 'account',
  factor: 'account',
  invitation: 'account',
  credential: 'account',
  clinic: 'clinic',
  doctor: 'clinic',
  hours: 'clinic',
  room: 'clinic',
  display: 'clinic',
  security: 'clinic',
  setup: 'clinic',
  privacy: 'privacy',
  correction: 'privacy',
  retention: 'privacy',
  audit: 'audit',
  denial: 'audit',
};

/** By the noun the subtype begins with: `patient.get` is about a patient. */
export function auditTypeOf(subtype: string): AuditType {
  const [noun = ''] = subtype.split('.');
  return Object.hasOwn(TYPE_OF_NOUN, noun) ? (TYPE_OF_NOUN[noun] ?? 'other') : 'other';
}

/** Why somebody looked: codes of HL7's PurposeOfUse. */
export const AUDIT_PURPOSES = ['TREAT', 'HOPERAT', 'PATRQT', 'BTG', 'HSYSADMIN'] as const;
export type AuditPurpose = (typeof AUDIT_PURPOSES)[number];

/** Why a role looks at a patient's things, where the act itself says no other reason. */
export const PURPOSE_OF_ROLE = {
  doctor: 'TREAT',
  receptionist: 'HOPERAT',
  admin: 'HSYSADMIN',
  patient: 'PATRQT',
} as const satisfies Record<Role, AuditPurpose>;
