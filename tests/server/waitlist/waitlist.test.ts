import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WaitlistEntryDto } from '../../../shared/contracts/waitlist.ts';
import { insertPatient, insertType } from '../../support/factories.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestApi, type TestClinic } from '../../support/start-clinic.ts';
import { book, countVisits, DAY, lastAudit, newRequestId, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const desk = () => clinic.call(clinic.actors.reception).waitlist;
const patient = () => clinic.call(clinic.actors.patient).waitlist;
const otherPatient = () => clinic.call(clinic.actors.otherPatient).waitlist;

type AddInput = Parameters<TestApi['waitlist']['add']>[0];
function add(over: Partial<AddInput> = {}): Promise<WaitlistEntryDto> {
  const { patient: patientId, type: appointmentTypeId } = clinic.cast;
  const days = { earliestDate: DAY, latestDate: DAY };
  return desk().add({ patientId, appointmentTypeId, ...days, requestId: newRequestId(), ...over });
}

const slot = () => ({ doctorId: clinic.cast.doctor, startsAt: wall('10:00'), endsAt: wall('10:30') });
const namesOf = async (of: object = {}) =>
  (await desk().candidates({ ...slot(), ...of })).items.map((entry) => entry.patient.givenName);
const offer = (over: object = {}) => desk().offer({ ...slot(), requestId: newRequestId(), ...over });
const ownOffer = async (of = patient()) => (await of.listOwnOffers({})).items[0];
const stateOf = async (id: string) => {
  const own = [...(await patient().listOwn({})).items, ...(await otherPatient().listOwn({})).items];
  return own.find((entry) => entry.id === id)?.state;
};

/** Both patients wait for the same half hour, and are asked. */
async function offerToBoth() {
  const entries = [await add(), await add({ patientId: clinic.cast.otherPatient })] as const;
  const made = await offer();
  const [mine, theirs] = [await ownOffer(), await ownOffer(otherPatient())];
  if (mine === undefined || theirs === undefined) throw new Error('not asked');
  return { entries, made, mine, theirs };
}
const accept = (id: string, of = patient()) => of.accept({ id, requestId: newRequestId() });

describe('joining the waitlist', () => {
  it('is done by the desk for a patient, or by the patient', async () => {
    clinic.events.length = 0;
    const entry = await add({ urgency: 'high', note: 'Calls back after four', dayParts: ['morning'] });

    expect(entry).toMatchObject({
      state: 'waiting',
      version: 1,
      urgency: 'high',
      dayParts: ['morning'],
      doctorId: null,
      can: { edit: true, withdraw: true, book: true },
    });
    expect(clinic.events).toEqual([{ type: 'waitlist.changed', patientId: clinic.cast.patient }]);
    expect(await lastAudit(clinic)).toMatchObject({ subtype: 'waitlist.add', objectId: entry.id });
    const joined = await patient().join({
      appointmentTypeId: clinic.cast.type,
      doctorId: clinic.cast.doctor,
      earliestDate: DAY,
      latestDate: '2026-03-20',
      requestId: newRequestId(),
    });
    expect(joined).toMatchObject({ urgency: 'medium', can: { edit: false, withdraw: true, book: false } });
    const own = (await patient().listOwn({})).items;
    expect(own.map(({ id }) => id).toSorted()).toEqual([entry.id, joined.id].toSorted());
    // What the desk noted is for the desk.
    expect(own.find(({ id }) => id === entry.id)?.note).toBe('');
    expect((await desk().list({})).items.map(({ id }) => id)).toEqual([entry.id, joined.id]);
  });

  it('is taken from one patient ten times at most, counted by what is still open', async () => {
    const { type: appointmentTypeId } = clinic.cast;
    const join = (of = patient()) =>
      of.join({ appointmentTypeId, earliestDate: DAY, latestDate: DAY, requestId: newRequestId() });
    const own = [];
    for (let n = 0; n < 10; n++) own.push(await join());

    expect(await refusal(join())).toMatchObject({ reason: 'too_many_places_open', status: 409 });
    const all = await patient().listOwn({ limit: 100 });
    expect(all.items).toHaveLength(10);
    expect((await join(otherPatient())).state).toBe('waiting');
    const [first] = own;
    await patient().leave({ id: first?.id ?? newRequestId(), expectedVersion: 1 });
    expect((await join()).state).toBe('waiting');
    expect(await reasonOf(join())).toBe('too_many_places_open');
    // The desk knows what it writes down for somebody; it is counted against nobody.
    expect((await add()).state).toBe('waiting');
    await patient().leave({ id: own[1]?.id ?? newRequestId(), expectedVersion: 1 });
    expect((await join()).state).toBe('waiting');
  });

  it('of many at once takes ten, too', async () => {
    const { type: appointmentTypeId } = clinic.cast;
    const joining = Array.from({ length: 14 }, () =>
      reasonOf(
        patient().join({ appointmentTypeId, earliestDate: DAY, latestDate: DAY, requestId: newRequestId() }),
      ).catch(() => 'taken'),
    );
    expect((await Promise.all(joining)).filter((answer) => answer === 'too_many_places_open')).toHaveLength(
      4,
    );
    expect((await patient().listOwn({ limit: 100 })).items).toHaveLength(10);
  });

  it('happens once for a double tap', async () => {
    const requestId = newRequestId();
    expect(await add({ requestId })).toEqual(await add({ requestId }));
    expect((await desk().list({})).items).toHaveLength(1);
  });

  it('refuses what can never come', async () => {
    const other = await clinic.db.transact(({ q }) => insertType(q, { name: 'X-ray' }));
    expect(await reasonOf(add({ latestDate: '2026-03-01', earliestDate: '2026-03-01' }))).toBe(
      'invalid_input',
    );
    expect(await reasonOf(add({ earliestDate: '2026-03-04' }))).toBe('invalid_input');
    expect(await reasonOf(add({ appointmentTypeId: newRequestId() }))).toBe('not_found');
    expect(await reasonOf(add({ patientId: newRequestId() }))).toBe('not_found');
    expect(await reasonOf(add({ specializationId: newRequestId() }))).toBe('not_found');
    expect(await reasonOf(add({ appointmentTypeId: other, doctorId: clinic.cast.doctor }))).toBe(
      'type_not_offered',
    );
  });

  it('ends by leaving, once, and a version that has moved on is refused', async () => {
    const entry = await add();
    const { id } = entry;
    const { appointmentTypeId, earliestDate } = entry;
    const edited = { id, appointmentTypeId, earliestDate, latestDate: '2026-03-05', urgency: 'low' } as const;
    expect(await desk().edit({ ...edited, expectedVersion: 1 })).toMatchObject({
      version: 2,
      urgency: 'low',
    });
    expect(await reasonOf(patient().leave({ id, expectedVersion: 1 }))).toBe('stale_version');
    expect(await reasonOf(otherPatient().leave({ id, expectedVersion: 2 }))).toBe('not_found');
    expect((await patient().leave({ id, expectedVersion: 2 })).state).toBe('withdrawn');
    expect(await reasonOf(desk().withdraw({ id, expectedVersion: 3 }))).toBe('not_waiting');
    expect((await desk().list({})).items).toEqual([]);
    expect((await desk().list({ state: 'withdrawn' })).items).toHaveLength(1);
  });

  it('goes on for whoever was taken off by mistake, where they stood, and once', async () => {
    const { id } = await add({ urgency: 'high' });
    const off = await desk().withdraw({ id, expectedVersion: 1 });
    clinic.clock.advance({ minutes: 2 });
    clinic.events.length = 0;
    const back = { id, expectedVersion: off.version };
    expect(await reasonOf(patient().leave({ id, expectedVersion: 2 }))).toBe('not_waiting');
    expect(await desk().reopen(back)).toMatchObject({ state: 'waiting', version: 3, urgency: 'high' });
    expect(clinic.events).toEqual([{ type: 'waitlist.changed', patientId: clinic.cast.patient }]);
    expect(await lastAudit(clinic)).toMatchObject({ subtype: 'waitlist.reopen', objectVersion: 3 });
    const second = await refusal(desk().reopen(back));
    expect(second).toMatchObject({ reason: 'stale_version', details: { current: { state: 'waiting' } } });
    expect(await reasonOf(desk().reopen({ id, expectedVersion: 3 }))).toBe('nothing_to_undo');
    expect((await desk().list({})).items).toHaveLength(1);
  });

  it('does not go on for a day that is over', async () => {
    const { id } = await add();
    await desk().withdraw({ id, expectedVersion: 1 });
    clinic.clock.set(wall('00:01', '2026-03-04'));
    expect(await reasonOf(desk().reopen({ id, expectedVersion: 2 }))).toBe('nothing_to_undo');
    expect(await stateOf(id)).toBe('withdrawn');
  });

  it('goes on with the offer that was there, as long as nobody has taken it', async () => {
    const { entries, mine, theirs } = await offerToBoth();
    const off = await desk().withdraw({ id: entries[0].id, expectedVersion: 2 });
    expect(await reasonOf(accept(mine.id))).toBe('offer_over');
    const back = await desk().reopen({ id: off.id, expectedVersion: off.version });
    expect(back.state).toBe('offered');
    expect(await ownOffer()).toMatchObject({ id: mine.id, isOpen: true });
    const again = await desk().withdraw({ id: back.id, expectedVersion: back.version });
    await accept(theirs.id, otherPatient());
    const late = await desk().reopen({ id: again.id, expectedVersion: again.version });
    expect(late.state).toBe('waiting');
    expect(await ownOffer()).toMatchObject({ isOpen: false });
  });

  it('pages without losing or repeating anybody', async () => {
    for (let n = 0; n < 5; n++) await add({ urgency: n % 2 === 0 ? 'low' : 'high' });
    const first = await desk().list({ limit: 2 });
    const second = await desk().list({ limit: 3, cursor: first.nextCursor ?? '' });
    const all = (await desk().list({})).items.map(({ id }) => id);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all);
    expect(second.nextCursor).toBeNull();
  });
});

describe('a time that has come free', () => {
  it('is told to the desk at once, with who could use it, in order', async () => {
    const third = await clinic.db.transact(({ q }) => insertPatient(q, { givenName: 'Ida' }));
    const visit = await book(clinic, { patientId: third });
    await add({ dayParts: ['afternoon'] });
    await add({ patientId: clinic.cast.otherPatient, urgency: 'low' });
    await add({ urgency: 'medium' });
    expect(await namesOf()).toEqual([]);
    clinic.events.length = 0;
    await clinic
      .call(clinic.actors.reception)
      .appointments.cancel({ id: visit.id, code: 'pat', expectedVersion: 1 });

    expect(clinic.events).toContainEqual({ type: 'slot.freed', ...slot() });
    expect(await namesOf()).toEqual(['Maria', 'Noah']);
    expect(await namesOf({ endsAt: wall('10:20') })).toEqual([]);
    // Who is elsewhere at that time is not asked.
    await book(clinic, { doctorId: clinic.cast.otherDoctor, startsAt: wall('10:15') });
    expect(await namesOf()).toEqual(['Noah']);
  });

  it('is told when a visit moves away, and nothing is told of one that is over', async () => {
    const visit = await book(clinic);
    clinic.events.length = 0;
    const { id } = visit;
    await clinic
      .call(clinic.actors.reception)
      .appointments.move({ id, startsAt: wall('11:00'), expectedVersion: 1, requestId: newRequestId() });
    expect(clinic.events).toContainEqual({ type: 'slot.freed', ...slot() });
    clinic.clock.set(wall('13:00'));
    clinic.events.length = 0;
    await clinic
      .call(clinic.actors.reception)
      .appointments.setStatus({ id, status: 'no_show', expectedVersion: 2 });
    expect(clinic.events.map(({ type }) => type)).not.toContain('slot.freed');
  });

  it('is booked for one of them by the desk: the entry and the visit in one', async () => {
    const entry = await add();
    const input = { id: entry.id, expectedVersion: 1, requestId: newRequestId() };
    const place = { doctorId: clinic.cast.doctor, startsAt: wall('10:00') };
    const booked = await desk().book({ ...input, ...place });

    expect(booked.entry).toMatchObject({ state: 'booked', appointmentId: booked.appointment.id });
    expect(await desk().book({ ...input, ...place })).toEqual(booked);
    expect(await countVisits(clinic)).toBe(1);
    const other = await add({ patientId: clinic.cast.otherPatient });
    const late = desk().book({ ...input, ...place, id: other.id, requestId: newRequestId() });
    expect(await reasonOf(late)).toBe('slot_taken');
    expect(await stateOf(other.id)).toBe('waiting');

    // Taken back, the patient waits on as before.
    const { id, version } = booked.appointment;
    await clinic.call(clinic.actors.reception).undo.take({ visit: { id, version } });
    expect(await stateOf(entry.id)).toBe('waiting');
    const again = await desk().book({ ...input, ...place, expectedVersion: 3, requestId: newRequestId() });
    expect(again.entry).toMatchObject({ state: 'booked', appointmentId: again.appointment.id });
  });

  it('ends with a visit the desk books for it by hand, or neither is done', async () => {
    const entry = await add();
    const at = { startsAt: wall('11:00') };
    const booked = await book(clinic, { ...at, waitlistEntryId: entry.id });
    expect(await lastAudit(clinic)).toMatchObject({ subtype: 'waitlist.book', objectId: entry.id });
    const { items } = await desk().list({ state: 'booked' });
    expect(items).toMatchObject([{ id: entry.id, appointmentId: booked.id }]);

    const again = { startsAt: wall('14:00'), waitlistEntryId: entry.id };
    expect(await reasonOf(book(clinic, again))).toBe('not_waiting');
    const other = await add({ patientId: clinic.cast.otherPatient });
    expect(await reasonOf(book(clinic, { ...again, waitlistEntryId: other.id }))).toBe('invalid_input');
    expect(await reasonOf(book(clinic, { ...again, waitlistEntryId: booked.id }))).toBe('not_found');
    // A time that is taken leaves the place as it was.
    const taken = { ...at, patientId: clinic.cast.otherPatient, waitlistEntryId: other.id };
    expect(await reasonOf(book(clinic, taken))).toBe('slot_taken');
    expect(await stateOf(other.id)).toBe('waiting');
    expect(await countVisits(clinic)).toBe(1);

    await clinic
      .call(clinic.actors.reception)
      .undo.take({ visit: { id: booked.id, version: booked.version } });
    expect(await stateOf(entry.id)).toBe('waiting');
  });
});

describe('an offer', () => {
  it('reaches those who fit, for half an hour', async () => {
    const { made, entries, mine } = await offerToBoth();

    expect(made).toMatchObject({ state: 'open', invitedCount: 2 });
    expect(mine).toMatchObject({ isOpen: true, answer: 'open', expiresAt: '2026-03-02T07:30:00.000Z' });
    expect(await stateOf(entries[0].id)).toBe('offered');
    // Whoever has a time before them is not asked for another.
    expect(await namesOf({ startsAt: wall('11:00'), endsAt: wall('12:00') })).toEqual([]);
    expect(await reasonOf(offer())).toBe('nobody_fits');
    await clinic.db.transact(({ q }) => insertPatient(q));
    const third = await clinic.db.transact(({ q }) => insertPatient(q, { givenName: 'Ida' }));
    await add({ patientId: third });
    expect(await reasonOf(offer())).toBe('already_offered');
    expect(await reasonOf(offer({ startsAt: wall('08:00', '2026-03-02'), endsAt: wall('09:00') }))).toBe(
      'in_the_past',
    );
  });

  it('belongs to the first who accepts; the others are told and wait on', async () => {
    const { entries, mine, theirs } = await offerToBoth();
    const won = await accept(mine.id);

    expect(won).toMatchObject({ answer: 'accepted', isOpen: false });
    expect(won.appointmentId).not.toBeNull();
    expect(await refusal(accept(theirs.id, otherPatient()))).toMatchObject({
      reason: 'already_taken',
      status: 409,
    });
    expect(await stateOf(entries[0].id)).toBe('booked');
    expect(await stateOf(entries[1].id)).toBe('waiting');
    expect(await ownOffer(otherPatient())).toMatchObject({ answer: 'too_late', isOpen: false });
    expect(await countVisits(clinic)).toBe(1);
    // A second press, with or without the same id, is answered as the first.
    expect(await accept(mine.id)).toMatchObject({ appointmentId: won.appointmentId });
  });

  it('of two acceptances at the same moment lets one in', async () => {
    const { mine, theirs } = await offerToBoth();
    const answers = await Promise.allSettled([accept(mine.id), accept(theirs.id, otherPatient())]);

    const lost = answers.filter((answer) => answer.status === 'rejected');
    expect(lost).toHaveLength(1);
    expect(await reasonOf(Promise.reject(lost[0]?.reason))).toBe('already_taken');
    expect(await countVisits(clinic)).toBe(1);
  });

  it('is over for all in words when the desk books the time past it', async () => {
    const { entries, mine, theirs } = await offerToBoth();
    const third = await clinic.db.transact(({ q }) => insertPatient(q, { givenName: 'Ida' }));
    await book(clinic, { patientId: third });

    expect(await reasonOf(accept(mine.id))).toBe('already_taken');
    expect(await reasonOf(accept(theirs.id, otherPatient()))).toBe('already_taken');
    expect([await stateOf(entries[0].id), await stateOf(entries[1].id)]).toEqual(['waiting', 'waiting']);
    expect(await countVisits(clinic)).toBe(1);
  });

  it('ends for the others when the desk gives the time to one of them', async () => {
    const { entries, theirs } = await offerToBoth();
    const place = { doctorId: clinic.cast.doctor, startsAt: wall('10:00'), requestId: newRequestId() };
    await desk().book({ id: entries[0].id, expectedVersion: 2, ...place });

    expect(await reasonOf(accept(theirs.id, otherPatient()))).toBe('already_taken');
    expect(await stateOf(entries[1].id)).toBe('waiting');
  });

  it('can be declined: the patient waits on', async () => {
    const { entries, mine, theirs } = await offerToBoth();
    expect(await patient().decline({ id: mine.id })).toMatchObject({ answer: 'declined', isOpen: false });
    expect(await patient().decline({ id: mine.id })).toMatchObject({ answer: 'declined' });
    expect(await reasonOf(accept(mine.id))).toBe('offer_over');
    expect(await stateOf(entries[0].id)).toBe('waiting');
    expect((await accept(theirs.id, otherPatient())).answer).toBe('accepted');
  });

  it('is over with its time, at once and not when somebody tidies up', async () => {
    const { entries, mine } = await offerToBoth();
    clinic.clock.set('2026-03-02T07:30:00Z');

    expect(await reasonOf(accept(mine.id))).toBe('offer_over');
    expect(await namesOf()).toEqual(['Maria', 'Noah']);
    expect(await clinic.services.waitlist.expireDue()).toBe(1);
    expect(await stateOf(entries[0].id)).toBe('waiting');
    expect((await offer()).invitedCount).toBe(2);
  });

  it('no longer reaches somebody who wishes for something else by now, and reaches who changed but a note', async () => {
    const { entries, mine, theirs } = await offerToBoth();
    const [first, second] = entries;
    const wish = {
      appointmentTypeId: first.appointmentTypeId,
      earliestDate: DAY,
      urgency: 'medium',
    } as const;
    const same = { ...wish, latestDate: DAY, expectedVersion: 2, note: 'After four' };
    expect(await desk().edit({ ...same, id: second.id })).toMatchObject({ state: 'offered', version: 3 });
    const other = { ...same, id: first.id, latestDate: '2026-03-09' };
    expect(await desk().edit(other)).toMatchObject({ state: 'waiting', version: 3 });

    expect(await reasonOf(accept(mine.id))).toBe('offer_over');
    expect(await accept(theirs.id, otherPatient())).toMatchObject({ answer: 'accepted' });
    expect(await countVisits(clinic)).toBe(1);
  });

  it('no longer reaches somebody who has left', async () => {
    const { entries, mine } = await offerToBoth();
    await patient().leave({ id: entries[0].id, expectedVersion: 2 });
    expect(await reasonOf(accept(mine.id))).toBe('offer_over');
    expect(await countVisits(clinic)).toBe(0);
  });

  it('is nobody else’s', async () => {
    const { mine } = await offerToBoth();
    expect(await reasonOf(accept(mine.id, otherPatient()))).toBe('not_found');
    expect(await reasonOf(accept(mine.id, desk()))).toBe('forbidden');
    expect(await reasonOf(accept(mine.id, clinic.call(null).waitlist))).toBe('unauthenticated');
  });

  it('is given although it is sooner than patients book by themselves', async () => {
    clinic.clock.set(wall('09:50'));
    await add();
    await offer();
    expect((await accept((await ownOffer())?.id ?? '')).answer).toBe('accepted');
  });
});

it('a wish whose last day has gone by expires', async () => {
  const entry = await add();
  clinic.clock.set(wall('01:00', '2026-03-04'));
  expect(await clinic.services.waitlist.expireDue()).toBe(1);
  expect(await stateOf(entry.id)).toBe('expired');
});
