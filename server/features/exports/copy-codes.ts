import type { Language } from '../../../shared/domain/languages.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import type { Database, Row } from '../../db/schema.ts';

/** What a person's copy shows. */
export type CopiedTable = Extract<
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
  | 'recall'
  | 'recallContact'
  | 'calendarFeed'
  | 'correction'
  | 'privacyRequest'
  | 'legalHold'
  | 'liftedHold'
  | 'breakGlass'
  | 'auditEvent'
>;

/** The codes a column of this name may hold, in whichever table it stands. */
type CodesIn<Column extends string> = {
  [Table in CopiedTable]: Column extends keyof Row<Table> ? Extract<Row<Table>[Column], string> : never;
}[CopiedTable];

type CodedColumn =
  | 'action'
  | 'answer'
  | 'cancelCode'
  | 'dayPart'
  | 'document'
  | 'endedAs'
  | 'field'
  | 'fromStatus'
  | 'idDocument'
  | 'kind'
  | 'outcome'
  | 'sex'
  | 'state'
  | 'status'
  | 'toStatus'
  | 'urgency'
  | 'via';

/** A code the schema knows and these do not has no words: it does not compile. */
type CopyCodes = { readonly [Column in CodedColumn]: Readonly<Record<CodesIn<Column>, string>> } & {
  readonly role: Readonly<Record<Role, string>>;
  readonly source: Readonly<Record<Row<'appointment'>['source'], string>>;
};

const ENGLISH_VISIT = {
  booked: 'booked',
  confirmed: 'confirmed',
  arrived: 'arrived',
  checked_in: 'checked in',
  in_room: 'in the room',
  with_doctor: 'with the doctor',
  completed: 'completed',
  left: 'left without being seen',
  no_show: 'did not come',
  cancelled: 'cancelled',
  entered_in_error: 'entered in error',
};
const ENGLISH_PAPERS = {
  passport: 'passport',
  id_card: 'identity card',
  driving_licence: 'driving licence',
  other: 'another',
};
const ENGLISH: CopyCodes = {
  action: { C: 'created', R: 'read', U: 'changed', D: 'deleted', E: 'done' },
  answer: {
    open: 'none yet',
    accepted: 'accepted',
    declined: 'declined',
    too_late: 'too late',
    closed: 'closed',
  },
  cancelCode: {
    pat: 'asked for by the patient',
    'pat-crs': 'goes to another clinic',
    'pat-fb': 'feels better',
    'pat-dec': 'decided otherwise',
    prov: 'the doctor is not available',
    'prov-pers': 'the doctor is away',
    maint: 'a device or room cannot be used',
    'meds-inc': 'the preparation is not complete',
    other: 'another reason',
  },
  dayPart: { morning: 'morning', afternoon: 'afternoon', evening: 'evening' },
  document: { ...ENGLISH_PAPERS, insurance_card: 'insurance card' },
  endedAs: { declined: 'not wanted', given_up: 'given up' },
  field: {
    givenName: 'given name',
    familyName: 'family name',
    birthDate: 'birth date',
    sex: 'sex',
    email: 'e-mail',
    phone: 'phone',
    address: 'address',
    language: 'language',
    other: 'something else',
  },
  fromStatus: ENGLISH_VISIT,
  idDocument: ENGLISH_PAPERS,
  kind: {
    guardian: 'guardian',
    proxy: 'proxy',
    book: 'booking',
    move: 'move',
    cancel: 'cancellation',
    status: 'change of status',
    many: 'several at once',
    booked: 'booked',
    moved: 'moved',
    called: 'called',
    no_answer: 'called, no answer',
    left_message: 'left a message',
    mailed: 'written to',
    will_call_back: 'will call back',
    copy: 'copy',
    erasure: 'erasure',
  },
  outcome: { success: 'success', denied: 'refused', failure: 'failed' },
  sex: { female: 'female', male: 'male', other: 'other', unknown: 'unknown' },
  state: {
    waiting: 'waiting',
    offered: 'offered',
    booked: 'booked',
    withdrawn: 'withdrawn',
    expired: 'expired',
  },
  status: {
    ...ENGLISH_VISIT,
    pending: 'open',
    accepted: 'accepted',
    rejected: 'rejected',
    expired: 'expired',
    open: 'open',
    declined: 'declined',
    withdrawn: 'withdrawn',
    done: 'done',
  },
  toStatus: ENGLISH_VISIT,
  urgency: { low: 'low', medium: 'medium', high: 'high', emergency: 'emergency' },
  via: { desk: 'front desk', kiosk: 'tablet at the entrance', portal: 'portal' },
  role: { admin: 'administrator', doctor: 'doctor', receptionist: 'front desk', patient: 'patient' },
  source: {
    desk: 'front desk',
    online: 'online',
    request: 'request',
    walk_in: 'walk-in',
    import: 'taken over from another system',
  },
};

const GERMAN_VISIT = {
  booked: 'gebucht',
  confirmed: 'bestätigt',
  arrived: 'angekommen',
  checked_in: 'aufgenommen',
  in_room: 'im Zimmer',
  with_doctor: 'in Behandlung',
  completed: 'fertig',
  left: 'unbehandelt gegangen',
  no_show: 'nicht erschienen',
  cancelled: 'abgesagt',
  entered_in_error: 'Irrtum',
};
const GERMAN_PAPERS = {
  passport: 'Reisepass',
  id_card: 'Personalausweis',
  driving_licence: 'Führerschein',
  other: 'ein anderer',
};
const GERMAN: CopyCodes = {
  action: { C: 'angelegt', R: 'gelesen', U: 'geändert', D: 'gelöscht', E: 'ausgeführt' },
  answer: {
    open: 'noch keine',
    accepted: 'angenommen',
    declined: 'abgelehnt',
    too_late: 'zu spät',
    closed: 'geschlossen',
  },
  cancelCode: {
    pat: 'auf Wunsch',
    'pat-crs': 'Wechsel in eine andere Praxis',
    'pat-fb': 'es geht wieder besser',
    'pat-dec': 'anders überlegt',
    prov: 'Arzt oder Ärztin nicht verfügbar',
    'prov-pers': 'Arzt oder Ärztin abwesend',
    maint: 'Gerät oder Raum nicht nutzbar',
    'meds-inc': 'Vorbereitung nicht abgeschlossen',
    other: 'ein anderer Grund',
  },
  dayPart: { morning: 'Vormittag', afternoon: 'Nachmittag', evening: 'Abend' },
  document: { ...GERMAN_PAPERS, insurance_card: 'Gesundheitskarte' },
  endedAs: { declined: 'nicht gewünscht', given_up: 'aufgegeben' },
  field: {
    givenName: 'Vorname',
    familyName: 'Nachname',
    birthDate: 'Geburtsdatum',
    sex: 'Geschlecht',
    email: 'E-Mail',
    phone: 'Telefon',
    address: 'Anschrift',
    language: 'Sprache',
    other: 'etwas anderes',
  },
  fromStatus: GERMAN_VISIT,
  idDocument: GERMAN_PAPERS,
  kind: {
    guardian: 'sorgeberechtigt',
    proxy: 'bevollmächtigt',
    book: 'Buchung',
    move: 'Verschiebung',
    cancel: 'Absage',
    status: 'Änderung des Status',
    many: 'mehrere zugleich',
    booked: 'gebucht',
    moved: 'verschoben',
    called: 'angerufen',
    no_answer: 'angerufen, nicht erreicht',
    left_message: 'Nachricht hinterlassen',
    mailed: 'angeschrieben',
    will_call_back: 'ruft zurück',
    copy: 'Kopie',
    erasure: 'Löschung',
  },
  outcome: { success: 'erfolgt', denied: 'verweigert', failure: 'gescheitert' },
  sex: { female: 'weiblich', male: 'männlich', other: 'divers', unknown: 'unbekannt' },
  state: {
    waiting: 'wartet',
    offered: 'angeboten',
    booked: 'gebucht',
    withdrawn: 'zurückgezogen',
    expired: 'abgelaufen',
  },
  status: {
    ...GERMAN_VISIT,
    pending: 'offen',
    accepted: 'angenommen',
    rejected: 'abgelehnt',
    expired: 'abgelaufen',
    open: 'offen',
    declined: 'abgelehnt',
    withdrawn: 'zurückgezogen',
    done: 'erledigt',
  },
  toStatus: GERMAN_VISIT,
  urgency: { low: 'niedrig', medium: 'mittel', high: 'hoch', emergency: 'Notfall' },
  via: { desk: 'Empfang', kiosk: 'Tablet am Eingang', portal: 'Portal' },
  role: { admin: 'Verwaltung', doctor: 'Arzt oder Ärztin', receptionist: 'Empfang', patient: 'Patient' },
  source: {
    desk: 'Empfang',
    online: 'online',
    request: 'Anfrage',
    walk_in: 'ohne Termin',
    import: 'aus einem anderen System übernommen',
  },
};

const COPY_CODES: Readonly<Record<Language, CopyCodes>> = { en: ENGLISH, de: GERMAN };

/** What one of our own codes means; other texts stay as somebody wrote them. */
export function meaningOf(language: Language, column: string, text: string): string {
  const codes: Readonly<Record<string, Readonly<Record<string, string>> | undefined>> = COPY_CODES[language];
  return new Map(Object.entries(codes[column] ?? {})).get(text) ?? text;
}
