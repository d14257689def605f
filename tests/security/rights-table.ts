/** Who calls. The visit, request or chart in question is `patient`'s, with `doctor`. */
export const CALLERS = [
  'nobody',
  'patient',
  'otherPatient',
  'reception',
  'doctor',
  'otherDoctor',
  'admin',
  'disabled',
] as const;
export type CallerName = (typeof CALLERS)[number];

/** What comes of it: it is done, or the status of the refusal. */
export type Outcome = 'ok' | '401' | '403' | '404' | '409';

const PUBLIC = 'ok ok ok ok ok ok ok ok';
const SIGNED_IN = '401 ok ok ok ok ok ok 401';
const ADMIN = '401 403 403 403 403 403 ok 401';
const DESK = '401 403 403 ok 403 403 403 401';
const DESK_AND_DOCTORS = '401 403 403 ok ok ok 403 401';
const HIS_DOCTOR = '401 403 403 403 ok 404 403 401';
const DESK_AND_HIS_DOCTOR = '401 403 403 ok ok 404 403 401';
const PATIENTS = '401 ok ok 403 403 403 403 401';
const ITS_PATIENT = '401 ok 404 403 403 403 403 401';

/**
 * Every procedure and what each of the callers above gets, in their order: written down from the rules
 * (the tables of roles in the design), never from the product's own policy. To somebody who may not know
 * of a thing it is not there (404); what a role can never do is forbidden (403).
 */
const RIGHTS = {
  'setup.status': PUBLIC,
  'setup.complete': '409 409 409 409 409 409 409 409',

  'auth.signIn': PUBLIC,
  'auth.register': PUBLIC,
  // Without a refresh token nobody is refreshed.
  'auth.refresh': '401 401 401 401 401 401 401 401',
  'auth.signOut': SIGNED_IN,
  'auth.me': SIGNED_IN,
  'auth.listSessions': SIGNED_IN,
  'auth.endSession': SIGNED_IN,
  'auth.endOtherSessions': SIGNED_IN,
  'auth.lock': SIGNED_IN,
  'auth.unlock': SIGNED_IN,
  'auth.lockState': SIGNED_IN,
  'auth.setPin': SIGNED_IN,
  'auth.removePin': SIGNED_IN,
  'auth.reportActivity': SIGNED_IN,

  'users.list': ADMIN,
  'users.createStaff': ADMIN,
  'users.setActive': ADMIN,
  'users.endSessions': ADMIN,

  'patients.register': DESK,
  'patients.edit': DESK,
  'patients.find': DESK_AND_DOCTORS,
  'patients.list': DESK_AND_DOCTORS,
  'patients.get': DESK_AND_HIS_DOCTOR,
  'patients.own': PATIENTS,
  'patients.editOwnContact': PATIENTS,

  'profiles.get': DESK_AND_HIS_DOCTOR,
  'profiles.edit': DESK,
  'profiles.clinical': HIS_DOCTOR,
  'profiles.editClinical': HIS_DOCTOR,
  'profiles.recordIdCheck': DESK,
  'profiles.attachAccount': DESK,
  'profiles.own': PATIENTS,
  'profiles.replaceOwn': PATIENTS,
  'profiles.changeOwn': PATIENTS,

  'clinic.overview': SIGNED_IN,
  'clinic.listDoctors': SIGNED_IN,
  'clinic.getDoctor': SIGNED_IN,
  'clinic.listTypes': SIGNED_IN,
  'clinic.listSpecializations': SIGNED_IN,
  'clinic.updateSettings': ADMIN,
  'clinic.createSpecialization': ADMIN,
  'clinic.createRoom': ADMIN,
  'clinic.createDoctor': ADMIN,
  'clinic.updateDoctor': ADMIN,
  'clinic.createType': ADMIN,
  'clinic.updateType': ADMIN,
  'clinic.replaceWeeklyHours': ADMIN,
  'clinic.setDateException': ADMIN,
  'clinic.addTimeOff': ADMIN,
  'clinic.addClosure': ADMIN,

  'schedule.slots': '401 ok ok ok ok 404 403 401',
  'schedule.nextOpenings': '401 ok ok ok ok 404 403 401',

  'appointments.dayBoard': DESK_AND_DOCTORS,
  'appointments.counts': '401 403 403 ok 403 403 ok 401',
  'appointments.get': DESK_AND_HIS_DOCTOR,
  'appointments.list': DESK_AND_DOCTORS,
  'appointments.getOwn': ITS_PATIENT,
  'appointments.listForPatient': DESK_AND_HIS_DOCTOR,
  'appointments.listOwn': PATIENTS,
  'appointments.book': DESK_AND_HIS_DOCTOR,
  'appointments.bookOnline': PATIENTS,
  'appointments.move': DESK_AND_HIS_DOCTOR,
  'appointments.moveOwn': ITS_PATIENT,
  'appointments.cancel': DESK_AND_HIS_DOCTOR,
  'appointments.cancelOwn': ITS_PATIENT,
  'appointments.setStatus': DESK_AND_HIS_DOCTOR,

  'requests.list': DESK_AND_DOCTORS,
  'requests.listOwn': PATIENTS,
  'requests.get': '401 ok 404 ok ok 404 403 401',
  'requests.create': PATIENTS,
  'requests.createFor': DESK,
  'requests.accept': DESK_AND_HIS_DOCTOR,
  'requests.reject': DESK_AND_HIS_DOCTOR,
  'requests.cancel': '401 ok 404 ok 403 403 403 401',

  // Who a chart is about asks, the desk that keeps the charts answers.
  'corrections.ask': PATIENTS,
  'corrections.withdraw': ITS_PATIENT,
  'corrections.listOwn': PATIENTS,
  'corrections.list': DESK,
  'corrections.accept': DESK,
  'corrections.decline': DESK,
} as const satisfies Record<string, string>;

export type ProcedureName = keyof typeof RIGHTS;
export const PROCEDURES = Object.keys(RIGHTS) as ProcedureName[];

export function expectedOutcome(procedure: ProcedureName, caller: CallerName): Outcome {
  return RIGHTS[procedure].split(' ')[CALLERS.indexOf(caller)] as Outcome;
}
