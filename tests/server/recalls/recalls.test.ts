import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecallDto } from '../../../shared/contracts/recalls.ts';
import { PASSWORD } from '../../support/actors.ts';
import { comeBack } from '../../support/come-back.ts';
import { insertPatient, insertType } from '../../support/factories.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestApi, type TestClinic } from '../../support/start-clinic.ts';
import { bookInput, countVisits, lastAudit, newRequestId, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const desk = () => clinic.call(clinic.actors.reception);
const recalls = () => desk().recalls;
type AddInput = Parameters<TestApi['recalls']['add']>[0];
function add(over: Partial<AddInput> = {}, by = recalls()): Promise<RecallDto> {
  const { patient: patientId, type: appointmentTypeId } = clinic.cast;
  return by.add({ patientId, appointmentTypeId, dueInMonths: 6, requestId: newRequestId(), ...over });
}
const contact = ({ id, version: expectedVersion }: RecallDto, kind: 'no_answer' | 'mailed' = 'no_answer') =>
  recalls().logContact({ id, kind, expectedVersion, requestId: newRequestId() });
const only = async (state?: RecallDto['state']) => (await recalls().list({ state })).items;
const bookFor = (recall: RecallDto, over: object = {}, by = desk()) =>
  by.appointments.book(bookInput(clinic, { recallId: recall.id, ...over }));
const anotherPatient = (givenName: string) => clinic.db.transact(({ q }) => insertPatient(q, { givenName }));

describe('putting somebody on the recall list', () => {
  it('is done by the desk, and by a doctor who treats them', async () => {
    await desk().appointments.book(bookInput(clinic));
    clinic.events.length = 0;
    const recall = await add({ doctorId: clinic.cast.doctor });

    expect(recall).toMatchObject({
      state: 'due',
      version: 1,
      dueOn: '2026-09-02',
      doctorId: clinic.cast.doctor,
      contacts: [],
      contactCount: 0,
      visit: null,
      can: { write: true, reopen: false },
    });
    const { id, version } = recall;
    expect(clinic.events).toEqual([{ type: 'recall.changed', id, version, patientId: clinic.cast.patient }]);
    expect(await lastAudit(clinic)).toMatchObject({ subtype: 'recall.add', action: 'C', objectId: id });
    const xray = await clinic.db.transact(({ q }) => insertType(q, { name: 'X-ray' }));
    const said = await add({ appointmentTypeId: xray }, clinic.call(clinic.actors.doctor).recalls);
    expect(said).toMatchObject({ typeName: 'X-ray', can: { write: false } });
    const stranger = clinic.call(clinic.actors.otherDoctor).recalls;
    expect(await reasonOf(add({ appointmentTypeId: xray }, stranger))).toBe('not_found');
    expect((await only()).map((one) => one.id)).toEqual([id, said.id]);
  });

  it('happens once for a double tap, and once for a kind of visit', async () => {
    const requestId = newRequestId();
    expect(await add({ requestId })).toEqual(await add({ requestId }));
    expect(await reasonOf(add())).toBe('already_recalled');
    expect(await only()).toHaveLength(1);
  });

  it('refuses what the clinic does not offer', async () => {
    const xray = await clinic.db.transact(({ q }) => insertType(q, { name: 'X-ray' }));
    expect(await reasonOf(add({ appointmentTypeId: newRequestId() }))).toBe('not_found');
    expect(await reasonOf(add({ patientId: newRequestId() }))).toBe('not_found');
    expect(await reasonOf(add({ doctorId: newRequestId() }))).toBe('not_found');
    expect(await reasonOf(add({ appointmentTypeId: xray, doctorId: clinic.cast.doctor }))).toBe(
      'type_not_offered',
    );
    expect(await reasonOf(add({ dueInMonths: 0 }))).toBe('invalid_input');
  });

  it('can be changed until it is settled, and a version that has moved on is refused', async () => {
    const { id, appointmentTypeId } = await add();
    const edit = { id, appointmentTypeId, doctorId: clinic.cast.otherDoctor, dueOn: '2026-04-01' };
    expect(await recalls().edit({ ...edit, expectedVersion: 1 })).toMatchObject({
      version: 2,
      dueOn: '2026-04-01',
      doctorId: clinic.cast.otherDoctor,
    });
    const stale = await refusal(recalls().edit({ ...edit, expectedVersion: 1 }));
    expect(stale).toMatchObject({ reason: 'stale_version', details: { current: { version: 2 } } });
  });
});

describe('the list', () => {
  it('puts the longest overdue first, and is narrowed by month, doctor, kind and state', async () => {
    const xray = await clinic.db.transact(({ q }) => insertType(q, { name: 'X-ray' }));
    const late = await add({ dueInMonths: 1 });
    const soon = await add({ appointmentTypeId: xray, dueInMonths: 3, doctorId: null });
    const last = await add({
      patientId: await anotherPatient('Ida'),
      dueInMonths: 12,
      doctorId: clinic.cast.doctor,
    });
    await contact(soon);
    await recalls().end({ id: last.id, as: 'declined', expectedVersion: 1 });
    const ids = async (filter: object) => (await recalls().list(filter)).items.map(({ id }) => id);

    expect(await ids({})).toEqual([late.id, soon.id]);
    expect(await ids({ dueMonth: '2026-06' })).toEqual([soon.id]);
    expect(await ids({ appointmentTypeId: clinic.cast.type })).toEqual([late.id]);
    expect(await ids({ state: 'contacted' })).toEqual([soon.id]);
    expect(await ids({ state: 'declined', doctorId: clinic.cast.doctor })).toEqual([last.id]);
    expect(await ids({ doctorId: clinic.cast.otherDoctor })).toEqual([]);
    expect(await reasonOf(recalls().list({ dueMonth: '2026-13' }))).toBe('invalid_input');
  });

  it('shows doctors who is to come to them, and nobody else; they change nothing of it', async () => {
    const mine = await add({ doctorId: clinic.cast.doctor });
    await add({ doctorId: clinic.cast.otherDoctor, patientId: clinic.cast.otherPatient });
    await add({ patientId: await anotherPatient('Ida') });
    const doctor = clinic.call(clinic.actors.doctor).recalls;

    expect((await doctor.list({})).items).toMatchObject([
      { id: mine.id, can: { write: false, reopen: false } },
    ]);
    expect((await doctor.list({ doctorId: clinic.cast.otherDoctor })).items).toEqual([]);
    const end = { id: mine.id, as: 'declined', expectedVersion: 1 } as const;
    expect(await reasonOf(doctor.end(end))).toBe('forbidden');
  });

  it('pages without losing or repeating anybody', async () => {
    for (const name of ['Ada', 'Bo', 'Cy', 'Di', 'Ed']) {
      await add({ patientId: await anotherPatient(name), dueInMonths: name < 'C' ? 2 : 1 });
    }
    const first = await recalls().list({ limit: 2 });
    const second = await recalls().list({ limit: 3, cursor: first.nextCursor ?? '' });
    const all = (await only()).map(({ id }) => id);
    expect(all).toHaveLength(5);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all);
    expect(second.nextCursor).toBeNull();
  });

  it('says who comes anyway', async () => {
    await add();
    await desk().appointments.book(bookInput(clinic));
    expect(await only()).toMatchObject([{ comesAt: wall('10:00'), state: 'due' }]);
  });
});

describe('the contact log', () => {
  it('keeps who tried when, the newest first', async () => {
    const once = await contact(await add());
    clinic.clock.advance({ hours: 1 });
    const twice = await contact(once, 'mailed');

    expect(twice).toMatchObject({ state: 'contacted', version: 3, contactCount: 2 });
    expect(twice.contacts.map(({ kind }) => kind)).toEqual(['mailed', 'no_answer']);
    expect(twice.contacts[0]?.byName).not.toBe('');
    expect(await lastAudit(clinic)).toMatchObject({ subtype: 'recall.contact', objectVersion: 3 });
  });

  it('notes one try once, and none where a colleague has just noted one', async () => {
    const { id } = await add();
    const input = { id, kind: 'called', expectedVersion: 1, requestId: newRequestId() } as const;
    expect(await recalls().logContact(input)).toEqual(await recalls().logContact(input));
    expect(await reasonOf(recalls().logContact({ ...input, requestId: newRequestId() }))).toBe(
      'stale_version',
    );
    expect(await only()).toMatchObject([{ contactCount: 1 }]);
  });
});

describe('ending a recall', () => {
  it('is final until somebody takes it up again', async () => {
    const before = await contact(await add());
    const { id } = before;
    const ended = await recalls().end({ id, as: 'given_up', expectedVersion: before.version });
    expect(ended).toMatchObject({ state: 'given_up', can: { write: false, reopen: true } });
    expect(await reasonOf(contact(ended))).toBe('recall_closed');
    expect(await reasonOf(recalls().end({ id, as: 'declined', expectedVersion: 3 }))).toBe('recall_closed');
    expect(await reasonOf(bookFor(ended))).toBe('recall_closed');
    expect(await countVisits(clinic)).toBe(0);
    expect(await recalls().reopen({ id, expectedVersion: 3 })).toMatchObject({ state: 'contacted' });
    expect(await reasonOf(recalls().reopen({ id, expectedVersion: 4 }))).toBe('recall_closed');
  });

  it('is not taken back where the patient is on the list again', async () => {
    const { id } = await add();
    await recalls().end({ id, as: 'declined', expectedVersion: 1 });
    await add();
    expect(await reasonOf(recalls().reopen({ id, expectedVersion: 2 }))).toBe('already_recalled');
  });
});

describe('taking back', () => {
  const takeBackAdd = ({ id, version: expectedVersion }: RecallDto, by = recalls()) =>
    by.takeBackAdd({ id, expectedVersion });
  const strike = ({ id, version: expectedVersion }: RecallDto, by = recalls()) =>
    by.takeBackContact({ id, expectedVersion });

  it('leaves no trace on the list of who was put on it by mistake, and is for whoever did it', async () => {
    await desk().appointments.book(bookInput(clinic));
    const doctor = clinic.call(clinic.actors.doctor).recalls;
    const recall = await add({}, doctor);
    expect(await reasonOf(takeBackAdd(recall))).toBe('nothing_to_undo');
    clinic.events.length = 0;
    expect(await takeBackAdd(recall, doctor)).toMatchObject({ id: recall.id });

    expect(clinic.events).toMatchObject([{ type: 'recall.changed', id: recall.id }]);
    expect(await lastAudit(clinic)).toMatchObject({ subtype: 'recall.takeBack', action: 'D' });
    expect(await only()).toEqual([]);
    expect(await reasonOf(takeBackAdd(recall, doctor))).toBe('not_found');
    // The kind of visit is free again.
    expect((await add()).state).toBe('due');
  });

  it('is refused once somebody has gone on with it, and after ten minutes', async () => {
    const called = await add();
    await contact(called);
    expect(await refusal(takeBackAdd(called))).toMatchObject({
      reason: 'stale_version',
      details: { current: { version: 2, state: 'contacted' } },
    });
    expect(await reasonOf(takeBackAdd({ ...called, version: 2 }))).toBe('nothing_to_undo');
    const pinned = await add({ patientId: await anotherPatient('Ida') });
    await desk().pins.pin({ recallId: pinned.id, requestId: newRequestId() });
    expect(await reasonOf(takeBackAdd(pinned))).toBe('stale_version');
    const old = await add({ patientId: await anotherPatient('Bo') });
    clinic.clock.advance({ minutes: 10 });
    expect(await reasonOf(takeBackAdd(old))).toBe('nothing_to_undo');
    expect(await only()).toHaveLength(3);
  });

  it('strikes out the try that was noted last, one’s own alone, once', async () => {
    const first = await contact(await add());
    clinic.clock.advance({ minutes: 1 });
    const second = await contact(first, 'mailed');
    const colleague = clinic.call({ ...clinic.actors.reception, userId: clinic.actors.admin.userId }).recalls;
    expect(await reasonOf(strike(second, colleague))).toBe('nothing_to_undo');
    expect(await reasonOf(strike(first))).toBe('stale_version');
    const struck = await strike(second);
    expect(struck).toMatchObject({ version: 4, contactCount: 1, contacts: [{ kind: 'no_answer' }] });
    expect(await lastAudit(clinic)).toMatchObject({ subtype: 'recall.contactTakenBack', objectVersion: 4 });
    const ended = await recalls().end({ id: first.id, as: 'declined', expectedVersion: 4 });
    expect(await reasonOf(strike(ended))).toBe('nothing_to_undo');
    // What was done before it can be taken back next, down to the beginning.
    const again = await recalls().reopen({ id: first.id, expectedVersion: 5 });
    const bare = await strike(again);
    expect(bare).toMatchObject({ version: 7, contactCount: 0, state: 'due' });
    expect(await reasonOf(strike(bare))).toBe('nothing_to_undo');
    expect((await takeBackAdd(bare)).id).toBe(first.id);
    expect(await only()).toEqual([]);
  });
});

describe('booking for a recall', () => {
  it('settles it with the visit', async () => {
    const recall = await add();
    const visit = await bookFor(recall);
    expect(await only()).toEqual([]);
    expect(await only('booked')).toMatchObject([
      { id: recall.id, version: 2, visit: { id: visit.id, startsAt: visit.startsAt }, can: { write: false } },
    ]);
    expect(clinic.events).toContainEqual({
      type: 'recall.changed',
      id: recall.id,
      version: 2,
      patientId: clinic.cast.patient,
    });
  });

  it('settles neither where the time is not free', async () => {
    const recall = await add();
    await desk().appointments.book(bookInput(clinic, { patientId: clinic.cast.otherPatient }));
    expect(await reasonOf(bookFor(recall))).toBe('slot_taken');
    expect(await only()).toMatchObject([{ id: recall.id, version: 1, state: 'due' }]);
  });

  it('is for its own patient, and for the desk', async () => {
    const recall = await add();
    expect(await reasonOf(bookFor(recall, { patientId: clinic.cast.otherPatient }))).toBe('invalid_input');
    expect(await reasonOf(bookFor(recall, {}, clinic.call(clinic.actors.doctor)))).toBe('not_found');
    expect(await reasonOf(bookFor({ ...recall, id: newRequestId() as never }))).toBe('not_found');
    expect(await countVisits(clinic)).toBe(0);
  });

  it('opens it again when the visit is cancelled, missed or undone, and settles it with its reopening', async () => {
    const recall = await contact(await add());
    const visit = await bookFor(recall);
    const { appointments, undo } = desk();
    const { id } = visit;
    const cancelled = await appointments.cancel({ id, code: 'pat', note: '', expectedVersion: 1 });
    expect(await only()).toMatchObject([{ id: recall.id, state: 'contacted', visit: null }]);
    await appointments.setStatus({ id, status: 'booked', expectedVersion: cancelled.version });
    expect(await only('booked')).toMatchObject([{ visit: { id } }]);
    await undo.take({});
    await undo.take({});
    expect(await only('booked')).toHaveLength(1);
    await undo.take({});
    expect(await only()).toHaveLength(1);
    const again = await bookFor(recall, { startsAt: wall('11:00') });
    expect(await only('booked')).toMatchObject([{ visit: { id: again.id } }]);
  });

  it('is won by one of two desks, whatever time each has chosen', async () => {
    for (let round = 0; round < 20; round += 1) {
      const patientId = await anotherPatient(`Round ${round}`);
      const recall = await add({ patientId });
      const day = `2026-03-${String(3 + (round % 3)).padStart(2, '0')}`;
      const hour = String(9 + Math.floor(round / 3)).padStart(2, '0');
      const tries = await Promise.allSettled([
        bookFor(recall, { patientId, startsAt: wall(`${hour}:00`, day) }),
        bookFor(recall, { patientId, startsAt: wall(`${hour}:30`, day) }),
      ]);
      const lost = tries.filter((one) => one.status === 'rejected');
      expect(lost).toHaveLength(1);
      expect(await reasonOf(Promise.reject(lost[0]?.reason))).toBe('recall_closed');
    }
    expect(await countVisits(clinic)).toBe(20);
    expect(await only()).toEqual([]);
  });
});

describe('what is settled', () => {
  it('goes after a year, with its contacts', async () => {
    const ended = await contact(await add());
    await recalls().end({ id: ended.id, as: 'declined', expectedVersion: 2 });
    const open = await contact(await add());
    clinic.clock.advance({ days: 364 });
    await clinic.services.recalls.forgetOld();
    expect(await only('declined')).toHaveLength(1);
    clinic.clock.advance({ days: 2 });
    await clinic.services.recalls.forgetOld();
    const left = await clinic.db.read((q) => q.selectFrom('recall').select('id').execute());
    expect(left).toEqual([{ id: open.id }]);
    const tries = await clinic.db.read((q) => q.selectFrom('recallContact').select('recallId').execute());
    expect(tries).toEqual([{ recallId: open.id }]);
  });

  it('stays while nothing may be deleted of the chart', async () => {
    const { id, patient } = await add();
    await recalls().end({ id, as: 'declined', expectedVersion: 1 });
    await desk().privacy.placeHold({ patientId: patient.id, reason: 'A case at court' });
    clinic.clock.advance({ days: 400 });
    await clinic.services.recalls.forgetOld();
    expect((await only('declined')).map((each) => each.id)).toEqual([id]);
    const back = await comeBack(clinic, 'reception');
    await back.privacy.liftHold({ patientId: patient.id, reason: 'Settled', password: PASSWORD });
    await clinic.services.recalls.forgetOld();
    expect(await only('declined')).toEqual([]);
  });
});
