import { BookingSuggestion, SuggestBooking } from '../../../shared/contracts/booking.ts';
import { guarded, rest, router } from '../../trpc/procedures.ts';

export const bookingRouter = router({
  suggest: guarded('appointment.book', rest('GET', '/booking/suggest'))
    .input(SuggestBooking)
    .output(BookingSuggestion)
    .query(({ ctx, input }) => ctx.services.booking.suggest(ctx.actor, input)),
});
