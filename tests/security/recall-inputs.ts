import type { AppointmentTypeId } from '../../shared/ids.ts';
import type { TestClinic } from '../support/start-clinic.ts';
import { newRequestId } from '../support/visits.ts';

/** What the matrix asks of recalls. `spareType` makes a kind of visit: nobody is on the list twice for one. */
export function createRecallInputs(clinic: TestClinic, spareType: () => Promise<AppointmentTypeId>) {
  const patientId = clinic.cast.patient;
  const { recalls } = clinic.call(clinic.actors.reception);
  const due = async () => ({
    appointmentTypeId: await spareType(),
    dueInMonths: 6,
    patientId,
    requestId: newRequestId(),
  });
  const recalled = async () => recalls.add(await due());
  return {
    'recalls.list': () => Promise.resolve({}),
    'recalls.add': due,
    'recalls.edit': async () => {
      const { id, appointmentTypeId } = await recalled();
      return { id, appointmentTypeId, dueOn: '2027-01-04', expectedVersion: 1 };
    },
    'recalls.logContact': async () => ({
      id: (await recalled()).id,
      kind: 'no_answer',
      expectedVersion: 1,
      requestId: newRequestId(),
    }),
    'recalls.end': async () => ({ id: (await recalled()).id, as: 'declined', expectedVersion: 1 }),
    'recalls.reopen': async () => {
      const { id } = await recalled();
      await recalls.end({ id, as: 'given_up', expectedVersion: 1 });
      return { id, expectedVersion: 2 };
    },
  };
}
