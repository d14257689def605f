import type { DoctorId } from '../../../shared/ids.ts';
import { civilDateOf, localTimeOf } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { MailMessage } from '../../lib/mail.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { longDay } from '../paper/paper-page.ts';

type Moment = { readonly startsAt: Instant; readonly doctorId: DoctorId };
type About = {
  readonly to: string;
  readonly before: Moment & { readonly givenName: string };
  readonly after: Moment;
  readonly snapshot: ClinicSnapshot;
};

/** When and with whom; never why, neither theirs nor the doctor's. */
export function movedMail({ to, before, after, snapshot }: About): MailMessage {
  const { clinicName } = snapshot.settings;
  return letter({ to, clinicName, subject: 'your visit was moved', name: before.givenName }, [
    `your visit on ${whenOf(before, snapshot)} cannot take place as planned. It is now:`,
    `${whenOf(after, snapshot)}, ${doctorOf(after, snapshot)}`,
    'If that does not suit you, please call the front desk or move it in the portal.',
  ]);
}

export function cancelledMail({ to, before, snapshot }: About): MailMessage {
  const { clinicName } = snapshot.settings;
  return letter({ to, clinicName, subject: 'your visit cannot take place', name: before.givenName }, [
    `your visit on ${whenOf(before, snapshot)}, ${doctorOf(before, snapshot)}, cannot take place.`,
    'Please call the front desk or book another one in the portal.',
  ]);
}

type Head = Pick<MailMessage, 'to' | 'subject'> & { readonly clinicName: string; readonly name: string };

function letter({ to, clinicName, subject, name }: Head, paragraphs: readonly string[]): MailMessage {
  const text = [`Hello ${name},`, ...paragraphs, clinicName, ''].join('\n\n');
  return { to, subject: `${clinicName}: ${subject}`, text };
}

function whenOf({ startsAt }: Moment, { settings }: ClinicSnapshot): string {
  const { timeZone } = settings;
  return `${longDay(civilDateOf(startsAt, timeZone))}, ${localTimeOf(startsAt, timeZone)}`;
}

function doctorOf({ doctorId }: Moment, { doctors }: ClinicSnapshot): string {
  return doctors.get(doctorId)?.name ?? '';
}
