import type { Language } from '../../../shared/domain/languages.ts';
import type { Database } from '../../db/schema.ts';

/** The words around a person's copy, in the language they read. */
export type CopyWords = {
  readonly title: string;
  readonly lead: (clinic: string, madeOn: string) => string;
  readonly files: {
    readonly summary: string;
    readonly data: string;
    readonly fhir: string;
    readonly pictures: string;
  };
  readonly nothing: string;
  /** After what a font could not write. */
  readonly elsewhere: string;
  readonly more: (count: number) => string;
  readonly doctor: string;
  readonly type: string;
  readonly room: string;
  readonly by: string;
  readonly yes: string;
  readonly no: string;
  readonly tables: Readonly<Record<NamedTable, string>>;
  /** What a column is called: a word each, or made of its name. */
  readonly column: (name: string) => string;
  /** What one of our own codes means; other texts stay as somebody wrote them. */
  readonly value: (column: string, value: string) => string;
};

type NamedTable = Extract<
  keyof Database,
  | 'patientProfile'
  | 'patientGuardian'
  | 'assignedDoctor'
  | 'identityCheck'
  | 'picture'
  | 'patient'
  | 'appUser'
  | 'session'
  | 'visitNote'
  | 'visitAddendum'
  | 'visitAnswers'
  | 'arrival'
  | 'visitCall'
  | 'undoStep'
  | 'checkIn'
  | 'appointment'
  | 'series'
  | 'appointmentChange'
  | 'appointmentRequest'
  | 'waitlistInvite'
  | 'waitlistEntry'
  | 'calendarFeed'
  | 'correction'
  | 'privacyRequest'
  | 'legalHold'
  | 'liftedHold'
  | 'breakGlass'
  | 'auditEvent'
>;

const ENGLISH: CopyWords = {
  title: 'A copy of your data',
  lead: (clinic, madeOn) => `Everything ${clinic} keeps about you in MedLink, as of ${madeOn}.`,
  files: {
    summary: 'the same to print',
    data: 'every row, for other programs',
    fhir: 'your chart and visits in the health-care format FHIR R4',
    pictures: 'the picture of you, if there is one',
  },
  nothing: 'Nothing.',
  elsewhere: ': see index.html',
  more: (count) => `And ${count} more: see index.html.`,
  doctor: 'Doctor',
  type: 'Kind of visit',
  room: 'Room',
  by: 'By',
  yes: 'yes',
  no: 'no',
  tables: {
    patientProfile: 'Your profile',
    patientGuardian: 'Who stands in for you',
    assignedDoctor: 'Doctors who look after you',
    identityCheck: 'When your identity was checked',
    picture: 'Your picture',
    patient: 'Your chart',
    appUser: 'Your account',
    session: 'Where you were signed in',
    visitNote: 'What doctors wrote of your visits',
    visitAddendum: 'What they added later',
    visitAnswers: 'What you answered before your visits',
    arrival: 'When you came',
    visitCall: 'When you were called',
    undoStep: 'What the desk could take back',
    checkIn: 'What the desk looked at',
    appointment: 'Your visits',
    series: 'Visits that were booked as one',
    appointmentChange: 'What happened to your visits',
    appointmentRequest: 'What you asked for',
    waitlistInvite: 'Times you were offered',
    waitlistEntry: 'What you waited for',
    calendarFeed: 'Calendars that read your visits',
    correction: 'Corrections you asked for',
    privacyRequest: 'Copies and erasures you asked for',
    legalHold: 'Why nothing may be deleted at present',
    liftedHold: 'Why nothing could be deleted for a while',
    breakGlass: 'Doctors who opened your chart without a visit of yours',
    auditEvent: 'Who did what with your data',
  },
  column: inWords,
  value: (_column, value) => value,
};

const GERMAN: CopyWords = {
  title: 'Eine Kopie Ihrer Daten',
  lead: (clinic, madeOn) => `Alles, was ${clinic} in MedLink über Sie führt. Stand: ${madeOn}.`,
  files: {
    summary: 'dasselbe zum Drucken',
    data: 'jede Zeile, für andere Programme',
    fhir: 'Ihre Akte und Ihre Termine im Format FHIR R4 des Gesundheitswesens',
    pictures: 'Ihr Bild, falls es eines gibt',
  },
  nothing: 'Nichts.',
  elsewhere: ': siehe index.html',
  more: (count) => `Und ${count} weitere: siehe index.html.`,
  doctor: 'Arzt oder Ärztin',
  type: 'Terminart',
  room: 'Raum',
  by: 'Von',
  yes: 'ja',
  no: 'nein',
  tables: {
    patientProfile: 'Ihr Profil',
    patientGuardian: 'Wer Sie vertritt',
    assignedDoctor: 'Wer Sie ärztlich betreut',
    identityCheck: 'Wann Ihre Identität geprüft wurde',
    picture: 'Ihr Bild',
    patient: 'Ihre Akte',
    appUser: 'Ihr Konto',
    session: 'Wo Sie angemeldet waren',
    visitNote: 'Was zu Ihren Terminen ärztlich notiert wurde',
    visitAddendum: 'Was später ergänzt wurde',
    visitAnswers: 'Was Sie vor Ihren Terminen geantwortet haben',
    arrival: 'Wann Sie gekommen sind',
    visitCall: 'Wann Sie aufgerufen wurden',
    undoStep: 'Was der Empfang zurücknehmen konnte',
    checkIn: 'Was der Empfang geprüft hat',
    appointment: 'Ihre Termine',
    series: 'Termine, die zusammen gebucht wurden',
    appointmentChange: 'Was mit Ihren Terminen geschah',
    appointmentRequest: 'Was Sie angefragt haben',
    waitlistInvite: 'Zeiten, die Ihnen angeboten wurden',
    waitlistEntry: 'Worauf Sie gewartet haben',
    calendarFeed: 'Kalender, die Ihre Termine lesen',
    correction: 'Berichtigungen, um die Sie gebeten haben',
    privacyRequest: 'Kopien und Löschungen, um die Sie gebeten haben',
    legalHold: 'Warum zurzeit nichts gelöscht werden darf',
    liftedHold: 'Warum eine Zeit lang nichts gelöscht werden durfte',
    breakGlass: 'Wer Ihre Akte ohne einen Termin bei sich geöffnet hat',
    auditEvent: 'Wer was mit Ihren Daten getan hat',
  },
  column: (name) => GERMAN_COLUMNS[name] ?? inWords(name),
  value: (column, value) => (CODED.has(column) ? (GERMAN_CODES[value] ?? value) : value),
};

const GERMAN_COLUMNS: Readonly<Record<string, string>> = {
  action: 'Handlung',
  address: 'Anschrift oder Netzadresse',
  allergies: 'Allergien',
  answer: 'Antwort',
  answeredAt: 'Beantwortet',
  arrivedAt: 'Angekommen',
  assignedAt: 'Zugeordnet',
  at: 'Zeitpunkt',
  birthDate: 'Geburtsdatum',
  bloodType: 'Blutgruppe',
  calledAt: 'Aufgerufen',
  cancelCode: 'Grund der Absage (Code)',
  cancelNote: 'Grund der Absage',
  changedFields: 'Geänderte Felder',
  chartNumber: 'Aktennummer',
  checkedAt: 'Geprüft',
  checkedBy: 'Geprüft von',
  checkedInAt: 'Aufgenommen',
  conditions: 'Erkrankungen',
  confirmedAt: 'Bestätigt',
  copayMinor: 'Zuzahlung (kleinste Einheit)',
  createdAt: 'Angelegt',
  createdBy: 'Angelegt von',
  date: 'Tag',
  day: 'Tag',
  dayPart: 'Tageszeit',
  dayParts: 'Tageszeiten',
  decidedAt: 'Entschieden',
  decidedBy: 'Entschieden von',
  decisionReason: 'Begründung der Entscheidung',
  deskNote: 'Notiz am Empfang',
  device: 'Gerät',
  document: 'Ausweis',
  dueOn: 'Fällig am',
  earliestDate: 'Frühester Tag',
  email: 'E-Mail',
  emailVerifiedAt: 'E-Mail bestätigt',
  emergencyName: 'Notfallkontakt',
  emergencyPhone: 'Telefon des Notfallkontakts',
  emergencyRelationship: 'Beziehung des Notfallkontakts',
  endReason: 'Grund des Endes',
  endedAs: 'Ausgang',
  endedAt: 'Beendet',
  endsAt: 'Ende',
  endsOn: 'Letzter Tag',
  erasedAt: 'Gelöscht',
  expiresAt: 'Gültig bis',
  filledAt: 'Beantwortet',
  forms: 'Antworten',
  familyName: 'Nachname',
  field: 'Feld',
  findings: 'Befund',
  firstReadAt: 'Zuerst gelesen',
  fromStartsAt: 'Beginn vorher',
  fromStatus: 'Status vorher',
  givenName: 'Vorname',
  hasNoAllergies: 'Keine Allergien bekannt',
  hasScreen: 'Mit Bildschirm',
  hash: 'Prüfsumme',
  holdsUntil: 'Gilt bis',
  idDocument: 'Ausweis',
  inRoomAt: 'Im Zimmer',
  insuranceNumber: 'Versichertennummer',
  insuranceProvider: 'Krankenversicherung',
  isActive: 'Aktiv',
  isFirstVisit: 'Erster Termin',
  isLateCancel: 'Späte Absage',
  isOffHours: 'Außerhalb der Sprechzeiten',
  isOverride: 'Doppelt gebucht',
  items: 'Geprüftes',
  keepUntil: 'Aufbewahrt bis',
  kind: 'Art',
  language: 'Sprache',
  lastReadAt: 'Zuletzt gelesen',
  lastUsedAt: 'Zuletzt benutzt',
  latestDate: 'Spätester Tag',
  liftReason: 'Grund der Aufhebung',
  liftedAt: 'Aufgehoben',
  liftedBy: 'Aufgehoben von',
  lockedAt: 'Gesperrt',
  madeAt: 'Gemacht',
  medication: 'Medikamente',
  mergedInto: 'Zusammengeführt mit',
  name: 'Name',
  needsInterpreter: 'Dolmetscher nötig',
  note: 'Notiz',
  objectType: 'Gegenstand',
  objectVersion: 'Fassung des Gegenstands',
  oldValue: 'Bisher',
  openedAt: 'Geöffnet',
  outcome: 'Ausgang',
  overrideReason: 'Grund der Doppelbuchung',
  phone: 'Telefon',
  placedAt: 'Angeordnet',
  placedBy: 'Angeordnet von',
  plan: 'Weiteres Vorgehen',
  policy: 'Regel',
  prevHash: 'Vorherige Prüfsumme',
  procedure: 'Vorgang',
  purpose: 'Zweck',
  reason: 'Grund',
  recordedAt: 'Aufgezeichnet',
  relationship: 'Beziehung',
  repeats: 'Wiederholungen',
  reviewNote: 'Vermerk der Durchsicht',
  reviewedAt: 'Durchgesehen',
  reviewedBy: 'Durchgesehen von',
  role: 'Rolle',
  rule: 'Regel der Serie',
  seal: 'Siegel',
  seriesIndex: 'Nummer in der Serie',
  sex: 'Geschlecht',
  signedAt: 'Unterschrieben',
  source: 'Herkunft',
  startsAt: 'Beginn',
  state: 'Stand',
  status: 'Status',
  subtype: 'Vorgangsart',
  takenAt: 'Zurückgenommen',
  ticket: 'Wartenummer',
  toStartsAt: 'Beginn danach',
  toStatus: 'Status danach',
  type: 'Art',
  updatedAt: 'Zuletzt geändert',
  urgency: 'Dringlichkeit',
  via: 'Weg',
  visitCount: 'Anzahl der Termine',
  wanted: 'Gewünscht',
  withDoctorAt: 'Beginn der Behandlung',
  words: 'Text',
};

/** Columns that hold codes of ours. */
const CODED = new Set(['status', 'fromStatus', 'toStatus', 'sex', 'urgency', 'role', 'dayPart', 'state']);

const GERMAN_CODES: Readonly<Record<string, string>> = {
  accepted: 'angenommen',
  afternoon: 'Nachmittag',
  arrived: 'angekommen',
  booked: 'gebucht',
  cancelled: 'abgesagt',
  checked_in: 'aufgenommen',
  completed: 'fertig',
  confirmed: 'bestätigt',
  emergency: 'Notfall',
  entered_in_error: 'Irrtum',
  evening: 'Abend',
  expired: 'abgelaufen',
  female: 'weiblich',
  high: 'hoch',
  in_room: 'im Zimmer',
  left: 'unbehandelt gegangen',
  low: 'niedrig',
  male: 'männlich',
  medium: 'mittel',
  morning: 'Vormittag',
  no_show: 'nicht erschienen',
  other: 'divers',
  patient: 'Patient',
  pending: 'offen',
  rejected: 'abgelehnt',
  unknown: 'unbekannt',
  waiting: 'wartet',
  with_doctor: 'in Behandlung',
};

/** `givenName` is "Given name". */
function inWords(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const COPY_WORDS: Readonly<Record<Language, CopyWords>> = { en: ENGLISH, de: GERMAN };
