import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../server/trpc/context.ts';
import { insertAssignedDoctor, insertPatient } from '../../support/factories.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestApi, type TestClinic } from '../../support/start-clinic.ts';
import { book, countVisits, lastAudit, newRequestId, wall } from '../../support/visits.ts';

type PreviewInput = Parameters<TestApi['series']['preview']>[0];
type RuleInput = PreviewInput['rule'];

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const RULE: RuleInput = {
  frequency: 'weekly',
  weekdays: [2],
  startsOn: '2026-03-17',
  time: '10:00',
  end: { kind: 'count', count: 4 },
};
/** Tuesdays; before the last one the clock is put forward. */
const DATES = ['2026-03-17', '2026-03-24', '2026-03-31', '2026-04-07'];

function plan(over: Partial<PreviewInput> = {}): PreviewInput {
  const { doctor: doctorId, patient: patientId, type: appointmentTypeId } = clinic.cast;
  return { patientId, doctorId, appointmentTypeId, rule: RULE, ...over };
}

function preview(over: Partial<PreviewInput> = {}, actor: Actor | null = clinic.actors.reception) {
  return clinic.call(actor).series.preview(plan(over));
}

function bookSeries(
  over: Partial<PreviewInput> & { requestId?: string } = {},
  actor: Actor | null = clinic.actors.reception,
) {
  return clinic.call(actor).series.book({ ...plan(over), requestId: newRequestId(), ...over });
}

/** Somebody else has the doctor on this day at ten. */
async function takeTen(day: string) {
  return await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('10:00', day) });
}

describe('looking a series over', () => {
  it('shows each date at the same time of the wall clock, over daylight saving', async () => {
    const { dates, timeZone } = await preview();

    expect(timeZone).toBe('Europe/Berlin');
    expect(dates.map((each) => each.date)).toEqual(DATES);
    expect(dates.map((each) => each.startsAt)).toEqual([
      '2026-03-17T09:00:00.000Z',
      '2026-03-24T09:00:00.000Z',
      '2026-03-31T08:00:00.000Z',
      '2026-04-07T08:00:00.000Z',
    ]);
    expect(dates.every((each) => each.refusal === null && each.nearest.length === 0)).toBe(true);
  });

  it('saves nothing, writes no line and tells nobody', async () => {
    const before = await lastAudit(clinic);
    clinic.events.length = 0;
    await preview();

    expect(await countVisits(clinic)).toBe(0);
    expect((await lastAudit(clinic)).id).toBe(before.id);
    expect(clinic.events).toEqual([]);
    expect((await bookSeries()).visits).toHaveLength(4);
  });

  it('names the rule each failing date breaks, with free times near it', async () => {
    await takeTen('2026-03-24');
    await book(clinic, {
      doctorId: clinic.cast.otherDoctor,
      startsAt: wall('10:00', '2026-03-31'),
      appointmentTypeId: clinic.cast.type,
    });
    const { dates } = await preview({ rule: { ...RULE, startsOn: '2026-03-16', weekdays: [2, 7] } });

    expect(dates.map((each) => [each.date, each.refusal])).toEqual([
      ['2026-03-17', null],
      ['2026-03-22', 'outside_hours'],
      ['2026-03-24', 'slot_taken'],
      ['2026-03-29', 'outside_hours'],
    ]);
    expect(dates[2]?.nearest.map((slot) => slot.startsAt)).toContain(wall('10:30', '2026-03-24'));
    const { dates: busy } = await preview();
    expect(busy[2]).toMatchObject({ date: '2026-03-31', refusal: 'patient_busy' });
    // Where the patient is elsewhere is no free time of theirs.
    expect(busy[2]?.nearest.map((slot) => slot.startsAt)).not.toContain(wall('10:00', '2026-03-31'));
  });

  it('offers no time that another date of the series takes', async () => {
    const daily = { ...RULE, frequency: 'daily' as const, startsOn: '2026-03-17', time: '09:00' };
    await clinic.call(clinic.actors.admin).clinic.addTimeOff({
      doctorId: clinic.cast.doctor,
      startsAt: wall('00:00', '2026-03-17'),
      endsAt: wall('00:00', '2026-03-18'),
      requestId: newRequestId(),
    });
    const { dates } = await preview({ rule: { ...daily, end: { kind: 'count', count: 3 } } });

    expect(dates[0]?.refusal).toBe('outside_hours');
    const offered = dates[0]?.nearest.map((slot) => slot.startsAt) ?? [];
    expect(offered).toHaveLength(4);
    expect(offered).not.toContain(wall('09:00', '2026-03-18'));
    expect(offered).not.toContain(wall('09:15', '2026-03-18'));
    expect(offered).toContain(wall('09:30', '2026-03-18'));
  });

  it('judges the time a date was changed to, and asks nothing of one that is left out', async () => {
    await takeTen('2026-03-24');
    const changes = [
      { date: '2026-03-17', startsAt: wall('11:00', '2026-03-17') },
      { date: '2026-03-24', startsAt: null },
    ];
    const { dates } = await preview({ changes });

    expect(dates[0]).toMatchObject({ startsAt: wall('11:00', '2026-03-17'), refusal: null });
    expect(dates[1]).toMatchObject({ isLeftOut: true, refusal: null });
  });

  it('refuses more visits than one can look over, and a day the rule does not have', async () => {
    const endless = { ...RULE, end: { kind: 'until' as const, date: '2040-01-01' } };
    expect(await reasonOf(preview({ rule: endless }))).toBe('invalid_input');
    expect(await reasonOf(preview({ changes: [{ date: '2026-03-18', startsAt: null }] }))).toBe(
      'invalid_input',
    );
    expect(await reasonOf(preview({ rule: { ...RULE, weekdays: [] } }))).toBe('invalid_input');
    expect(await reasonOf(preview({ rule: { ...RULE, time: '24:00' } }))).toBe('invalid_input');
  });
});

describe('booking a series', () => {
  it('books every date as a visit that knows which of how many it is', async () => {
    clinic.events.length = 0;
    const booked = await bookSeries();

    expect(booked.visits.map((visit) => visit.series)).toEqual(
      [1, 2, 3, 4].map((index) => ({ id: booked.id, index, count: 4 })),
    );
    expect(booked.visits.map((visit) => visit.isFirstVisit)).toEqual([true, false, false, false]);
    expect(clinic.events.filter((event) => event.type === 'appointment.changed')).toHaveLength(4);
    expect(await lastAudit(clinic)).toMatchObject({
      action: 'C',
      subtype: 'series.book',
      patientId: clinic.cast.patient,
      objectType: 'series',
      objectId: booked.id,
    });
    const board = await clinic.call(clinic.actors.reception).appointments.dayBoard({ day: '2026-03-31' });
    const drawn = board.columns.flatMap((column) => column.appointments);
    expect(drawn[0]?.series).toEqual({ id: booked.id, index: 3, count: 4 });
  });

  it('does with failing dates what it is told: another time, or left out', async () => {
    await takeTen('2026-03-24');
    await takeTen('2026-03-31');
    const changes = [
      { date: '2026-03-24', startsAt: wall('14:00', '2026-03-25') },
      { date: '2026-03-31', startsAt: null },
    ];
    const { visits } = await bookSeries({ changes });

    expect(visits.map((visit) => visit.startsAt)).toEqual([
      wall('10:00', '2026-03-17'),
      wall('14:00', '2026-03-25'),
      wall('10:00', '2026-04-07'),
    ]);
    expect(visits.at(-1)?.series).toMatchObject({ index: 3, count: 3 });
  });

  it('refuses the whole, with the list, where a slot is taken between the preview and the booking', async () => {
    const { dates } = await preview();
    expect(dates.every((each) => each.refusal === null)).toBe(true);
    await takeTen('2026-03-31');
    const before = await lastAudit(clinic);

    const { reason, details } = await refusal(bookSeries());
    expect(reason).toBe('dates_refused');
    const listed = details['dates'] as { date: string; refusal: string | null; nearest: unknown[] }[];
    expect(listed.map((each) => [each.date, each.refusal])).toEqual([
      ['2026-03-17', null],
      ['2026-03-24', null],
      ['2026-03-31', 'slot_taken'],
      ['2026-04-07', null],
    ]);
    expect(listed[2]?.nearest).toHaveLength(4);
    expect(await countVisits(clinic)).toBe(1);
    expect((await lastAudit(clinic)).id).toBe(before.id);
    const left = await clinic.db.read((q) => q.selectFrom('series').select('id').execute());
    expect(left).toEqual([]);
  });

  it('lets one of two win who want the same dates at once, as a whole', async () => {
    const other = clinic.cast.otherPatient;
    const both = await Promise.allSettled([bookSeries(), bookSeries({ patientId: other })]);

    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await countVisits(clinic)).toBe(4);
    const lost = both.find((each) => each.status === 'rejected');
    expect(await reasonOf(Promise.reject(lost?.reason))).toBe('dates_refused');
  });

  it('answers a second tap with the first booking, and another content under that id with a refusal', async () => {
    const requestId = newRequestId();
    const [first, again] = [await bookSeries({ requestId }), await bookSeries({ requestId })];

    expect(again).toEqual(first);
    expect(await countVisits(clinic)).toBe(4);
    expect(await reasonOf(bookSeries({ requestId, rule: { ...RULE, time: '12:00' } }))).toBe(
      'request_id_reused',
    );
  });

  it('is taken back as a whole', async () => {
    const { visits } = await bookSeries();
    const { kind, visits: undone } = await clinic.call(clinic.actors.reception).undo.take({});

    expect(kind).toBe('many');
    expect(undone.map((visit) => visit.status)).toEqual(visits.map(() => 'entered_in_error'));
    expect((await preview()).dates.every((each) => each.refusal === null)).toBe(true);
  });

  it('wants two visits at least', async () => {
    const changes = DATES.slice(1).map((date) => ({ date, startsAt: null }));
    expect(await reasonOf(bookSeries({ changes }))).toBe('invalid_input');
    expect(await countVisits(clinic)).toBe(0);
  });

  it('knows nobody and nothing that is not there', async () => {
    const missing = newRequestId();
    expect(await reasonOf(bookSeries({ patientId: missing }))).toBe('not_found');
    expect(await reasonOf(bookSeries({ doctorId: missing }))).toBe('not_found');
    expect(await reasonOf(bookSeries({ appointmentTypeId: missing }))).toBe('not_found');
  });

  it('books as many as one can look over', async () => {
    const patientId = await clinic.db.transact(({ q }) => insertPatient(q, { familyName: 'Often' }));
    const rule = { ...RULE, end: { kind: 'count' as const, count: 60 } };
    expect((await bookSeries({ patientId, rule })).visits).toHaveLength(60);
  });
});

describe('who books a series', () => {
  it.each([
    ['nobody', 'unauthenticated'],
    ['patient', 'forbidden'],
    ['admin', 'forbidden'],
    ['otherDoctor', 'not_found'],
  ] as const)('%s may not look it over or book it: %s', async (who, code) => {
    const actor = who === 'nobody' ? null : clinic.actors[who];
    expect(await reasonOf(preview({}, actor))).toBe(code);
    expect(await reasonOf(bookSeries({}, actor))).toBe(code);
  });

  it('the desk may, and the doctor whose calendar and patient it is', async () => {
    expect(await reasonOf(bookSeries({}, clinic.actors.doctor))).toBe('not_found');
    const { patient: patientId, doctor: doctorId } = clinic.cast;
    await clinic.db.transact(({ q }) => insertAssignedDoctor(q, { patientId, doctorId, holdsUntil: null }));
    expect((await bookSeries({}, clinic.actors.doctor)).visits).toHaveLength(4);
  });
});
