import type { ClientToServer } from '../../shared/realtime/socket-events.ts';

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
export type Outcome = 'ok' | '401' | '403' | '404' | '409' | '422';

/** Two more doctors: one has treated the patient, one has opened the chart with a reason a moment ago. */
export const RELATED_CALLERS = ['treatingDoctor', 'glassDoctor'] as const;
export const ALL_CALLERS = [...CALLERS, ...RELATED_CALLERS] as const;
export type AnyCaller = (typeof ALL_CALLERS)[number];

const PUBLIC = 'ok ok ok ok ok ok ok ok';
const STAFF_SELF = '401 403 403 ok ok ok ok 401';
const SIGNED_IN = '401 ok ok ok ok ok ok 401';
const ADMIN = '401 403 403 403 403 403 ok 401';
const DESK = '401 403 403 ok 403 403 403 401';
const DESK_AND_ADMIN = '401 403 403 ok 403 403 ok 401';
const DESK_AND_DOCTORS = '401 403 403 ok ok ok 403 401';
const HIS_DOCTOR = '401 403 403 403 ok 404 403 401';
const DOCTORS = '401 403 403 403 ok ok 403 401';
const DESK_AND_HIS_DOCTOR = '401 403 403 ok ok 404 403 401';
const DOCTORS_AND_PATIENTS = '401 ok ok 403 ok ok 403 401';
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
  'auth.confirmRegistration': PUBLIC,
  // Without a refresh token nobody is refreshed.
  'auth.refresh': '401 401 401 401 401 401 401 401',
  'auth.signOut': SIGNED_IN,
  'auth.me': SIGNED_IN,
  'auth.changePassword': SIGNED_IN,
  'auth.factorState': STAFF_SELF,
  'auth.beginTotp': STAFF_SELF,
  'auth.confirmTotp': STAFF_SELF,
  'auth.renewRecoveryCodes': STAFF_SELF,
  'auth.removeTotp': STAFF_SELF,
  'auth.resetFactors': ADMIN,
  'auth.listPasskeys': STAFF_SELF,
  // The matrix asks at an address that is a number, where nobody is lent a passkey.
  'auth.beginPasskey': '401 403 403 409 409 409 409 401',
  'auth.finishPasskey': '401 403 403 401 401 401 401 401',
  'auth.renamePasskey': STAFF_SELF,
  'auth.removePasskey': STAFF_SELF,
  'auth.beginPasskeySignIn': '409 409 409 409 409 409 409 409',
  'auth.signInWithPasskey': '401 401 401 401 401 401 401 401',
  'auth.askReset': PUBLIC,
  'auth.confirmReset': PUBLIC,
  'auth.issuePatientResetCode': DESK,
  // Without a mail server nobody is sent a code.
  'auth.beginEmailChange': '401 409 409 409 409 409 409 401',
  'auth.changePatientEmail': DESK,
  'auth.issueStaffResetCode': ADMIN,
  'auth.emailState': SIGNED_IN,
  // This clinic has no mail server.
  'auth.sendEmailCode': '401 409 409 409 409 409 409 401',
  'auth.confirmEmail': SIGNED_IN,
  'auth.listSessions': SIGNED_IN,
  'auth.endSession': SIGNED_IN,
  'auth.endOtherSessions': SIGNED_IN,
  'auth.lock': SIGNED_IN,
  'auth.unlock': SIGNED_IN,
  'auth.lockState': SIGNED_IN,
  'auth.setPin': SIGNED_IN,
  'auth.removePin': SIGNED_IN,
  'auth.reportActivity': SIGNED_IN,

  'security.settings': ADMIN,
  'security.updateSettings': ADMIN,

  'users.list': ADMIN,
  'users.createStaff': ADMIN,
  'users.invite': ADMIN,
  'users.listInvitations': ADMIN,
  'users.resendInvitation': ADMIN,
  'users.revokeInvitation': ADMIN,
  'users.openInvitation': PUBLIC,
  'users.acceptInvitation': PUBLIC,
  'users.setActive': ADMIN,
  'users.changeRole': ADMIN,
  'users.changeIdentity': ADMIN,
  'users.endSessions': ADMIN,

  'languages.choose': SIGNED_IN,

  'drafts.list': SIGNED_IN,
  'drafts.keep': SIGNED_IN,
  'drafts.drop': SIGNED_IN,

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
  'profiles.removePicture': '401 ok ok 403 ok ok 403 401',
  'profiles.ownDoctor': DOCTORS,
  'profiles.replaceOwnDoctor': DOCTORS,
  'profiles.changeOwnDoctor': DOCTORS,
  'profiles.own': PATIENTS,
  'profiles.replaceOwn': PATIENTS,
  'profiles.changeOwn': PATIENTS,

  'notes.ofVisit': HIS_DOCTOR,
  'notes.listForPatient': HIS_DOCTOR,
  'notes.listUnsigned': DOCTORS,
  'notes.sign': HIS_DOCTOR,
  'notes.addAddendum': HIS_DOCTOR,
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
  'clinic.updateRoom': ADMIN,
  'clinic.renameSpecialization': ADMIN,
  'clinic.previewChange': ADMIN,
  'clinic.readiness': ADMIN,
  'forms.list': ADMIN,
  'forms.setAudience': ADMIN,
  'forms.add': ADMIN,
  'forms.edit': ADMIN,
  'forms.reword': ADMIN,
  'forms.restore': ADMIN,
  'clinic.doctorCalendar': ADMIN,
  'clinic.listClosures': SIGNED_IN,
  'clinic.replaceWeeklyHours': ADMIN,
  'clinic.setDateException': ADMIN,
  'clinic.removeDateException': ADMIN,
  'clinic.addTimeOff': ADMIN,
  'clinic.removeTimeOff': ADMIN,
  'clinic.removeClosure': ADMIN,
  'clinic.addClosure': ADMIN,
  // Doctors propose their own hours; nobody else's, and nobody else does.
  'hours.own': DOCTORS,
  'hours.previewOwn': DOCTORS,
  'hours.propose': DOCTORS,
  'hours.withdraw': HIS_DOCTOR,
  'hours.listProposals': ADMIN,
  'hours.review': ADMIN,
  'hours.accept': ADMIN,
  'hours.decline': ADMIN,

  'schedule.slots': '401 ok ok ok ok 404 403 401',
  'schedule.slotsToMoveOwn': ITS_PATIENT,
  'schedule.nextOpenings': '401 ok ok ok ok 404 403 401',

  'booking.suggest': DESK_AND_DOCTORS,
  'calendars.listFeeds': DOCTORS_AND_PATIENTS,
  'calendars.addFeed': DOCTORS_AND_PATIENTS,
  'calendars.removeFeed': DOCTORS_AND_PATIENTS,
  'absences.preview': DESK,
  'absences.carryOut': DESK,
  'callTimes.ofClinic': ADMIN,
  'callTimes.own': DESK_AND_DOCTORS,
  'figures.report': ADMIN,
  'appointments.dayBoard': DESK_AND_DOCTORS,
  'flow.waitingRoom': DESK_AND_DOCTORS,
  'flow.rooms': DESK,
  'rooms.markClean': DESK,
  'rooms.markDirty': DESK,
  'delays.today': DESK_AND_DOCTORS,
  'delays.say': HIS_DOCTOR,
  'signals.listOpen': '401 403 403 ok ok ok ok 401',
  'signals.send': HIS_DOCTOR,
  'signals.withdraw': HIS_DOCTOR,
  'signals.take': DESK_AND_ADMIN,
  'signals.finish': DESK_AND_ADMIN,
  'displays.list': DESK_AND_ADMIN,
  'displays.add': DESK_AND_ADMIN,
  'displays.remove': DESK_AND_ADMIN,
  // By the code, whoever is or is not signed in at the device.
  'displays.pair': PUBLIC,
  // By the secret of the device; without one nobody is anything there.
  'kiosk.arrive': PUBLIC,
  'paper.keptSheet': '401 403 403 ok 403 403 ok 401',
  'paper.cardCode': DESK_AND_HIS_DOCTOR,
  'undo.take': '401 403 403 404 404 404 403 401',
  'appointments.counts': '401 403 403 ok 403 403 ok 401',
  'appointments.get': DESK_AND_HIS_DOCTOR,
  'appointments.list': DESK_AND_DOCTORS,
  'appointments.listStranded': DESK_AND_DOCTORS,
  'appointments.getOwn': ITS_PATIENT,
  'appointments.listForPatient': DESK_AND_HIS_DOCTOR,
  'appointments.listOwn': PATIENTS,
  'appointments.book': DESK_AND_HIS_DOCTOR,
  'appointments.bookOnline': PATIENTS,
  'appointments.move': DESK_AND_HIS_DOCTOR,
  'appointments.moveOwn': ITS_PATIENT,
  'appointments.cancel': DESK_AND_HIS_DOCTOR,
  'appointments.cancelOwn': ITS_PATIENT,
  'appointments.arriveOwn': ITS_PATIENT,
  'flow.ownDay': PATIENTS,
  'forms.ofOwnVisit': ITS_PATIENT,
  'forms.answer': ITS_PATIENT,
  'forms.state': DESK,
  'forms.read': HIS_DOCTOR,
  'appointments.setStatus': DESK_AND_HIS_DOCTOR,
  'appointments.callAgain': DESK_AND_HIS_DOCTOR,
  'appointments.checkIn': DESK,

  // A series is its visits, each of which they may book, see, move and cancel.
  'series.preview': DESK_AND_HIS_DOCTOR,
  'series.book': DESK_AND_HIS_DOCTOR,
  'series.ofVisit': DESK_AND_HIS_DOCTOR,
  'series.previewMove': DESK_AND_HIS_DOCTOR,
  'series.move': DESK_AND_HIS_DOCTOR,
  'series.cancel': DESK_AND_HIS_DOCTOR,

  'requests.list': DESK_AND_DOCTORS,
  'requests.listOwn': PATIENTS,
  'requests.get': '401 ok 404 ok ok 404 403 401',
  'requests.create': PATIENTS,
  'requests.createFor': DESK,
  'requests.accept': DESK_AND_HIS_DOCTOR,
  'requests.reject': DESK_AND_HIS_DOCTOR,
  'requests.reopen': DESK_AND_HIS_DOCTOR,
  'requests.cancel': '401 ok 404 ok 403 403 403 401',

  // Doctors say why and open a chart; admins look over it.
  'waitlist.list': DESK,
  'waitlist.candidates': DESK,
  'waitlist.add': DESK,
  'waitlist.edit': DESK,
  'waitlist.withdraw': DESK,
  'waitlist.reopen': DESK,
  'waitlist.book': DESK,
  'waitlist.offer': DESK,
  'waitlist.join': PATIENTS,
  'waitlist.listOwn': PATIENTS,
  'waitlist.leave': ITS_PATIENT,
  'waitlist.listOwnOffers': PATIENTS,
  'waitlist.accept': ITS_PATIENT,
  'waitlist.decline': ITS_PATIENT,
  'pins.list': DESK,
  'pins.pin': DESK,
  'pins.unpin': DESK,
  'recalls.list': DESK_AND_DOCTORS,
  'recalls.add': DESK_AND_HIS_DOCTOR,
  'recalls.edit': DESK,
  'recalls.logContact': DESK,
  'recalls.end': DESK,
  'recalls.reopen': DESK,
  'recalls.takeBackAdd': DESK_AND_HIS_DOCTOR,
  'recalls.takeBackContact': DESK,
  'breakGlass.open': '401 403 403 403 ok ok 403 401',
  'breakGlass.listOwn': '401 403 403 403 ok ok 403 401',
  'breakGlass.list': ADMIN,
  'breakGlass.review': ADMIN,

  // Who a chart is about asks, the desk that keeps the charts answers.
  'corrections.ask': PATIENTS,
  'corrections.withdraw': ITS_PATIENT,
  'corrections.listOwn': PATIENTS,
  'corrections.list': DESK,
  'corrections.accept': DESK,
  'corrections.decline': DESK,

  'audit.list': ADMIN,
  'audit.own': '401 403 403 ok ok ok ok 401',
  'audit.ofMyChart': PATIENTS,
  'audit.withoutRelation': ADMIN,
  'audit.state': ADMIN,
  'audit.verifyNow': ADMIN,
  // The desk hears and notes, the admin does: neither can take or erase a person alone.
  'privacy.askErasure': PATIENTS,
  'privacy.withdraw': ITS_PATIENT,
  'privacy.listOwn': PATIENTS,
  'privacy.note': DESK,
  'privacy.ofPatient': DESK,
  'privacy.placeHold': DESK,
  'privacy.liftHold': DESK,
  'privacy.list': ADMIN,
  'privacy.check': ADMIN,
  'privacy.decline': ADMIN,
  'privacy.erase': ADMIN,
  'exports.prepareOwn': PATIENTS,
  'exports.prepare': ADMIN,
  'retention.report': ADMIN,
  'retention.update': ADMIN,
  'retention.run': ADMIN,
} as const satisfies Record<string, string>;

export type ProcedureName = keyof typeof RIGHTS;
export const PROCEDURES = Object.keys(RIGHTS) as ProcedureName[];

/** Whether a procedure is about a patient (a doctor's own profile is not), so that it matters how else one stands to the patient. */
export function isAboutPatients(procedure: ProcedureName): boolean {
  return /^(patients|profiles(?!\.\w*[oO]wnDoctor)|appointments|notes|forms(?!\.(?:list|setAudience)$)|series|requests|waitlist|recalls|pins|corrections|schedule|breakGlass)\./.test(
    procedure,
  );
}

export function callersOf(procedure: ProcedureName): readonly AnyCaller[] {
  return isAboutPatients(procedure) ? ALL_CALLERS : CALLERS;
}

/** Where being related to the patient opens more than a doctor who never saw the patient has: to read, and to treat. */
const OPEN_TO_RELATED: Partial<Record<ProcedureName, readonly AnyCaller[]>> = {
  'patients.get': RELATED_CALLERS,
  'profiles.get': RELATED_CALLERS,
  'profiles.clinical': RELATED_CALLERS,
  'notes.ofVisit': RELATED_CALLERS,
  'notes.listForPatient': RELATED_CALLERS,
  'forms.read': RELATED_CALLERS,
  'profiles.editClinical': ['treatingDoctor'],
  'appointments.get': RELATED_CALLERS,
  'paper.cardCode': RELATED_CALLERS,
  'recalls.add': ['treatingDoctor'],
  'recalls.takeBackAdd': ['treatingDoctor'],
  'series.ofVisit': RELATED_CALLERS,
  'appointments.listForPatient': RELATED_CALLERS,
};

export function expectedOutcome(procedure: ProcedureName, caller: AnyCaller): Outcome {
  if (OPEN_TO_RELATED[procedure]?.includes(caller)) return 'ok';
  return expectedOf(RIGHTS[procedure], caller);
}

/** The word of a row for a caller. The two related doctors are to it what any other doctor is. */
export function expectedOf(row: string, caller: AnyCaller): Outcome {
  const named = caller === 'treatingDoctor' || caller === 'glassDoctor' ? 'otherDoctor' : caller;
  return row.split(' ')[CALLERS.indexOf(named)] as Outcome;
}

const NO_DOCTOR_ELSE = ['reception', 'doctor'] as const;
const WHO_SEES_THE_CHART = ['reception', 'doctor', 'treatingDoctor', 'glassDoctor'] as const;

/**
 * Lists answer all who may ask; among what they answer, the patient's own thing (for `users.list` an
 * account) is found by these alone.
 */
export const SHOWN = {
  'users.list': ['admin'],
  'users.listInvitations': ['admin'],
  'patients.find': WHO_SEES_THE_CHART,
  'patients.list': WHO_SEES_THE_CHART,
  'patients.own': ['patient'],
  'appointments.dayBoard': NO_DOCTOR_ELSE,
  'appointments.list': NO_DOCTOR_ELSE,
  'appointments.listStranded': NO_DOCTOR_ELSE,
  'appointments.listForPatient': WHO_SEES_THE_CHART,
  'notes.listForPatient': ['doctor', 'treatingDoctor', 'glassDoctor'],
  'notes.listUnsigned': ['doctor'],
  'appointments.listOwn': ['patient'],
  'requests.list': NO_DOCTOR_ELSE,
  'signals.listOpen': [...NO_DOCTOR_ELSE, 'admin'],
  'hours.listProposals': ['admin'],
  'requests.listOwn': ['patient'],
  'waitlist.list': ['reception'],
  'waitlist.candidates': ['reception'],
  'waitlist.listOwn': ['patient'],
  'waitlist.listOwnOffers': ['patient'],
  'recalls.list': NO_DOCTOR_ELSE,
  'pins.list': ['reception'],
  'breakGlass.list': ['admin'],
  'breakGlass.listOwn': ['glassDoctor'],
  'corrections.list': ['reception'],
  'corrections.listOwn': ['patient'],
  'privacy.list': ['admin'],
  'privacy.listOwn': ['patient'],
} as const satisfies Partial<Record<ProcedureName, readonly AnyCaller[]>>;
export type ListName = keyof typeof SHOWN;

/** Lists of what is the same for all who may ask, and of the caller's own alone. */
export const SAME_FOR_ALL: readonly string[] = [
  'clinic.previewChange',
  'hours.previewOwn',
  'clinic.listDoctors',
  'clinic.listTypes',
  'clinic.listSpecializations',
  'clinic.listClosures',
  'forms.list',
  'auth.listSessions',
  'auth.listPasskeys',
  'calendars.listFeeds',
  'displays.list',
  'drafts.list',
  'audit.list',
  'audit.own',
  'audit.ofMyChart',
  'audit.withoutRelation',
];

/**
 * An id that nobody has is not there for those who may ask and forbidden to the others, like a thing one
 * may not know of. Where it is otherwise, it is written here: who looks for openings of no doctor finds none.
 */
const MISSING: Readonly<Record<string, string>> = {
  'schedule.nextOpenings doctorId': '401 ok ok ok 404 404 403 401',
};

export function expectedWhenMissing(procedure: ProcedureName, field: string, caller: AnyCaller): Outcome {
  const row = MISSING[`${procedure} ${field}`];
  if (row !== undefined) return expectedOf(row, caller);
  const usual = expectedOutcome(procedure, caller);
  return usual === 'ok' ? '404' : usual;
}

/** Acts that go further than their procedure's row: what else the table of rights decides inside it. */
const PROBES = {
  'appointments.book over another visit': DESK_AND_HIS_DOCTOR,
  'appointments.book off the patients’ grid': DESK_AND_HIS_DOCTOR,
  'appointments.book for somebody the doctor does not treat': '401 403 403 ok 404 404 403 401',
  'appointments.bookOnline off the patients’ grid': '401 422 422 403 403 403 403 401',
  'clinic.getDoctor of one who has left': '401 404 404 ok ok ok ok 401',
  // Theirs by the calendar alone: too long ago to make the patient theirs.
  'appointments.get of the doctor’s own visit of years ago': DESK_AND_HIS_DOCTOR,
  // In nobody's calendar, also where the doctor is one of those asked.
  'requests.get of one to any of a specialization': '401 404 404 ok 404 404 403 401',
  'requests.accept of one to any of a specialization': '401 403 403 ok 404 404 403 401',
} as const satisfies Record<`${ProcedureName} ${string}`, string>;
export type ProbeName = keyof typeof PROBES;
export const PROBE_NAMES = Object.keys(PROBES) as ProbeName[];

export function expectedOfProbe(probe: ProbeName, caller: AnyCaller): Outcome {
  return expectedOf(PROBES[probe], caller);
}

/** Whose boards show that a slot of the doctor is being booked. */
export const SEES_HOLDS: readonly AnyCaller[] = ['reception', 'doctor'];

/** What a screen may say over its socket, of which thing, and who is heard. */
export const SAID = {
  ping: { 'of nothing': SIGNED_IN },
  hold: {
    'of nothing': DESK_AND_DOCTORS,
    'in the doctor’s calendar': DESK_AND_HIS_DOCTOR,
    // Time of nobody: the desk keeps nobody from anything with it.
    'in the calendar of no such doctor': '401 403 403 ok 404 404 403 401',
  },
  holding: { 'of nothing': DESK_AND_DOCTORS },
  release: { 'of nothing': DESK_AND_DOCTORS },
} as const satisfies Record<keyof ClientToServer, Record<string, string>>;

const EVERYBODY = PUBLIC;
/** Routes that are no procedures: pages without a word of anybody, the machine's own questions, the API's description. */
export const PLAIN_ROUTES: Readonly<Record<string, string>> = {
  'GET /': EVERYBODY,
  'GET /board': EVERYBODY,
  'GET /waiting': EVERYBODY,
  'GET /call-screen': EVERYBODY,
  'GET /kiosk': EVERYBODY,
  'GET /displays': EVERYBODY,
  'GET /my-day': EVERYBODY,
  'GET /unsigned-notes': EVERYBODY,
  'GET /audit': EVERYBODY,
  'GET /my-actions': EVERYBODY,
  'GET /charts': EVERYBODY,
  'GET /home': EVERYBODY,
  'GET /figures': EVERYBODY,
  'GET /opened-charts': EVERYBODY,
  'GET /paper': EVERYBODY,
  'GET /people': EVERYBODY,
  'GET /my-hours': EVERYBODY,
  'GET /my-profile': EVERYBODY,
  'GET /retention': EVERYBODY,
  'GET /corrections': EVERYBODY,
  'GET /waitlist': EVERYBODY,
  'GET /recalls': EVERYBODY,
  'GET /absence': EVERYBODY,
  'GET /privacy': EVERYBODY,
  'GET /security-settings': EVERYBODY,
  'GET /clinic': EVERYBODY,
  'GET /stranded': EVERYBODY,
  'GET /rights': EVERYBODY,
  'GET /setup': EVERYBODY,
  'GET /sign-in': EVERYBODY,
  'GET /security': EVERYBODY,
  'GET /forgot': EVERYBODY,
  'GET /reset': EVERYBODY,
  'GET /invitation': EVERYBODY,
  'GET /portal': EVERYBODY,
  'GET /portal/*': EVERYBODY,
  // What makes it an app on a phone: a name, pictures, and a page for when the clinic cannot be reached.
  'GET /portal/manifest.webmanifest': EVERYBODY,
  'GET /portal/icon-192.png': EVERYBODY,
  'GET /portal/icon-512.png': EVERYBODY,
  'GET /portal/icon-maskable-512.png': EVERYBODY,
  'GET /portal/icon-apple-180.png': EVERYBODY,
  'GET /portal/worker.js': EVERYBODY,
  'GET /portal/offline': EVERYBODY,
  'GET /portal/offline.css': EVERYBODY,
  'GET /assets/*': EVERYBODY,
  'GET /clinic-authority.crt': EVERYBODY,
  'GET /healthz': EVERYBODY,
  'GET /readyz': EVERYBODY,
  'GET /api/schema': EVERYBODY,
  // Where nothing is given at an address, there is nothing.
  'GET /calendars/:file': '404 404 404 404 404 404 404 404',
  'GET /api/me/appointments/:id/calendar': '401 404 404 403 403 403 403 401',
  // Of no picture there is none, and of an empty form none can be drawn.
  'GET /api/paper/day-sheet': '401 403 403 400 400 400 403 401',
  'GET /api/figures/file': '401 403 403 403 403 403 400 401',
  'GET /api/paper/visits/:id/:kind': '401 403 403 404 404 404 403 401',
  'GET /api/pictures/:id': '401 404 404 404 404 404 404 401',
  'POST /api/copies': '401 400 400 403 403 403 400 401',
  'PUT /api/profile/picture': '401 415 415 403 415 415 403 401',
};

const MISSING_VISIT = '401 403 403 404 404 404 403 401';

/** Plain routes that lead to a thing: whose, and what each caller gets of it. `no such` is nobody's. */
export const THINGS_BEHIND_ROUTES = {
  'GET /calendars/:file': { 'the patient’s calendar': PUBLIC },
  'GET /api/me/appointments/:id/calendar': {
    'the patient’s visit': ITS_PATIENT,
    'no such visit': '401 404 404 403 403 403 403 401',
  },
  'GET /api/paper/day-sheet': {
    'the doctor’s day': DESK_AND_HIS_DOCTOR,
    'the day of no such doctor': MISSING_VISIT,
    'everybody’s or one’s own day': DESK_AND_DOCTORS,
  },
  'GET /api/paper/visits/:id/:kind': {
    'the routing slip of the patient’s visit': DESK_AND_HIS_DOCTOR,
    'the card of the patient’s visit': DESK_AND_HIS_DOCTOR,
    'the card of no such visit': MISSING_VISIT,
  },
  'GET /api/figures/file': { 'the clinic’s figures': ADMIN },
  'GET /api/pictures/:id': {
    'the patient’s picture': '401 ok 404 ok ok 404 404 401',
    'the doctor’s photo': SIGNED_IN,
    'no such picture': '401 404 404 404 404 404 404 401',
  },
  'POST /api/copies': {
    'one’s own ticket': '401 ok ok 403 403 403 ok 401',
    'the ticket of another session': '401 404 404 403 403 403 404 401',
    'no such ticket': '401 404 404 403 403 403 404 401',
  },
  'PUT /api/profile/picture': { 'one’s own picture': '401 ok ok 403 ok ok 403 401' },
} as const satisfies Record<string, Record<string, string>>;
export type RouteToThing = keyof typeof THINGS_BEHIND_ROUTES;

/** Doctors who have treated the patient, or opened the chart with a reason, read here what they read over procedures. */
const READ_BY_RELATED: readonly string[] = [
  'the routing slip of the patient’s visit',
  'the card of the patient’s visit',
  'the patient’s picture',
];

export function expectedBehindRoute(
  { thing, row }: { thing: string; row: string },
  caller: AnyCaller,
): Outcome {
  const isRelated = caller === 'treatingDoctor' || caller === 'glassDoctor';
  return isRelated && READ_BY_RELATED.includes(thing) ? 'ok' : expectedOf(row, caller);
}
