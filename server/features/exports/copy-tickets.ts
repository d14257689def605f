import { randomBytes } from 'node:crypto';
import { denied } from '../../../shared/errors.ts';
import type { PatientId, PrivacyRequestId, SessionId } from '../../../shared/ids.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import type { Clock } from '../../lib/clock.ts';

/** Whose copy may be fetched, by which session, and for which noted wish when it is another's. */
export type Copy = {
  readonly sessionId: SessionId;
  readonly patientId: PatientId;
  readonly privacyRequestId: PrivacyRequestId | null;
};

const VALID_MIN = 1;
const TICKET_BYTES = 32;

/** Rights to one download each, in memory: whoever restarts the server asks for the password again. */
export function createCopyTickets(clock: Clock) {
  const open = new Map<string, Copy & { readonly endsAt: Instant }>();
  return {
    issue(copy: Copy): string {
      const now = clock.now();
      for (const [ticket, { endsAt }] of open) if (endsAt <= now) open.delete(ticket);
      const ticket = randomBytes(TICKET_BYTES).toString('base64url');
      open.set(ticket, { ...copy, endsAt: addMinutes(now, VALID_MIN) });
      return ticket;
    },
    /** Undefined when it is none, or its minute is over; to another session there is none. It is good once. */
    redeem(ticket: string, sessionId: SessionId): Copy | undefined {
      const copy = open.get(ticket);
      if (copy === undefined) return undefined;
      if (copy.sessionId !== sessionId) throw denied('not_found', { patientId: copy.patientId });
      open.delete(ticket);
      return copy.endsAt > clock.now() ? copy : undefined;
    },
  };
}
