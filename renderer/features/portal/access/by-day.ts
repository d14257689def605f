import type { ChartAccessDto } from '../../../../shared/contracts/audit.ts';

export type AccessDay = { readonly day: string; readonly accesses: readonly ChartAccessDto[] };

/** The days of the log; what one person did again and again on a day is one entry, at its latest time. */
export function byDay(accesses: readonly ChartAccessDto[], dayOf: (instant: string) => string): AccessDay[] {
  const days = Map.groupBy(accesses, (access) => dayOf(access.recordedAt));
  return [...days].map(([day, ofDay]) => ({ day, accesses: folded(ofDay) }));
}

function folded(accesses: readonly ChartAccessDto[]): ChartAccessDto[] {
  const alike = Map.groupBy(accesses, ({ who, did, what, isEmergency }) =>
    JSON.stringify([who?.name, who?.role, did, what, isEmergency]),
  );
  return [...alike.values()].flatMap(([latest, ...others]) =>
    latest === undefined
      ? []
      : [{ ...latest, times: others.reduce((sum, access) => sum + access.times, latest.times) }],
  );
}
