import type { ClinicReadiness } from '../../../shared/contracts/clinic-calendar.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { ClinicSnapshot } from './clinic-snapshot.ts';

/** What the set-up still lacks; hours that are over, or begin later, count by whether they are to come. */
export function readinessOf(snapshot: ClinicSnapshot, today: CivilDate): ClinicReadiness {
  const isToCome = (last: CivilDate | null) => last === null || last >= today;
  const active = [...snapshot.doctors.values()].filter(({ isActive }) => isActive).map(({ id }) => id);
  const types = [...snapshot.types.values()].filter(({ isActive }) => isActive);
  const offered = new Set(types.flatMap(({ doctorIds }) => doctorIds));
  const hasHours = (id: (typeof active)[number]) => {
    const { weeklyHours, exceptions } = snapshot.calendarOf(id);
    return (
      weeklyHours.some(({ kind, validTo }) => kind === 'open' && isToCome(validTo)) ||
      exceptions.some(({ date, startTime }) => startTime !== null && isToCome(date))
    );
  };
  return {
    withoutHours: active.filter((id) => !hasHours(id)),
    notOffered: active.filter((id) => !offered.has(id)),
    closuresAhead: snapshot.closures.filter(({ endsOn }) => isToCome(endsOn)).length,
  };
}
