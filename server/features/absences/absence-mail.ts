import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import type { Language } from '../../../shared/domain/languages.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { letterText } from '../../lib/letter.ts';
import type { MailMessage } from '../../lib/mail.ts';
import { longMoment } from '../../lib/written-time.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { ABSENCE_MAIL_WORDS } from './absence-mail-words.ts';

type Moment = { readonly startsAt: Instant; readonly doctorId: DoctorId };
type Change = {
  readonly before: Moment & { readonly givenName: string; readonly familyName: string };
  readonly row: Moment & { readonly status: AppointmentStatus };
};
type About = {
  readonly to: string;
  readonly language: Language;
  /** One at least. */
  readonly changes: readonly Change[];
  readonly snapshot: ClinicSnapshot;
};

/** One person's visits that cannot be as planned: when and with whom, and never why, theirs or the doctor's. */
export function absenceMail({ to, language, changes, snapshot }: About): MailMessage {
  const { clinicName, timeZone } = snapshot.settings;
  const words = ABSENCE_MAIL_WORDS[language];
  const isMoved = changes.some(({ row }) => row.status !== 'cancelled');
  const subject = (isMoved ? words.movedSubject : words.cancelledSubject)(clinicName);
  const whenOf = ({ startsAt }: Moment) => longMoment(startsAt, timeZone, language);
  const lines = changes.map(({ before, row }) =>
    row.status === 'cancelled'
      ? words.cancelled(whenOf(before), doctorOf(before, snapshot))
      : words.moved(whenOf(before), whenOf(row), doctorOf(row, snapshot)),
  );
  const { givenName = '', familyName = '' } = changes[0]?.before ?? {};
  const paragraphs = [...lines, words.end, clinicName];
  return { to, subject, text: letterText(language, `${givenName} ${familyName}`, paragraphs) };
}

function doctorOf({ doctorId }: Moment, { doctors }: ClinicSnapshot): string {
  return doctors.get(doctorId)?.name ?? '';
}
