import {
  AddCalendarFeed,
  AddedCalendarFeed,
  CalendarFeedList,
  RemoveCalendarFeed,
} from '../../../shared/contracts/calendars.ts';
import { Done, Empty } from '../../../shared/contracts/common.ts';
import { guarded, rest, restCreate, router } from '../../trpc/procedures.ts';

export const calendarsRouter = router({
  listFeeds: guarded('calendar.own', rest('GET', '/me/calendars'))
    .input(Empty)
    .output(CalendarFeedList)
    .query(({ ctx }) => ctx.services.calendars.listFeeds(ctx.actor)),
  addFeed: guarded('calendar.own', restCreate('/me/calendars'))
    .input(AddCalendarFeed)
    .output(AddedCalendarFeed)
    .mutation(({ ctx, input }) => ctx.services.calendars.addFeed(ctx.actor, input)),
  removeFeed: guarded('calendar.own', rest('POST', '/me/calendars/{id}/remove'))
    .input(RemoveCalendarFeed)
    .output(Done)
    .mutation(async ({ ctx, input }): Promise<Done> => {
      await ctx.services.calendars.removeFeed(ctx.actor, input);
      return { ok: true };
    }),
});
