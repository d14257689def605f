import type { AppointmentDto } from '../../shared/contracts/appointments.ts';
import type { RequestDto } from '../../shared/contracts/requests.ts';
import type { BreakGlassId, CalendarFeedId, DisplayId, PatientId } from '../../shared/ids.ts';
import { addDays, type CivilDate, weekdayOf } from '../../shared/time/civil-date.ts';
import { hashSecret, newLinkSecret } from '../../server/lib/seal.ts';
import { PASSWORD } from '../support/actors.ts';
import {
  insertBreakGlass,
  insertDoctor,
  insertPatient,
  insertType,
  insertUser,
  insertVisit,
} from '../support/factories.ts';
import { addMinutes, toInstant } from '../../shared/time/instant.ts';
import { TEST_SEAL, type TestClinic } from '../support/start-clinic.ts';
import { book, DAY, newRequestId, wall } from '../support/visits.ts';
import type { CallerName, ProcedureName } from './rights-table.ts';
import { createAccountInputs, PASSPHRASE } from './account-inputs.ts';
import { createFormInputs } from './form-inputs.ts';
import { createHoursInputs } from './hours-inputs.ts';
import { askCorrection, openErasure, ownPatientOf } from './matrix-rows.ts';
import { createRecallInputs } from './recall-inputs.ts';
import { createWaitlistInputs } from './waitlist-inputs.ts';
import { createSeriesInputs } from './series-inputs.ts';
import { createSignalInputs } from './signal-inputs.ts';

/** Makes, for each call, a thing of its own to act on, so that one call never spoils the next. */
export type MatrixInputs = (procedure: ProcedureName, caller: CallerName) => Promise<object>;

const HALF_HOURS_A_DAY = 16;
const DAY_PARTS = ['morning', 'afternoon', 'evening'] as const;

export function createMatrixInputs(clinic: TestClinic): MatrixInputs {
  const { cast } = clinic;
  const desk = clinic.call(clinic.actors.reception);
  let count = 0;
  let day = '2026-03-09' as CivilDate;
  let slot = 0;

  const unique = (word: string) => `${word} ${++count}`;
  const mail = () => `person${++count}@matrix.test`;

  /** Half past nine, ten o'clock ... of one working day after the other; no two visits meet. */
  function nextStart(): string {
    if (slot === HALF_HOURS_A_DAY) {
      slot = 0;
      do day = addDays(day, 1);
      while (weekdayOf(day) > 5);
    }
    const minutes = 9 * 60 + 30 * slot++;
    return wall(
      `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${minutes % 60 === 0 ? '00' : '30'}`,
      day,
    );
  }

  const visit = (): Promise<AppointmentDto> => book(clinic, { startsAt: nextStart() });

  function asked() {
    count += 1;
    return {
      doctorId: cast.doctor,
      date: addDays(DAY as CivilDate, Math.floor(count / 3) % 300),
      dayPart: DAY_PARTS[count % 3] ?? 'morning',
      reason: 'Cough',
      requestId: newRequestId(),
    };
  }

  const request = (): Promise<RequestDto> => desk.requests.createFor({ ...asked(), patientId: cast.patient });
  const wish = () => ({
    ...{ appointmentTypeId: cast.type, doctorId: cast.doctor, requestId: newRequestId() },
    ...{ earliestDate: DAY, latestDate: '2028-12-31' },
  });
  const waits = () => desk.waitlist.add({ ...wish(), patientId: cast.patient });
  const freeHalfHour = () => {
    const startsAt = nextStart();
    const endsAt = addMinutes(toInstant(startsAt), 30);
    return { doctorId: cast.doctor, startsAt, endsAt };
  };
  const invited = async () => {
    const { id } = await waits();
    await desk.waitlist.offer({ ...freeHalfHour(), entryIds: [id], requestId: newRequestId() });
    const own = await clinic.call(clinic.actors.patient).waitlist.listOwnOffers({});
    const open = own.items.find((offer) => offer.isOpen);
    if (open === undefined) throw new Error('no offer');
    return open.id;
  };
  const correction = () => ({ field: 'other', wanted: unique('Wrong'), requestId: newRequestId() }) as const;
  const asksCorrection = () => askCorrection(clinic, correction());
  /** A forgotten one of long ago, each on a day of its own. */
  const oldVisit = () => {
    const startsAt = `${addDays('2011-03-01' as CivilDate, ++count)}T09:00:00Z`;
    const who = { doctorId: cast.doctor, patientId: cast.patient, appointmentTypeId: cast.type };
    return clinic.db.transact(({ q }) => insertVisit(q, { ...who, startsAt }));
  };
  const note = { reason: 'Headache', findings: 'Nothing unusual', plan: 'Rest' };
  const spareRoom = () =>
    clinic
      .call(clinic.actors.admin)
      .clinic.createRoom({ name: unique('Spare room'), requestId: newRequestId() });
  const sparePatient = () => clinic.db.transact(({ q }) => insertPatient(q, { familyName: unique('Gone') }));
  const noted = async (patientId: PatientId, kind: 'copy' | 'erasure') => {
    await clinic.db.transact(({ q }) =>
      q.deleteFrom('privacyRequest').where('patientId', '=', patientId).execute(),
    );
    const wish = { patientId, kind, idDocument: 'passport', requestId: newRequestId() } as const;
    return (await desk.privacy.note(wish)).id;
  };
  const slotOf = () => ({
    doctorId: cast.doctor,
    appointmentTypeId: cast.type,
    startsAt: nextStart(),
    requestId: newRequestId(),
  });
  const chartVersion = async (caller: CallerName) => {
    const isOther = caller === 'otherPatient';
    return (await desk.patients.get({ id: isOther ? cast.otherPatient : cast.patient })).version;
  };
  const doctorVersion = async (caller: CallerName) => {
    const id = caller === 'otherDoctor' ? cast.otherDoctor : cast.doctor;
    return (await desk.clinic.getDoctor({ id })).version;
  };
  const spareDoctor = () => clinic.db.transact(({ q }) => insertDoctor(q, { name: unique('Dr. Spare') }));
  const spareType = () => clinic.db.transact(({ q }) => insertType(q, { name: unique('Spare') }));
  /** Of a doctor nobody has a visit with. */
  const absence = async () => ({
    doctorId: await spareDoctor(),
    startsAt: wall('08:00'),
    endsAt: wall('18:00'),
  });
  const none = async () => ({});
  const brokenGlass = () =>
    clinic.db.transact(async ({ q }) => {
      const id = newRequestId() as BreakGlassId;
      const patientId = await insertPatient(q, { familyName: unique('Stranger') });
      const { userId } = clinic.actors.otherDoctor;
      await insertBreakGlass(q, { id, userId, patientId, openedAt: toInstant('2026-02-20T08:00:00Z') });
      return id;
    });
  /** One of the caller's own; of nobody's where nobody calls. */
  async function calendarFeed(caller: CallerName): Promise<CalendarFeedId> {
    const id = newRequestId() as CalendarFeedId;
    const { userId } = clinic.actors[caller === 'nobody' || caller === 'disabled' ? 'admin' : caller];
    const at = clinic.clock.now();
    const row = { id, userId, name: 'Phone', secretHash: id, createdAt: at, lastReadAt: null };
    await clinic.db.transact(({ q }) => q.insertInto('calendarFeed').values(row).execute());
    return id;
  }

  /** There are only so many at a time. */
  const emptyWall = async () => {
    await clinic.db.transact(({ q }) => q.deleteFrom('display').execute());
    return { kind: 'calls', name: 'Hall', shows: 'ticket' } as const;
  };
  const displayMade = async () => {
    const [id, code, at] = [newRequestId() as DisplayId, unique('CODE'), clinic.clock.now()];
    const row = { id, kind: 'calls', name: 'Hall', shows: 'ticket', createdBy: null, createdAt: at } as const;
    const codeHash = TEST_SEAL.fingerprint(code.replace(' ', '').replaceAll('O', '0'), 'display');
    const open = { codeHash, codeUntil: addMinutes(at, 10), secretHash: null, pairedAt: null };
    await clinic.db.transact(({ q }) =>
      q
        .insertInto('display')
        .values({ ...row, ...open })
        .execute(),
    );
    return { id, code };
  };

  const accounts = createAccountInputs(clinic, { unique, mail });
  const { withPassword } = accounts;

  const inputs: Record<ProcedureName, (caller: CallerName) => Promise<object>> = {
    'setup.status': none,
    'setup.complete': async () => ({
      clinicName: 'Taken over',
      timeZone: 'UTC',
      adminName: 'Mallory',
      adminEmail: mail(),
      adminPassword: PASSPHRASE,
      fill: 'empty',
    }),
    ...accounts.inputs,
    'languages.choose': async () => ({ language: 'en' }),
    'drafts.list': none,
    'drafts.keep': async () => ({ name: 'booking', content: '{}' }),
    'drafts.drop': async () => ({ name: 'booking' }),
    'patients.register': async () => ({
      givenName: 'New',
      familyName: unique('Walker'),
      birthDate: '1990-05-05',
      requestId: newRequestId(),
    }),
    'patients.edit': async (caller) => ({
      id: cast.patient,
      expectedVersion: await chartVersion(caller === 'otherPatient' ? 'patient' : caller),
      changes: { phone: '+1 555 010-2031' },
    }),
    'patients.find': async () => ({ query: 'Lopez' }),
    'patients.list': none,
    'patients.get': async () => ({ id: cast.patient }),
    'patients.own': none,
    'patients.editOwnContact': async (caller) => ({
      expectedVersion: await chartVersion(caller),
      changes: { phone: '+1 555 010-2032' },
    }),
    'profiles.get': async () => ({ id: cast.patient }),
    'profiles.edit': async () => ({
      id: cast.patient,
      expectedVersion: await chartVersion('patient'),
      changes: { insurance: { provider: 'Sun Mutual', number: unique('SM') } },
    }),
    'profiles.clinical': async () => ({ id: cast.patient }),
    'profiles.editClinical': async () => ({
      id: cast.patient,
      expectedVersion: await chartVersion('patient'),
      changes: { conditions: unique('Asthma') },
    }),
    'profiles.recordIdCheck': async () => ({
      id: cast.patient,
      document: 'passport',
      requestId: newRequestId(),
    }),
    'profiles.attachAccount': attachable,
    'profiles.removePicture': none,
    'profiles.ownDoctor': none,
    'profiles.replaceOwnDoctor': async (caller) => ({
      expectedVersion: await doctorVersion(caller),
      bio: unique('Bio'),
      qualifications: null,
      practisingSince: null,
      languages: [],
    }),
    'profiles.changeOwnDoctor': async (caller) => ({
      expectedVersion: await doctorVersion(caller),
      bio: unique('Bio'),
    }),
    'profiles.own': none,
    'profiles.replaceOwn': async (caller) => ({
      expectedVersion: await chartVersion(caller),
      phone: null,
      address: 'Main street 1',
      language: null,
      needsInterpreter: false,
      emergencyContact: null,
      insurance: null,
      bloodType: null,
      hasNoAllergies: false,
      allergies: null,
      conditions: null,
      medication: null,
    }),
    'profiles.changeOwn': async (caller) => ({
      expectedVersion: await chartVersion(caller),
      address: unique('Main street'),
    }),
    'notes.ofVisit': async () => ({ appointmentId: await oldVisit() }),
    'notes.listForPatient': async () => ({ patientId: cast.patient }),
    'notes.listUnsigned': none,
    'notes.sign': async () => ({ appointmentId: await oldVisit(), ...note, requestId: newRequestId() }),
    'notes.addAddendum': async () => {
      const signed = { appointmentId: await oldVisit(), ...note, requestId: newRequestId() };
      const { id } = await clinic.call(clinic.actors.doctor).notes.sign(signed);
      return { noteId: id, words: 'Came back fine.', requestId: newRequestId() };
    },
    'clinic.overview': none,
    'clinic.listDoctors': none,
    'clinic.getDoctor': async () => ({ id: cast.doctor }),
    'clinic.listTypes': none,
    'clinic.listSpecializations': none,
    'clinic.updateSettings': async () =>
      withPassword({
        changes: { lateCancelHours: 24 },
        expectedRevision: (await desk.clinic.overview({})).revision,
      })(),
    'clinic.createSpecialization': async () => ({ name: unique('Medicine'), requestId: newRequestId() }),
    'clinic.createRoom': async () => ({ name: unique('Room'), requestId: newRequestId() }),
    'clinic.createDoctor': async () => ({
      name: unique('Dr. New'),
      specializationIds: [],
      requestId: newRequestId(),
    }),
    'clinic.updateDoctor': async () => ({
      id: await spareDoctor(),
      expectedVersion: 1,
      changes: { bio: 'New' },
    }),
    'clinic.createType': async () => ({
      name: unique('Type'),
      durationMin: 30,
      doctorIds: [],
      requestId: newRequestId(),
    }),
    'clinic.updateType': async () => ({
      id: await spareType(),
      expectedVersion: 1,
      changes: { isOnline: false },
    }),
    'clinic.updateRoom': async () => ({ id: (await spareRoom()).id, name: unique('Room') }),
    'clinic.renameSpecialization': async () => {
      const made = { name: unique('Medicine'), requestId: newRequestId() };
      const { id } = await clinic.call(clinic.actors.admin).clinic.createSpecialization(made);
      return { id, name: unique('Medicine') };
    },
    'clinic.previewChange': async () => ({
      planned: { kind: 'weeklyHours', change: { doctorId: await spareDoctor(), hours: [] } },
    }),
    'clinic.readiness': none,
    'clinic.doctorCalendar': async () => ({ doctorId: await spareDoctor() }),
    'clinic.listClosures': none,
    'clinic.replaceWeeklyHours': async () => ({ doctorId: await spareDoctor(), hours: [] }),
    'clinic.setDateException': async () => ({ doctorId: await spareDoctor(), date: '2026-12-01', open: [] }),
    'clinic.removeDateException': async () => ({ doctorId: await spareDoctor(), date: '2026-12-01' }),
    'clinic.addTimeOff': async () => ({
      doctorId: await spareDoctor(),
      startsAt: wall('09:00', '2026-12-02'),
      endsAt: wall('10:00', '2026-12-02'),
      requestId: newRequestId(),
    }),
    'clinic.removeTimeOff': async () => {
      const doctorId = await spareDoctor();
      const off = {
        doctorId,
        reason: '',
        startsAt: toInstant(wall('09:00', DAY)),
        endsAt: toInstant(wall('10:00', DAY)),
      };
      const { id } = await clinic.db.transact(({ q }) =>
        q.insertInto('timeOff').values(off).returning('id').executeTakeFirstOrThrow(),
      );
      return { doctorId, id };
    },
    'clinic.removeClosure': async () => {
      const day = '2026-12-24' as CivilDate;
      const { id } = await clinic.db.transact(({ q }) =>
        q
          .insertInto('clinicClosure')
          .values({ startsOn: day, endsOn: day, name: unique('Holiday') })
          .returning('id')
          .executeTakeFirstOrThrow(),
      );
      return { id };
    },
    'clinic.addClosure': async () => ({
      startsOn: '2026-12-25',
      endsOn: '2026-12-25',
      name: 'Holiday',
      requestId: newRequestId(),
    }),
    'schedule.slots': async () => ({
      doctorId: cast.doctor,
      appointmentTypeId: cast.type,
      from: DAY,
      to: DAY,
    }),
    'schedule.nextOpenings': async () => ({ doctorId: cast.doctor, appointmentTypeId: cast.type, from: DAY }),
    'calendars.listFeeds': none,
    'calendars.addFeed': withPassword({ name: 'Phone' }),
    'calendars.removeFeed': async (caller) => ({ id: await calendarFeed(caller) }),
    'absences.preview': async () => ({ ...(await absence()), rule: 'same_doctor_later' }),
    'absences.carryOut': async () => ({
      ...(await absence()),
      ...{ moves: [], left: [], cancels: [], requestId: newRequestId() },
    }),
    'callTimes.ofClinic': async () => ({ from: DAY, to: DAY }),
    'callTimes.own': async () => ({ from: DAY, to: DAY }),
    'figures.report': async () => ({ from: DAY, to: DAY, step: 'day' }),
    'booking.suggest': async () => ({ patient: 'Lopez' }),
    'flow.waitingRoom': async () => ({}),
    'flow.rooms': async () => ({}),
    'rooms.markClean': async () => ({ id: (await spareRoom()).id, expectedVersion: 0 }),
    'rooms.markDirty': async () => ({ id: (await spareRoom()).id, expectedVersion: 0 }),
    'appointments.dayBoard': async () => ({ day: DAY }),
    'delays.today': none,
    'delays.say': async () => ({ doctorId: cast.doctor, lateMin: 15 }),
    ...createSignalInputs(clinic, spareRoom),
    ...createHoursInputs(clinic, spareDoctor),
    'displays.list': none,
    'displays.add': emptyWall,
    'displays.remove': async () => ({ id: (await displayMade()).id }),
    'kiosk.arrive': async () => {
      const { id } = await displayMade();
      const secret = newLinkSecret();
      const paired = { kind: 'kiosk', secretHash: hashSecret(secret), pairedAt: clinic.clock.now() } as const;
      await clinic.db.transact(({ q }) =>
        q.updateTable('display').set(paired).where('id', '=', id).execute(),
      );
      return { secret, code: 'AAAA-AAAA' };
    },
    'displays.pair': async () => ({ kind: 'calls', code: (await displayMade()).code }),
    'paper.keptSheet': none,
    'paper.cardCode': async () => ({ id: (await visit()).id }),
    // Of a visit nobody has touched: the visits of the others stay as they are.
    'undo.take': async () => ({ visit: { id: '01890000-0000-7000-8000-00000000dead', version: 1 } }),
    'appointments.counts': async () => ({ day: DAY }),
    'appointments.get': async () => ({ id: (await visit()).id }),
    'appointments.list': none,
    'appointments.listStranded': none,
    'appointments.getOwn': async () => ({ id: (await visit()).id }),
    'appointments.listForPatient': async () => ({ patientId: cast.patient }),
    'appointments.listOwn': none,
    'appointments.book': async () => ({ ...slotOf(), patientId: await ownPatientOf(clinic) }),
    'appointments.bookOnline': async () => slotOf(),
    'appointments.move': async () => ({ ...(await moved()) }),
    'appointments.moveOwn': async () => ({ ...(await moved()) }),
    'schedule.slotsToMoveOwn': async () => ({ id: (await visit()).id, from: DAY, to: DAY }),
    'appointments.cancel': async () => ({ id: (await visit()).id, code: 'pat', expectedVersion: 1 }),
    'appointments.cancelOwn': async () => ({ id: (await visit()).id, code: 'pat', expectedVersion: 1 }),
    // Whoever has come hears that they have.
    'appointments.arriveOwn': async () => {
      const id = await oldVisit();
      const arrived = { status: 'arrived' } as const;
      await clinic.db.transact(({ q }) =>
        q.updateTable('appointment').set(arrived).where('id', '=', id).execute(),
      );
      return { id, expectedVersion: 1 };
    },
    'flow.ownDay': none,
    ...createFormInputs(clinic, visit),
    'appointments.setStatus': async () => ({
      id: (await visit()).id,
      status: 'confirmed',
      expectedVersion: 1,
    }),
    ...createSeriesInputs(clinic, nextStart),
    'appointments.callAgain': async () => {
      const id = await oldVisit();
      const inRoom = { status: 'in_room' } as const;
      await clinic.db.transact(({ q }) =>
        q.updateTable('appointment').set(inRoom).where('id', '=', id).execute(),
      );
      return { id };
    },
    'appointments.checkIn': async () => ({ id: await oldVisit(), expectedVersion: 1, items: ['identity'] }),
    'requests.list': none,
    'requests.listOwn': none,
    'requests.get': async () => ({ id: (await request()).id }),
    'requests.create': async () => asked(),
    'requests.createFor': async () => ({ ...asked(), patientId: cast.patient }),
    'requests.accept': async () => {
      const { doctorId: _, ...place } = slotOf();
      return { ...place, id: (await request()).id, expectedVersion: 1 };
    },
    'requests.reject': async () => ({ id: (await request()).id, reason: 'Full', expectedVersion: 1 }),
    'requests.reopen': async (caller) => {
      const { id } = await request();
      const who = caller === 'doctor' ? clinic.actors.doctor : clinic.actors.reception;
      await clinic.call(who).requests.reject({ id, reason: 'Full', expectedVersion: 1 });
      return { id, expectedVersion: 2 };
    },
    'waitlist.list': none,
    'waitlist.candidates': async () => freeHalfHour(),
    'waitlist.add': async () => ({ ...wish(), patientId: cast.patient }),
    'waitlist.edit': async () => {
      const { requestId: _, ...changed } = wish();
      return { ...changed, id: (await waits()).id, urgency: 'low', expectedVersion: 1 };
    },
    'waitlist.book': async () => {
      const { doctorId, startsAt, requestId } = slotOf();
      return { doctorId, startsAt, requestId, id: (await waits()).id, expectedVersion: 1 };
    },
    'waitlist.offer': async () => {
      const entry = await waits();
      return { ...freeHalfHour(), entryIds: [entry.id], requestId: newRequestId() };
    },
    'waitlist.join': async () => wish(),
    'waitlist.listOwn': none,
    'waitlist.leave': async () => ({ id: (await waits()).id, expectedVersion: 1 }),
    'waitlist.listOwnOffers': none,
    'waitlist.accept': async () => ({ id: await invited(), requestId: newRequestId() }),
    'waitlist.decline': async () => ({ id: await invited() }),
    'pins.list': none,
    'pins.pin': async () => ({ appointmentId: (await visit()).id, requestId: newRequestId() }),
    'pins.unpin': async () => {
      const pinned = { appointmentId: (await visit()).id, requestId: newRequestId() };
      return { id: (await desk.pins.pin(pinned)).id };
    },
    ...createRecallInputs(clinic, spareType),
    ...createWaitlistInputs(clinic, waits),
    'breakGlass.open': async () => {
      const familyName = `Stranger ${'abcdefghij'[count % 10]}${++count}`;
      await clinic.db.transact(({ q }) => insertPatient(q, { familyName, birthDate: '1971-01-02' }));
      const reason = 'Unconscious in the waiting room';
      return {
        person: familyName,
        birthDate: '1971-01-02',
        reason,
        password: PASSWORD,
        requestId: newRequestId(),
      };
    },
    'breakGlass.listOwn': none,
    'breakGlass.list': none,
    'breakGlass.review': async () => ({
      id: await brokenGlass(),
      note: 'Talked about it',
      expectedVersion: 1,
    }),
    'corrections.ask': async () => correction(),
    'corrections.withdraw': async () => ({ id: (await asksCorrection()).id, expectedVersion: 1 }),
    'corrections.listOwn': none,
    'corrections.list': none,
    'corrections.accept': async () => ({
      id: (await asksCorrection()).id,
      expectedVersion: 1,
      expectedChartVersion: await chartVersion('patient'),
    }),
    'corrections.decline': async () => ({
      id: (await asksCorrection()).id,
      expectedVersion: 1,
      reason: 'Not in the ID',
    }),
    'privacy.askErasure': async () => {
      // One of a kind may be open at a time.
      await clinic.db.transact(({ q }) => q.deleteFrom('privacyRequest').execute());
      return { requestId: newRequestId() };
    },
    'privacy.withdraw': async () => ({ id: await openErasure(clinic), expectedVersion: 1 }),
    'privacy.listOwn': none,
    'privacy.note': async () => ({
      patientId: await sparePatient(),
      kind: 'copy',
      idDocument: 'passport',
      requestId: newRequestId(),
    }),
    'privacy.ofPatient': async () => ({ patientId: cast.patient }),
    'privacy.placeHold': async () => ({ patientId: await sparePatient(), reason: 'A case at court' }),
    'privacy.liftHold': async () => {
      const patientId = await sparePatient();
      await desk.privacy.placeHold({ patientId, reason: 'A case at court' });
      return withPassword({ patientId, reason: 'Settled' })();
    },
    'privacy.list': none,
    'privacy.check': async () => ({ id: await noted(await sparePatient(), 'erasure') }),
    'privacy.decline': async () => ({
      id: await noted(await sparePatient(), 'erasure'),
      expectedVersion: 1,
      reason: 'Not yet',
    }),
    'privacy.erase': async () =>
      withPassword({ id: await noted(await sparePatient(), 'erasure'), expectedVersion: 1 })(),
    'retention.report': none,
    'retention.update': async () => withPassword({ changes: { answerDays: 8 } })(),
    'retention.run': withPassword({}),
    'exports.prepareOwn': withPassword({}),
    'exports.prepare': async () => withPassword({ id: await noted(await sparePatient(), 'copy') })(),
    'requests.cancel': async () => ({ id: (await request()).id, expectedVersion: 1 }),
    'audit.list': none,
    'audit.own': none,
    'audit.ofMyChart': none,
    'audit.withoutRelation': none,
    'audit.state': none,
    'audit.verifyNow': none,
  };

  /** A chart without an account, and one made by signing up. */
  async function attachable() {
    const name = { familyName: unique('Twice'), givenName: 'Signed', birthDate: '1990-05-05' };
    const [id, fromId] = await clinic.db.transact(async ({ q }) => {
      const charts = [await insertPatient(q, name), await insertPatient(q, name)] as const;
      const account = { name: 'Signed Twice', email: mail(), role: 'patient', passwordHash: 'none' } as const;
      await insertUser(q, { ...account, patientId: charts[1] });
      return charts;
    });
    return { id, fromId, expectedVersion: 1, document: 'id_card', requestId: newRequestId() };
  }

  async function moved() {
    const { id } = await visit();
    return { id, startsAt: nextStart(), expectedVersion: 1, requestId: newRequestId() };
  }

  return (procedure, caller) => inputs[procedure](caller);
}
