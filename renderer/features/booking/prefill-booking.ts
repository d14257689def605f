import { keepDraft } from '../../lib/draft.ts';
import type { BookingDraft } from './use-booking.ts';

export const BOOKING_DRAFT = 'booking';
export const EMPTY_BOOKING: BookingDraft = {
  patient: null,
  typeId: undefined,
  urgency: 'medium',
  reason: '',
  repeat: null,
  aside: null,
  open: null,
};

/** What is known of the person and the visit before the dialog opens. Without the dialog's own weight. */
export function prefillBooking(
  known: Pick<BookingDraft, 'patient' | 'typeId'> & Partial<Pick<BookingDraft, 'reason'>>,
): void {
  keepDraft(BOOKING_DRAFT, { ...EMPTY_BOOKING, ...known });
}
