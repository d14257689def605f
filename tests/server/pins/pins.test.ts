import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PinId } from '../../../shared/ids.ts';
import { addMinutes, toInstant } from '../../../shared/time/instant.ts';
import { insertVisit } from '../../support/factories.ts';
import { reasonOf } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, bookInput, lastAudit, newRequestId, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const desk = () => clinic.call(clinic.actors.reception);
const pin = (of: { appointmentId: string } | { recallId: string }) =>
  desk().pins.pin({ ...of, requestId: newRequestId() });
const pinned = async () => (await desk().pins.list({})).items;
const move = (id: string, expectedVersion: number, time = '11:00') =>
  desk().appointments.move({ id, startsAt: wall(time), expectedVersion, requestId: newRequestId() });
const dueAgain = () =>
  desk().recalls.add({
    patientId: clinic.cast.patient,
    appointmentTypeId: clinic.cast.type,
    dueInMonths: 6,
    requestId: newRequestId(),
  });

describe('pinning a visit to the board', () => {
  it('says who and when, to every desk, and frees nothing', async () => {
    const visit = await book(clinic);
    clinic.events.length = 0;
    const made = await pin({ appointmentId: visit.id });

    expect(made).toMatchObject({ visit: { id: visit.id, startsAt: visit.startsAt }, recall: null });
    expect(made.pinnedByName).not.toBe('');
    expect(clinic.events).toEqual([{ type: 'pin.changed', id: made.id }]);
    expect(await lastAudit(clinic)).toMatchObject({ subtype: 'pin.add', objectId: made.id });
    expect(await pinned()).toEqual([made]);
    const second = bookInput(clinic, { patientId: clinic.cast.otherPatient });
    expect(await reasonOf(desk().appointments.book(second))).toBe('slot_taken');
  });

  it('happens once, whoever pins it', async () => {
    const { id: appointmentId } = await book(clinic);
    const both = await Promise.all([pin({ appointmentId }), pin({ appointmentId })]);
    expect(both[0]).toEqual(both[1]);
    const requestId = newRequestId();
    expect(await desk().pins.pin({ appointmentId, requestId })).toEqual(both[0]);
    expect(await desk().pins.pin({ appointmentId, requestId })).toEqual(both[0]);
    expect(await pinned()).toHaveLength(1);
  });

  it('refuses what no time can be looked for', async () => {
    const { id: appointmentId } = await book(clinic);
    const recall = await dueAgain();
    const requestId = newRequestId();
    expect(await reasonOf(desk().pins.pin({ requestId }))).toBe('invalid_input');
    expect(await reasonOf(desk().pins.pin({ appointmentId, recallId: recall.id, requestId }))).toBe(
      'invalid_input',
    );
    expect(await reasonOf(pin({ appointmentId: newRequestId() }))).toBe('not_found');
    expect(await reasonOf(pin({ recallId: newRequestId() }))).toBe('recall_closed');
    await desk().appointments.cancel({ id: appointmentId, code: 'pat', note: '', expectedVersion: 1 });
    expect(await reasonOf(pin({ appointmentId }))).toBe('illegal_transition');
    await desk().recalls.end({ id: recall.id, as: 'declined', expectedVersion: 1 });
    expect(await reasonOf(pin({ recallId: recall.id }))).toBe('recall_closed');
  });
});

describe('what takes a pin off the board', () => {
  it('is the ordinary move, and an undo brings it back', async () => {
    const visit = await book(clinic);
    await pin({ appointmentId: visit.id });
    const moved = await move(visit.id, 1);
    expect(await pinned()).toEqual([]);
    await desk().undo.take({});
    expect(await pinned()).toMatchObject([{ visit: { id: visit.id, startsAt: visit.startsAt } }]);
    await move(visit.id, moved.version + 1);
    await pin({ appointmentId: visit.id });
    expect(await pinned()).toMatchObject([{ visit: { startsAt: wall('11:00') } }]);
  });

  it('is nothing that is refused: the visit and its pin stay', async () => {
    const visit = await book(clinic);
    await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('11:00') });
    await pin({ appointmentId: visit.id });
    expect(await reasonOf(move(visit.id, 1))).toBe('slot_taken');
    expect(await pinned()).toMatchObject([{ visit: { version: 1, startsAt: visit.startsAt } }]);
  });

  it('is a cancellation, for as long as it holds', async () => {
    const { id } = await book(clinic);
    await pin({ appointmentId: id });
    const { version } = await desk().appointments.cancel({ id, code: 'pat', note: '', expectedVersion: 1 });
    expect(await pinned()).toEqual([]);
    await desk().appointments.setStatus({ id, status: 'booked', expectedVersion: version });
    expect(await pinned()).toHaveLength(1);
  });

  it('is a booking, for a recall', async () => {
    const recall = await dueAgain();
    const made = await pin({ recallId: recall.id });
    expect(made).toMatchObject({ visit: null, recall: { id: recall.id, state: 'due' } });
    await desk().appointments.book(bookInput(clinic, { recallId: recall.id }));
    expect(await pinned()).toEqual([]);
  });

  it('is no longer in the way of others: a hundred that are settled hide none', async () => {
    const { doctor: doctorId, type: appointmentTypeId, patient: patientId } = clinic.cast;
    await clinic.db.transact(async ({ q }) => {
      for (let n = 0; n < 100; n += 1) {
        const startsAt = addMinutes(toInstant(wall('09:00')), n);
        const visit = { doctorId, appointmentTypeId, patientId, startsAt, minutes: 1 };
        const appointmentId = await insertVisit(q, { ...visit, status: 'no_show' });
        const pinned = { pinnedBy: null, pinnedAt: clinic.clock.now(), recallId: null };
        await q
          .insertInto('pin')
          .values({ id: newRequestId() as PinId, appointmentId, doctorId, startsAt, ...pinned })
          .execute();
      }
    });
    clinic.clock.advance({ minutes: 1 });
    const { id } = await pin({ appointmentId: (await book(clinic)).id });
    expect((await pinned()).map((each) => each.id)).toEqual([id]);
  });

  it('is taking it off, once', async () => {
    const visit = await book(clinic);
    const { id } = await pin({ appointmentId: visit.id });
    await desk().pins.unpin({ id });
    expect(await lastAudit(clinic)).toMatchObject({ subtype: 'pin.drop', objectId: id });
    expect(await pinned()).toEqual([]);
    expect(await reasonOf(desk().pins.unpin({ id }))).toBe('not_found');
    expect((await pin({ appointmentId: visit.id })).id).not.toBe(id);
  });

  it('is on record with whom it was about, also for a recall', async () => {
    const recall = await dueAgain();
    const { id } = await pin({ recallId: recall.id });
    await desk().recalls.end({ id: recall.id, as: 'declined', expectedVersion: 1 });
    await desk().pins.unpin({ id });
    expect(await lastAudit(clinic)).toMatchObject({ subtype: 'pin.drop', patientId: clinic.cast.patient });
  });

  it('is a month in which nobody has found a time', async () => {
    const recall = await dueAgain();
    await pin({ recallId: recall.id });
    clinic.clock.advance({ days: 29 });
    await clinic.services.pins.forgetOld();
    expect(await pinned()).toHaveLength(1);
    clinic.clock.advance({ days: 2 });
    await clinic.services.pins.forgetOld();
    expect(await pinned()).toEqual([]);
  });
});

describe('two desks that put the same pin', () => {
  it('do not both win, and nobody is booked twice', async () => {
    for (let round = 0; round < 10; round += 1) {
      const visit = await book(clinic, { startsAt: wall('09:00') });
      await pin({ appointmentId: visit.id });
      const tries = await Promise.allSettled([move(visit.id, 1, '10:00'), move(visit.id, 1, '14:00')]);
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await pinned()).toEqual([]);
      const { version } = await desk()
        .appointments.get({ id: visit.id })
        .then(({ appointment }) => appointment);
      const gone = { id: visit.id, status: 'entered_in_error', expectedVersion: version } as const;
      await desk().appointments.setStatus(gone);
    }
  });
});
