import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Language } from '../../../shared/domain/languages.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { type CalendarVisit, visitCalendar } from '../../../shared/domain/visit-calendar.ts';
import type { CalendarRow } from '../appointments/calendar-visits.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { CALENDAR_WORDS, type FeedRole } from './calendar-words.ts';

export type CalendarFile = {
  readonly fileName: string;
  readonly body: string;
  /** Of the content alone: the same visits have the same. */
  readonly etag: string;
};

type Made = {
  readonly rows: readonly CalendarRow[];
  readonly reader: FeedRole;
  /** The reader's. */
  readonly language: Language;
  readonly snapshot: ClinicSnapshot;
  readonly fileName: string;
  readonly at: Instant;
};

/** Lets others work between its pieces. */
export async function writeCalendar(made: Made): Promise<CalendarFile> {
  const { rows, language, snapshot, fileName, at } = made;
  const { clinicName, timeZone } = snapshot.settings;
  const visits = rows.map((row) => visitFor(row, made));
  const pieces: string[] = [];
  const name = CALENDAR_WORDS[language].name(clinicName);
  for (const piece of visitCalendar({ name, timeZone, visits, at })) {
    pieces.push(piece);
    await setImmediate();
  }
  const body = pieces.join('');
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  return { fileName, body, etag };
}

function visitFor(row: CalendarRow, { reader, language, snapshot }: Made): CalendarVisit {
  const words = CALENDAR_WORDS[language];
  const { clinicName } = snapshot.settings;
  if (reader === 'patient') {
    const doctor = snapshot.doctors.get(row.doctorId)?.name ?? '';
    return { ...row, summary: words.ofPatient(doctor), location: clinicName };
  }
  const room = row.roomId === null ? undefined : snapshot.rooms.get(row.roomId)?.name;
  return {
    ...row,
    summary: words.ofDoctor(initialsOf(row)),
    location: room === undefined ? clinicName : `${room}, ${clinicName}`,
  };
}

/** `A. M.`: enough for the doctor, nothing to whoever looks at the phone. */
function initialsOf({ givenName, familyName }: CalendarRow): string {
  return [givenName, familyName]
    .map((name) => [...new Intl.Segmenter().segment(name.trim())][0]?.segment)
    .filter((sign) => sign !== undefined)
    .map((sign) => `${sign.toUpperCase()}.`)
    .join(' ');
}
