import type { Query } from '../../server/db/transact.ts';
import type { AppointmentTypeId, RecallId } from '../../shared/ids.ts';
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
  /** As if whoever asks had put it on the list, as far as a doctor might have. */
  const giveTo = (caller: string, id: RecallId) =>
    clinic.db.transact(async ({ q }) => {
      const doctors = { doctor: clinic.actors.doctor.userId, otherDoctor: await treatingDoctor(q) };
      const createdBy = doctors[caller as keyof typeof doctors] ?? clinic.actors.reception.userId;
      await q.updateTable('recall').set({ createdBy }).where('id', '=', id).execute();
    });
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
    'recalls.takeBackAdd': async (caller: string) => {
      const { id } = await recalled();
      await giveTo(caller, id);
      return { id, expectedVersion: 1 };
    },
    'recalls.takeBackContact': async () => {
      const { id } = await recalled();
      await recalls.logContact({ id, kind: 'no_answer', expectedVersion: 1, requestId: newRequestId() });
      return { id, expectedVersion: 2 };
    },
  };
}

/** Who has treated the patient, where such a doctor is among the callers. */
async function treatingDoctor(q: Query) {
  const row = await q
    .selectFrom('appUser')
    .select('id')
    .where('name', '=', 'Dr. Treating')
    .executeTakeFirst();
  return row?.id;
}
