import { useState } from 'react';

/** Another time for a date, or null where it is left out. */
export type DateChanges = Readonly<Record<string, string | null>>;

/** What was decided about single dates of a series. It belongs to one plan: of another one the dates are others. */
export function useDateChanges(plan: string) {
  const [kept, setKept] = useState<{ plan: string; changes: DateChanges }>({ plan, changes: {} });
  const changes: DateChanges = kept.plan === plan ? kept.changes : {};
  return {
    changes,
    /** Without a time, as planned again. */
    change: (key: string, startsAt: string | null | undefined) => {
      const { [key]: _, ...others } = changes;
      setKept({ plan, changes: startsAt === undefined ? others : { ...others, [key]: startsAt } });
    },
  };
}
