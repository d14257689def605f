import type { AppointmentId, RequestId } from '../../shared/ids.ts';
import { addDays, type CivilDate } from '../../shared/time/civil-date.ts';
import { insertDoctor, insertPatient, insertVisit } from '../support/factories.ts';
import { gatherIn } from '../support/specializations.ts';
import type { TestClinic } from '../support/start-clinic.ts';
import { book, bookInput, newRequestId, wall } from '../support/visits.ts';
import { insertInvitation, insertOwnPatient, strangerOf, openErasure } from './matrix-rows.ts';
import type { ListName, ProbeName } from './rights-table.ts';

/** What to ask a list, and the id of the thing that is in it for those who may see it. */
export type Shown = { readonly input: object; readonly id: string };

/** Days of their own, away from those the other cells book on. */
const LIST_DAY = '2027-02-16';
const OVER_DAY = '2027-02-17';
const FIRST_FINE_MONDAY = '2027-03-01' as CivilDate;
const FINE_A_DAY = 14;

/** Overbooking for the probe of it; a horizon that the many cells do not reach. */
export const MATRIX_SETTINGS = { isOverbookingAllowed: true, horizonDays: 730 };

/** One thing of each kind for the lists; they change nothing, so it serves all callers. */
export function createListed(clinic: TestClinic): (list: ListName) => Promise<Shown> {
  const { cast } = clinic;
  const desk = clinic.call(clinic.actors.reception);
  const visit = lazily(() => book(clinic, { startsAt: wall('09:00', LIST_DAY) }));
  const completedAt = (startsAt: string) =>
    clinic.db.transact(({ q }) =>
      insertVisit(q, {
        doctorId: cast.doctor,
        patientId: cast.patient,
        appointmentTypeId: cast.type,
        startsAt,
        status: 'completed',
      }),
    );
  const pastVisit = lazily(() => completedAt('2026-03-01T08:00:00Z'));
  const signedNote = lazily(async () => {
    const words = { reason: 'Pain', findings: 'Nothing', plan: 'Rest' };
    const appointmentId = await completedAt('2026-03-01T09:00:00Z');
    const note = { appointmentId, ...words, requestId: newRequestId() };
    return (await clinic.call(clinic.actors.doctor).notes.sign(note)).id;
  });
  /** Put where nobody works; the clinic's shape is weighed anew once it has changed. */
  const strandedVisit = lazily(async () => {
    const who = { doctorId: cast.doctor, patientId: cast.patient, appointmentTypeId: cast.type };
    const id = await clinic.db.transact(({ q }) =>
      insertVisit(q, { ...who, startsAt: wall('03:00', LIST_DAY) }),
    );
    await clinic
      .call(clinic.actors.admin)
      .clinic.createRoom({ name: `Room of ${id}`, requestId: newRequestId() });
    return id;
  });
  const request = () =>
    desk.requests.createFor({
      doctorId: cast.doctor,
      patientId: cast.patient,
      date: LIST_DAY,
      dayPart: 'morning',
      urgency: 'emergency',
      reason: 'Pain',
      requestId: newRequestId(),
    });
  const urgent = lazily(request);
  const correction = lazily(() =>
    clinic
      .call(clinic.actors.patient)
      .corrections.ask({ field: 'other', wanted: 'Misspelt', requestId: newRequestId() }),
  );
  const waits = () =>
    desk.waitlist.add({
      patientId: cast.patient,
      appointmentTypeId: cast.type,
      urgency: 'emergency',
      earliestDate: LIST_DAY,
      latestDate: LIST_DAY,
      requestId: newRequestId(),
    });
  const waiting = lazily(waits);
  const invited = lazily(async () => {
    const entry = await desk.waitlist.add({
      patientId: cast.patient,
      appointmentTypeId: cast.type,
      doctorId: cast.otherDoctor,
      earliestDate: LIST_DAY,
      latestDate: LIST_DAY,
      requestId: newRequestId(),
    });
    const slot = { startsAt: wall('14:00', LIST_DAY), endsAt: wall('14:30', LIST_DAY) };
    const asked = { doctorId: cast.otherDoctor, entryIds: [entry.id], requestId: newRequestId() };
    await desk.waitlist.offer({ ...slot, ...asked });
    const own = await clinic.call(clinic.actors.patient).waitlist.listOwnOffers({});
    return own.items[0]?.id ?? '';
  });
  const recall = lazily(() =>
    desk.recalls.add({
      patientId: cast.patient,
      appointmentTypeId: cast.type,
      doctorId: cast.doctor,
      dueInMonths: 1,
      requestId: newRequestId(),
    }),
  );
  const chart = { id: cast.patient };
  const shown: Record<ListName, () => Promise<Shown>> = {
    'users.listInvitations': async () => ({ input: { limit: 100 }, id: (await insertInvitation(clinic)).id }),
    'users.list': async () => ({ input: { role: 'admin' }, id: clinic.actors.admin.userId }),
    'patients.find': async () => ({ input: { query: 'Lopez' }, ...chart }),
    'patients.list': async () => ({ input: { limit: 100 }, ...chart }),
    'patients.own': async () => ({ input: {}, ...chart }),
    'appointments.dayBoard': async () => ({ input: { day: LIST_DAY }, id: (await visit()).id }),
    'appointments.list': async () => ({
      input: { from: LIST_DAY, to: LIST_DAY, limit: 100 },
      id: (await visit()).id,
    }),
    'appointments.listStranded': async () => ({ input: { limit: 100 }, id: await strandedVisit() }),
    'appointments.listForPatient': async () => ({
      input: { patientId: cast.patient, limit: 100 },
      id: (await visit()).id,
    }),
    'notes.listUnsigned': async () => ({ input: { limit: 100 }, id: await pastVisit() }),
    'notes.listForPatient': async () => ({
      input: { patientId: cast.patient, limit: 100 },
      id: await signedNote(),
    }),
    'appointments.listOwn': async () => ({ input: { when: 'past' }, id: await pastVisit() }),
    'requests.list': async () => ({ input: { limit: 100 }, id: (await urgent()).id }),
    'requests.listOwn': async () => ({ input: { limit: 100 }, id: (await urgent()).id }),
    'waitlist.list': async () => ({ input: { limit: 100 }, id: (await waiting()).id }),
    'waitlist.candidates': async () => {
      const slot = { startsAt: wall('15:00', LIST_DAY), endsAt: wall('16:00', LIST_DAY) };
      return { input: { doctorId: cast.doctor, ...slot }, id: (await waiting()).id };
    },
    // The newest come first, and other calls put the patient on the list, too.
    'waitlist.listOwn': async () => ({ input: {}, id: (await waits()).id }),
    'waitlist.listOwnOffers': async () => ({ input: {}, id: await invited() }),
    'pins.list': async () => {
      const pinned = { appointmentId: (await visit()).id, requestId: newRequestId() };
      return { input: {}, id: (await desk.pins.pin(pinned)).id };
    },
    'recalls.list': async () => ({ input: { limit: 100 }, id: (await recall()).id }),
    'breakGlass.list': async () => ({ input: { limit: 100 }, id: await glassOf(clinic) }),
    'breakGlass.listOwn': async () => ({ input: {}, id: await glassOf(clinic) }),
    'signals.listOpen': async () => {
      const call = { doctorId: cast.doctor, roomId: cast.room, kind: 'interpreter', note: '' } as const;
      const sent = await clinic
        .call(clinic.actors.doctor)
        .signals.send({ ...call, requestId: newRequestId() });
      return { input: {}, id: sent.id };
    },
    'hours.listProposals': async () => {
      const { hours } = clinic.call(clinic.actors.doctor);
      const { hoursMark: seenHours } = await hours.own({});
      const proposed = { week: [], validFrom: '2029-01-01', seenHours, requestId: newRequestId() };
      return { input: {}, id: (await hours.propose(proposed)).id };
    },
    'corrections.list': async () => ({ input: { limit: 100 }, id: (await correction()).id }),
    'corrections.listOwn': async () => ({ input: {}, id: (await correction()).id }),
    'privacy.list': async () => ({ input: { limit: 100 }, id: await openErasure(clinic) }),
    'privacy.listOwn': async () => ({ input: {}, id: await openErasure(clinic) }),
  };
  return (list) => shown[list]();
}

/** The inputs of the probes, each call with a place of its own. */
export function createProbes(clinic: TestClinic): (probe: ProbeName) => Promise<object> {
  const { cast } = clinic;
  const oldVisit = lazily(ownVisitOfYearsAgo);
  const gone = lazily(() =>
    clinic.db.transact(({ q }) => insertDoctor(q, { name: 'Dr. Gone', isActive: 0 })),
  );

  async function ownVisitOfYearsAgo(): Promise<AppointmentId> {
    return await clinic.db.transact(async ({ q }) => {
      const patientId = await insertPatient(q, { familyName: 'Longago' });
      const place = { doctorId: cast.doctor, appointmentTypeId: cast.type, startsAt: '2023-05-02T08:00:00Z' };
      return await insertVisit(q, { ...place, patientId, status: 'completed' });
    });
  }

  /** Another patient each time, over one and the same visit or in a row of the day's half hours. */
  async function place(day: string, time: string): Promise<object> {
    const patientId = await insertOwnPatient(clinic);
    return bookInput(clinic, { patientId, startsAt: wall(time, day) });
  }

  let isTaken = false;
  const inputs: Record<ProbeName, () => Promise<object>> = {
    'appointments.book over another visit': async () => {
      if (!isTaken) await book(clinic, { patientId: cast.otherPatient, startsAt: wall('10:00', OVER_DAY) });
      isTaken = true;
      return { ...(await place(OVER_DAY, '10:00')), overrideReason: 'Acute, asked by the doctor' };
    },
    'appointments.book off the patients’ grid': async () => place(...nextFine()),
    'appointments.book for somebody the doctor does not treat': async () => {
      const [day, time] = nextFine();
      return bookInput(clinic, { patientId: await strangerOf(clinic), startsAt: wall(time, day) });
    },
    'appointments.bookOnline off the patients’ grid': async () => {
      const [day, time] = nextFine();
      const { doctor: doctorId, type: appointmentTypeId } = cast;
      return { doctorId, appointmentTypeId, startsAt: wall(time, day), requestId: newRequestId() };
    },
    'clinic.getDoctor of one who has left': async () => ({ id: await gone() }),
    'appointments.get of the doctor’s own visit of years ago': async () => ({ id: await oldVisit() }),
    'requests.get of one to any of a specialization': async () => ({ id: await askedOfAny() }),
    'requests.accept of one to any of a specialization': async () => {
      const [day, time] = nextFine();
      const place = { doctorId: cast.doctor, appointmentTypeId: cast.type, startsAt: wall(time, day) };
      return { ...place, id: await askedOfAny(), expectedVersion: 1, requestId: newRequestId() };
    },
  };
  const practised = lazily(() => gatherIn(clinic, 'Cardiology', [cast.doctor, cast.otherDoctor]));
  /** Somebody else's each time: of one patient only so many may wait. */
  async function askedOfAny(): Promise<RequestId> {
    const { id } = await clinic.call(clinic.actors.reception).requests.createFor({
      patientId: await insertOwnPatient(clinic),
      specializationId: await practised(),
      date: FIRST_FINE_MONDAY,
      dayPart: 'morning',
      reason: 'Palpitations',
      requestId: newRequestId(),
    });
    return id;
  }
  let fine = 0;
  /** Five past nine, twenty-five to ten ... of one working day after the other. */
  function nextFine(): [string, string] {
    const workday = Math.floor(fine / FINE_A_DAY);
    const minutes = 9 * 60 + 5 + 30 * (fine++ % FINE_A_DAY);
    const two = (number: number) => String(number).padStart(2, '0');
    const day = addDays(FIRST_FINE_MONDAY, Math.floor(workday / 5) * 7 + (workday % 5));
    return [day, `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`];
  }
  return (probe) => inputs[probe]();
}

/** The chart that one of the people has opened with a reason. */
async function glassOf(clinic: TestClinic): Promise<string> {
  const { id } = await clinic.db.read((q) =>
    q
      .selectFrom('breakGlass')
      .select('id')
      .where('patientId', '=', clinic.cast.patient)
      .orderBy('id')
      .executeTakeFirstOrThrow(),
  );
  return id;
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
