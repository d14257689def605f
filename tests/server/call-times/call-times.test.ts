import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { reasonOf } from '../../support/refusal.ts';
import { book, bookInput, DAY, newRequestId, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

/** The day on which the test books, by the fake clock. */
const PERIOD = { from: '2026-03-02', to: '2026-03-02' };
const NONE = { count: 0, medianSec: null, p90Sec: null };
const ofClinic = (period = PERIOD) => clinic.call(clinic.actors.admin).callTimes.ofClinic(period);
const ownOf = (who: 'reception' | 'doctor') => clinic.call(clinic.actors[who]).callTimes.own(PERIOD);

describe('how long a phone booking takes', () => {
  it('is kept with the booking, known and new patients apart', async () => {
    await book(clinic, { callSec: 40 });
    await book(clinic, { callSec: 12, startsAt: wall('11:00') });
    await book(clinic, { startsAt: wall('12:00') });

    expect(await ofClinic()).toEqual({
      known: { count: 1, medianSec: 12, p90Sec: 12 },
      fresh: { count: 1, medianSec: 40, p90Sec: 40 },
    });
    expect(await ofClinic({ from: DAY, to: DAY })).toEqual({ known: NONE, fresh: NONE });
  });

  it('is one’s own for those who book', async () => {
    await book(clinic, { callSec: 40 });

    expect((await ownOf('reception')).fresh.count).toBe(1);
    expect((await ownOf('doctor')).fresh.count).toBe(0);
    expect(await reasonOf(clinic.call(clinic.actors.reception).callTimes.ofClinic(PERIOD))).toBe('forbidden');
    expect(await reasonOf(clinic.call(clinic.actors.admin).callTimes.own(PERIOD))).toBe('forbidden');
  });

  it('counts a repeated booking once, and a refused one not at all', async () => {
    const input = bookInput(clinic, { callSec: 40, requestId: newRequestId() });
    const desk = clinic.call(clinic.actors.reception).appointments;
    await desk.book(input);
    await desk.book(input);
    expect(await reasonOf(desk.book({ ...input, requestId: newRequestId() }))).toBe('slot_taken');

    expect((await ofClinic()).fresh.count).toBe(1);
  });

  it('refuses a period that ends before it begins, and more seconds than a call has', async () => {
    expect(await reasonOf(ofClinic({ from: DAY, to: '2026-03-02' }))).toBe('invalid_input');
    expect(await reasonOf(book(clinic, { callSec: 7201 }))).toBe('invalid_input');
  });

  it('says nothing of whom', async () => {
    await book(clinic, { callSec: 40 });
    const rows = await clinic.db.read((q) => q.selectFrom('callTime').selectAll().execute());

    expect(JSON.stringify(rows)).not.toContain(clinic.cast.patient);
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(['bookedAt', 'id', 'isKnown', 'seconds', 'userId']);
  });
});
