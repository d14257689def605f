import { addDays, type CivilDate } from '../../shared/time/civil-date.ts';
import type { TestClinic } from '../support/start-clinic.ts';
import { DAY, newRequestId } from '../support/visits.ts';
import { ownPatientOf } from './matrix-rows.ts';

/** What the matrix asks of series. `nextStart` gives times of the patient's doctor at which no other visit is. */
export function createSeriesInputs(clinic: TestClinic, nextStart: () => string) {
  const { cast } = clinic;
  /** Two days, each put where nobody else books. */
  const plan = (patientId = cast.patient) => {
    const dates = [DAY, addDays(DAY as CivilDate, 1)];
    const end = { kind: 'count' as const, count: dates.length };
    return {
      patientId,
      doctorId: cast.doctor,
      appointmentTypeId: cast.type,
      rule: { frequency: 'daily' as const, startsOn: DAY, time: '10:00', end },
      changes: dates.map((date) => ({ date, startsAt: nextStart() })),
    };
  };
  const wish = (patientId = cast.patient) => ({
    ...plan(patientId),
    requestId: newRequestId(),
  });
  const booked = async () => {
    const { visits } = await clinic.call(clinic.actors.reception).series.book(wish());
    return visits.map(({ id }) => ({ id, expectedVersion: 1 }));
  };
  const edit = async (scope: 'one' | 'all') => {
    const seen = (await booked()).slice(0, scope === 'one' ? 1 : 2);
    return { id: seen[0]?.id, scope, seen, requestId: newRequestId() };
  };
  return {
    'series.preview': async () => plan(await ownPatientOf(clinic)),
    'series.book': async () => wish(await ownPatientOf(clinic)),
    'series.ofVisit': async () => ({ id: (await booked())[0]?.id }),
    'series.previewMove': async () => ({ id: (await booked())[0]?.id, scope: 'one', startsAt: nextStart() }),
    'series.move': async () => ({ ...(await edit('one')), startsAt: nextStart() }),
    'series.cancel': async () => ({ ...(await edit('all')), code: 'pat' }),
  };
}
