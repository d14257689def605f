import type { DoctorId, HoursProposalId } from '../../shared/ids.ts';
import type { CivilDate } from '../../shared/time/civil-date.ts';
import { insertUser } from '../support/factories.ts';
import type { TestClinic } from '../support/start-clinic.ts';
import { newRequestId } from '../support/visits.ts';

const TUESDAY = { weekday: 2, kind: 'open', startTime: '09:00', endTime: '12:00' } as const;
/** From a day on that is after all visits of the matrix. */
const WEEK = { week: [TUESDAY], validFrom: '2029-01-01' };

/** What the matrix asks of proposed hours. */
export function createHoursInputs(clinic: TestClinic, spareDoctor: () => Promise<DoctorId>) {
  const own = () => clinic.call(clinic.actors.doctor).hours;
  /** The caller's, who is the doctor where anybody is let in at all. */
  const proposed = async (caller: string) => {
    const { hours } = clinic.call(
      caller === 'otherDoctor' ? clinic.actors.otherDoctor : clinic.actors.doctor,
    );
    const { hoursMark: seenHours } = await hours.own({});
    return { ...WEEK, seenHours, requestId: newRequestId() };
  };
  /** One that waits, of a doctor of its own: only one of each may be open. */
  const waiting = async () => {
    const id = newRequestId() as HoursProposalId;
    const doctorId = await spareDoctor();
    const account = {
      name: 'Dr. Spare',
      email: `${id}@clinic.test`,
      role: 'doctor',
      passwordHash: '',
    } as const;
    const proposedBy = await clinic.db.transact(({ q }) => insertUser(q, { ...account, doctorId }));
    const of = { doctorId, proposedBy, drawnOn: 'none', note: '' };
    const when = { validFrom: WEEK.validFrom as CivilDate, validTo: null, createdAt: clinic.clock.now() };
    const row = { id, ...of, ...when, week: JSON.stringify(WEEK.week), status: 'open', version: 1 } as const;
    await clinic.db.transact(({ q }) => q.insertInto('hoursProposal').values(row).execute());
    return id;
  };
  return {
    'hours.own': () => Promise.resolve({}),
    'hours.previewOwn': () => Promise.resolve(WEEK),
    'hours.propose': proposed,
    'hours.withdraw': async () => {
      const { latest } = await own().own({});
      const { id, version } =
        latest?.status === 'open' ? latest : await own().propose(await proposed('doctor'));
      return { id, expectedVersion: version };
    },
    'hours.listProposals': () => Promise.resolve({}),
    'hours.review': async () => ({ id: await waiting() }),
    'hours.accept': async () => {
      const id = await waiting();
      const { present, touched } = await clinic.call(clinic.actors.admin).hours.review({ id });
      return { id, expectedVersion: 1, seenHours: present.hoursMark, touched: touched.mark };
    },
    'hours.decline': async () => ({ id: await waiting(), expectedVersion: 1, reason: 'Nobody covers it' }),
  };
}
