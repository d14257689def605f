import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { civilDateOf, localTimeOf } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { MailMessage } from '../../lib/mail.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { longDay } from '../paper/paper-page.ts';

type Moment = { readonly startsAt: Instant; readonly doctorId: DoctorId };
type Change = {
  readonly before: Moment & { readonly givenName: string };
  readonly row: Moment & { readonly status: AppointmentStatus };
};
type About = {
  readonly to: string;
  /** One at least. */
  readonly changes: readonly Change[];
  readonly snapshot: ClinicSnapshot;
};

/** One person's visits that cannot be as planned: when and with whom, and never why, theirs or the doctor's. */
export function absenceMail({ to, changes, snapshot }: About): MailMessage {
  const { clinicName } = snapshot.settings;
  const isMoved = changes.some(({ row }) => row.status !== 'cancelled');
  const subject = `${clinicName}: your visit ${isMoved ? 'was moved' : 'cannot take place'}`;
  const lines = changes.map(({ before, row }) =>
    row.status === 'cancelled'
      ? `Your visit on ${whenOf(before, snapshot)}, ${doctorOf(before, snapshot)}, cannot take place.`
      : `Your visit on ${whenOf(before, snapshot)} cannot take place as planned. It is now:\n` +
        `${whenOf(row, snapshot)}, ${doctorOf(row, snapshot)}`,
  );
  const end = 'If that does not suit you, please call the front desk or choose another time in the portal.';
  const name = changes[0]?.before.givenName ?? '';
  return { to, subject, text: [`Hello ${name},`, ...lines, end, clinicName, ''].join('\n\n') };
}

function whenOf({ startsAt }: Moment, { settings }: ClinicSnapshot): string {
  const { timeZone } = settings;
  return `${longDay(civilDateOf(startsAt, timeZone))}, ${localTimeOf(startsAt, timeZone)}`;
}

function doctorOf({ doctorId }: Moment, { doctors }: ClinicSnapshot): string {
  return doctors.get(doctorId)?.name ?? '';
}
