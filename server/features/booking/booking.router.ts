import { BookingSuggestion, SuggestBooking } from '../../../shared/contracts/booking.ts';
import { guardedList, rest, router } from '../../trpc/procedures.ts';

export const bookingRouter = router({
  suggest: guardedList('appointment.book', rest('GET', '/booking/suggest'))
    .input(SuggestBooking)
    .output(BookingSuggestion)
    .query(({ ctx, input }) => ctx.services.booking.suggest(ctx.actor, input)),
});
