import { z } from '../../lib/zod.ts';
import { SeriesRule } from '../../../shared/contracts/series.ts';
import { SERIES_FREQUENCIES } from '../../../shared/domain/series.ts';
import { addDays, type CivilDate, weekdayOf } from '../../../shared/time/civil-date.ts';

/** How a visit is to come again, as it is being filled in. */
export const RepeatPlan = z.object({
  frequency: z.enum(SERIES_FREQUENCIES),
  /** As typed. */
  interval: z.string(),
  /** Missing means the weekday of the first visit, whichever that is by then. */
  weekdays: z.array(z.number()).optional(),
  ends: z.enum(['after', 'until']),
  count: z.string(),
  /** Empty means some weeks after the first visit. */
  until: z.string(),
});
export type RepeatPlan = z.output<typeof RepeatPlan>;

export const FIRST_PLAN: RepeatPlan = {
  frequency: 'weekly',
  interval: '1',
  ends: 'after',
  count: '6',
  until: '',
};

const FIRST_WEEKS = 6;

export function weekdaysOf(plan: RepeatPlan, day: CivilDate): number[] {
  return plan.weekdays ?? [weekdayOf(day)];
}

export function lastDayOf(plan: RepeatPlan, day: CivilDate): string {
  return plan.until === '' ? addDays(day, 7 * FIRST_WEEKS) : plan.until;
}

/** The rule a plan means with its first visit there; undefined while it is none. */
export function ruleOf(plan: RepeatPlan, first: { day: CivilDate; time: string }): SeriesRule | undefined {
  const rule = SeriesRule.safeParse({
    frequency: plan.frequency,
    interval: Number(plan.interval),
    weekdays: plan.frequency === 'weekly' ? weekdaysOf(plan, first.day) : [],
    startsOn: first.day,
    time: first.time,
    end:
      plan.ends === 'after'
        ? { kind: 'count', count: Number(plan.count) }
        : { kind: 'until', date: lastDayOf(plan, first.day) },
  });
  return rule.data;
}
