import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import type { Language } from '../../../shared/domain/languages.ts';

/** What stands on the paper the clinic's own computer makes: the desk's in the clinic's language, a card in its reader's. */
export type PaperWords = {
  readonly daySheet: string;
  readonly madeAt: (time: string) => string;
  readonly page: (page: number, pages: number) => string;
  readonly columns: Readonly<Record<SheetColumn, string>>;
  readonly free: string;
  readonly break: string;
  readonly time_off: string;
  readonly closed: string;
  readonly nobody: string;
  readonly flags: Readonly<
    Record<'first' | 'interpreter' | 'override' | 'urgent' | 'emergency' | 'note', string>
  >;
  readonly status: Readonly<Record<AppointmentStatus, string>>;
  readonly routingSlip: string;
  readonly stations: readonly string[];
  readonly by: string;
  readonly appointmentCard: string;
  readonly atEntrance: string;
  /** How a card says the time of day. */
  readonly at: (time: string) => string;
  readonly with: (doctor: string) => string;
  readonly room: (room: string) => string;
  readonly cancelBy: (hours: number) => string;
  readonly born: (day: string) => string;
  readonly chart: (number: number) => string;
};
export type SheetColumn =
  | 'time'
  | 'patient'
  | 'birth'
  | 'chart'
  | 'phone'
  | 'type'
  | 'room'
  | 'status'
  | 'notes';

const ENGLISH: PaperWords = {
  daySheet: 'Day sheet',
  madeAt: (time) => `As of ${time}`,
  page: (page, pages) => `Page ${page} of ${pages}`,
  columns: {
    time: 'Time',
    patient: 'Patient',
    birth: 'Born',
    chart: 'Chart',
    phone: 'Phone',
    type: 'Visit',
    room: 'Room',
    status: 'Status',
    notes: 'To note',
  },
  free: 'free',
  break: 'break',
  time_off: 'away',
  closed: 'The clinic is closed on this day.',
  nobody: 'Nobody works on this day.',
  flags: {
    first: 'first visit',
    interpreter: 'interpreter',
    override: 'overbooked',
    urgent: 'urgent',
    emergency: 'EMERGENCY',
    note: 'desk has a note',
  },
  status: {
    booked: 'Booked',
    confirmed: 'Confirmed',
    arrived: 'Arrived',
    checked_in: 'Ready',
    in_room: 'In room',
    with_doctor: 'With doctor',
    completed: 'Done',
    left: 'Left',
    no_show: 'No-show',
    cancelled: 'Cancelled',
    entered_in_error: 'Error',
  },
  routingSlip: 'Routing slip',
  stations: ['Reception', 'Doctor', 'Laboratory', 'Imaging', 'Payment', 'Next appointment'],
  by: 'By, at',
  appointmentCard: 'Your appointment',
  atEntrance: 'At the entrance',
  at: (time) => time,
  with: (doctor) => `with ${doctor}`,
  room: (room) => `Room: ${room}`,
  cancelBy: (hours) =>
    hours === 0
      ? 'If you cannot come, please tell us.'
      : `If you cannot come, please tell us at least ${hours} ${hours === 1 ? 'hour' : 'hours'} before.`,
  born: (day) => `born ${day}`,
  chart: (number) => `chart ${number}`,
};

const GERMAN: PaperWords = {
  daySheet: 'Tagesblatt',
  madeAt: (time) => `Stand ${time}`,
  page: (page, pages) => `Seite ${page} von ${pages}`,
  columns: {
    time: 'Zeit',
    patient: 'Patient',
    birth: 'Geboren',
    chart: 'Akte',
    phone: 'Telefon',
    type: 'Termin',
    room: 'Raum',
    status: 'Status',
    notes: 'Zu beachten',
  },
  free: 'frei',
  break: 'Pause',
  time_off: 'abwesend',
  closed: 'Die Praxis ist an diesem Tag geschlossen.',
  nobody: 'An diesem Tag arbeitet niemand.',
  flags: {
    first: 'erster Termin',
    interpreter: 'Dolmetscher',
    override: 'doppelt gebucht',
    urgent: 'dringend',
    emergency: 'NOTFALL',
    note: 'Notiz am Empfang',
  },
  status: {
    booked: 'Gebucht',
    confirmed: 'Bestätigt',
    arrived: 'Angekommen',
    checked_in: 'Bereit',
    in_room: 'Im Zimmer',
    with_doctor: 'Behandlung',
    completed: 'Fertig',
    left: 'Gegangen',
    no_show: 'Fehlt',
    cancelled: 'Abgesagt',
    entered_in_error: 'Irrtum',
  },
  routingSlip: 'Laufzettel',
  stations: ['Empfang', 'Behandlung', 'Labor', 'Bildgebung', 'Zahlung', 'Nächster Termin'],
  by: 'Von, um',
  appointmentCard: 'Ihr Termin',
  atEntrance: 'Am Eingang',
  at: (time) => `${time} Uhr`,
  with: (doctor) => `bei ${doctor}`,
  room: (room) => `Raum: ${room}`,
  // Short: beside it stands the code, and a card has no second line for it.
  cancelBy: (hours) =>
    hours === 0
      ? 'Bitte sagen Sie Bescheid, wenn Sie nicht kommen.'
      : `Absagen bitte mindestens ${hours} ${hours === 1 ? 'Stunde' : 'Stunden'} vorher.`,
  born: (day) => `geboren ${day}`,
  chart: (number) => `Akte ${number}`,
};

export const PAPER_WORDS: Readonly<Record<Language, PaperWords>> = { en: ENGLISH, de: GERMAN };
