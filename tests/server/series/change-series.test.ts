import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { SeriesScope } from '../../../shared/domain/series.ts';
import type { Actor } from '../../../server/trpc/context.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestApi, type TestClinic } from '../../support/start-clinic.ts';
import { book, lastAudit, newRequestId, rowOf, wall } from '../../support/visits.ts';

type MoveInput = Parameters<TestApi['series']['move']>[0];
type CancelInput = Parameters<TestApi['series']['cancel']>[0];

/** Tuesdays at ten; before the third the clock is put forward. */
const DATES = ['2026-03-17', '2026-03-24', '2026-03-31', '2026-04-07'];

let clinic: TestClinic;
let visits: AppointmentDto[];
beforeEach(async () => {
  clinic = await startClinic();
  const { doctor: doctorId, patient: patientId, type: appointmentTypeId } = clinic.cast;
  const rule = {
    frequency: 'weekly' as const,
    weekdays: [2],
    startsOn: '2026-03-17',
    time: '10:00',
    end: { kind: 'count' as const, count: 4 },
  };
  const wish = { patientId, doctorId, appointmentTypeId, rule, requestId: newRequestId() };
  visits = (await desk().series.book(wish)).visits;
});
afterEach(() => clinic.close());

function desk(actor: Actor | null = clinic.actors.reception): TestApi {
  return clinic.call(actor);
}

function nth(index: number): AppointmentDto {
  const visit = visits[index - 1];
  if (visit === undefined) throw new Error(`no visit ${index}`);
  return visit;
}

const seenOf = (indexes: readonly number[]) =>
  indexes.map((index) => ({ id: nth(index).id, expectedVersion: nth(index).version }));

function move(index: number, over: Partial<MoveInput> = {}, actor: Actor | null = clinic.actors.reception) {
  return desk(actor).series.move({
    id: nth(index).id,
    scope: 'following',
    startsAt: wall('11:00', DATES[index - 1]),
    seen: seenOf([1, 2, 3, 4].slice(index - 1)),
    requestId: newRequestId(),
    ...over,
  });
}

function cancel(
  index: number,
  over: Partial<CancelInput> = {},
  actor: Actor | null = clinic.actors.reception,
) {
  return desk(actor).series.cancel({
    id: nth(index).id,
    scope: 'following',
    code: 'pat',
    seen: seenOf([1, 2, 3, 4].slice(index - 1)),
    requestId: newRequestId(),
    ...over,
  });
}

const startsNow = () => Promise.all(visits.map(async ({ id }) => (await rowOf(clinic, id)).startsAt));
const statusesNow = () => Promise.all(visits.map(async ({ id }) => (await rowOf(clinic, id)).status));

describe('the series of a visit', () => {
  it('tells its rule and its visits, and what an edit still reaches', async () => {
    clinic.clock.set('2026-03-25T08:00:00Z');
    const series = await desk().series.ofVisit({ id: nth(3).id });

    expect(series).toMatchObject({
      id: nth(1).series?.id,
      rule: { frequency: 'weekly', interval: 1, weekdays: [2] },
      visitCount: 4,
    });
    expect(series.visits.map((visit) => [visit.index, visit.can.move, visit.can.cancel])).toEqual([
      [1, false, false],
      [2, false, false],
      [3, true, true],
      [4, true, true],
    ]);
    expect(await lastAudit(clinic)).toMatchObject({ action: 'R', subtype: 'series.ofVisit' });
  });

  it('shows a doctor as much of it as lies in the own calendar', async () => {
    const last = nth(4);
    await desk().appointments.move({
      id: last.id,
      doctorId: clinic.cast.otherDoctor,
      startsAt: last.startsAt,
      expectedVersion: 1,
      requestId: newRequestId(),
    });
    const { visits: shown } = await desk(clinic.actors.doctor).series.ofVisit({ id: nth(1).id });
    expect(shown.map((visit) => visit.index)).toEqual([1, 2, 3]);
    expect(await reasonOf(cancel(3, {}, clinic.actors.doctor))).toBe('stale_version');
    const { visits: gone } = await cancel(3, { seen: seenOf([3]) }, clinic.actors.doctor);
    expect(gone.map((visit) => visit.series?.index)).toEqual([3]);
  });

  it('is not there for a visit of its own', async () => {
    const alone = await book(clinic, { startsAt: wall('15:00') });
    expect(await reasonOf(desk().series.ofVisit({ id: alone.id }))).toBe('invalid_input');
  });
});

describe('moving a series', () => {
  it.each([
    ['one', [2]],
    ['following', [2, 3, 4]],
    ['all', [1, 2, 3, 4]],
  ] as const)('moves %s by what the one is moved by, on the wall clock', async (scope, touched) => {
    const startsAt = wall('11:30', '2026-03-25');
    const { visits: moved } = await move(2, { scope, startsAt, seen: seenOf(touched) });

    const there = ['2026-03-18', '2026-03-25', '2026-04-01', '2026-04-08'];
    expect(moved.map((visit) => visit.startsAt)).toEqual(
      touched.map((index) => wall('11:30', there[index - 1])),
    );
    expect(await startsNow()).toEqual(
      DATES.map((date, at) =>
        touched.some((index) => index === at + 1) ? wall('11:30', there[at]) : wall('10:00', date),
      ),
    );
  });

  it.each([
    ['a week later', '2026-03-24', ['2026-03-24', '2026-03-31', '2026-04-07', '2026-04-14']],
    ['a week earlier', '2026-03-10', ['2026-03-10', '2026-03-17', '2026-03-24', '2026-03-31']],
  ])('moves all of them %s, each into the place another one leaves, and back', async (_, first, there) => {
    const startsAt = wall('10:00', first);
    const { visits: planned } = await desk().series.previewMove({ id: nth(1).id, scope: 'all', startsAt });
    expect(planned.map((visit) => visit.refusal)).toEqual([null, null, null, null]);
    await move(1, { scope: 'all', startsAt });
    expect(await startsNow()).toEqual(there.map((date) => wall('10:00', date)));
    await desk().undo.take({});
    expect(await startsNow()).toEqual(visits.map((visit) => visit.startsAt));
  });

  it('shows before what would come of it, and saves nothing', async () => {
    await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('11:00', '2026-03-31') });
    clinic.events.length = 0;
    const planned = await desk().series.previewMove({
      id: nth(2).id,
      scope: 'following',
      startsAt: wall('11:00', '2026-03-24'),
    });

    expect(planned.visits).toMatchObject([
      { index: 2, from: nth(2).startsAt, startsAt: wall('11:00', '2026-03-24'), refusal: null },
      { index: 3, from: nth(3).startsAt, startsAt: wall('11:00', '2026-03-31'), refusal: 'slot_taken' },
      { index: 4, from: nth(4).startsAt, startsAt: wall('11:00', '2026-04-07'), refusal: null },
    ]);
    expect(planned.visits[1]?.nearest).toHaveLength(4);
    expect(await startsNow()).toEqual(visits.map((visit) => visit.startsAt));
    expect(clinic.events).toEqual([]);
  });

  it('refuses the whole, with the list, where one date does not fit', async () => {
    await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('11:00', '2026-03-31') });
    const { reason, details } = await refusal(move(1));

    expect(reason).toBe('dates_refused');
    expect((details['dates'] as { refusal: string | null }[]).map((each) => each.refusal)).toEqual([
      null,
      null,
      'slot_taken',
      null,
    ]);
    expect(await startsNow()).toEqual(visits.map((visit) => visit.startsAt));
  });

  it('leaves a failing one where it is, or takes it to another time, as told', async () => {
    await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('11:00', '2026-03-31') });
    await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('11:00', '2026-04-07') });
    const changes = [
      { id: nth(3).id, startsAt: null },
      { id: nth(4).id, startsAt: wall('12:00', '2026-04-07') },
    ];
    const { visits: moved } = await move(1, { changes });

    expect(moved.map((visit) => visit.series?.index)).toEqual([1, 2, 4]);
    expect(await startsNow()).toEqual([
      wall('11:00', '2026-03-17'),
      wall('11:00', '2026-03-24'),
      wall('10:00', '2026-03-31'),
      wall('12:00', '2026-04-07'),
    ]);
  });

  it('leaves what is past, cancelled or over alone', async () => {
    await desk().appointments.cancel({ id: nth(3).id, code: 'pat', expectedVersion: 1 });
    clinic.clock.set('2026-03-18T08:00:00Z');
    const startsAt = wall('11:00', '2026-03-24');
    const { visits: moved } = await move(2, { scope: 'all', startsAt, seen: seenOf([2, 4]) });

    expect(moved.map((visit) => visit.series?.index)).toEqual([2, 4]);
    expect(await reasonOf(move(1, { seen: seenOf([1]) }))).toBe('illegal_transition');
  });

  it('goes to another doctor as a whole', async () => {
    const doctorId = clinic.cast.otherDoctor;
    const { visits: moved } = await move(1, { doctorId });
    expect(moved.map((visit) => visit.doctorId)).toEqual([doctorId, doctorId, doctorId, doctorId]);
  });

  it('is written once, told to every screen, and taken back as a whole', async () => {
    clinic.events.length = 0;
    const requestId = newRequestId();
    const [first, again] = [await move(1, { requestId }), await move(1, { requestId })];

    expect(again).toEqual(first);
    const told = clinic.events.flatMap((event) => (event.type === 'appointment.changed' ? [event.id] : []));
    expect(new Set(told)).toEqual(new Set(visits.map((visit) => visit.id)));
    expect(await lastAudit(clinic)).toMatchObject({
      action: 'U',
      subtype: 'series.move',
      objectType: 'series',
    });
    await desk().undo.take({});
    expect(await startsNow()).toEqual(visits.map((visit) => visit.startsAt));
  });

  it('refuses who has not seen the series as it is', async () => {
    expect(await reasonOf(move(1, { seen: seenOf([1, 2, 3]) }))).toBe('stale_version');
    await desk().appointments.move({
      id: nth(4).id,
      startsAt: wall('15:00', '2026-04-07'),
      expectedVersion: 1,
      requestId: newRequestId(),
    });
    expect(await reasonOf(move(1))).toBe('stale_version');
    expect((await startsNow())[0]).toBe(nth(1).startsAt);
  });

  it('refuses a change of a visit that is not moved, and one that moves nothing', async () => {
    expect(await reasonOf(move(2, { changes: [{ id: nth(1).id, startsAt: null }] }))).toBe('invalid_input');
    const changes = visits.map(({ id }) => ({ id, startsAt: null }));
    expect(await reasonOf(move(1, { changes }))).toBe('invalid_input');
  });
});

describe('cancelling a series', () => {
  it.each([
    ['one', [2]],
    ['following', [2, 3, 4]],
    ['all', [1, 2, 3, 4]],
  ] as [SeriesScope, number[]][])('cancels %s, and frees the times', async (scope, touched) => {
    const { visits: gone } = await cancel(2, { scope, seen: seenOf(touched), note: 'Moves away' });

    expect(gone.map((visit) => [visit.series?.index, visit.status])).toEqual(
      touched.map((index) => [index, 'cancelled']),
    );
    expect(await statusesNow()).toEqual(
      visits.map((_, at) => (touched.includes(at + 1) ? 'cancelled' : 'booked')),
    );
    const other = clinic.cast.otherPatient;
    expect((await book(clinic, { patientId: other, startsAt: nth(2).startsAt })).status).toBe('booked');
  });

  it('leaves visits that have begun, from whichever visit it is asked', async () => {
    clinic.clock.set('2026-03-25T08:00:00Z');
    const { visits: gone } = await cancel(1, { scope: 'all', seen: seenOf([3, 4]) });
    expect(gone.map((visit) => visit.series?.index)).toEqual([3, 4]);
    expect(await reasonOf(cancel(2, { scope: 'one', seen: seenOf([2]) }))).toBe('illegal_transition');
  });

  it('refuses the whole where one of them was changed meanwhile', async () => {
    await desk().appointments.setStatus({ id: nth(4).id, status: 'confirmed', expectedVersion: 1 });
    expect(await reasonOf(cancel(1))).toBe('stale_version');
    expect(await statusesNow()).toEqual(['booked', 'booked', 'booked', 'confirmed']);
  });

  it('happens once for two who want it at the same time, and is taken back as a whole', async () => {
    const both = await Promise.allSettled([cancel(1), cancel(1)]);
    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await lastAudit(clinic)).toMatchObject({ subtype: 'series.cancel' });
    await desk().undo.take({});
    expect(await statusesNow()).toEqual(['booked', 'booked', 'booked', 'booked']);
  });
});

describe('who edits a series', () => {
  it.each([
    ['nobody', 'unauthenticated'],
    ['patient', 'forbidden'],
    ['admin', 'forbidden'],
    ['otherDoctor', 'not_found'],
  ] as const)('%s may not see, move or cancel it: %s', async (who, code) => {
    const actor = who === 'nobody' ? null : clinic.actors[who];
    const { id, startsAt } = nth(1);
    expect(await reasonOf(desk(actor).series.ofVisit({ id }))).toBe(code);
    expect(await reasonOf(desk(actor).series.previewMove({ id, scope: 'all', startsAt }))).toBe(code);
    expect(await reasonOf(move(1, {}, actor))).toBe(code);
    expect(await reasonOf(cancel(1, {}, actor))).toBe(code);
  });

  it('its doctor may, but not into a calendar that is somebody else’s', async () => {
    const { doctor } = clinic.actors;
    expect((await move(1, {}, doctor)).visits).toHaveLength(4);
    visits = (await Promise.all(visits.map(({ id }) => desk().appointments.get({ id })))).map(
      (detail) => detail.appointment,
    );
    const doctorId = clinic.cast.otherDoctor;
    expect(await reasonOf(move(1, { doctorId }, doctor))).toBe('not_found');
    expect((await cancel(1, {}, doctor)).visits).toHaveLength(4);
  });
});
