import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { reasonOf } from '../../support/refusal.ts';
import { startClinic, type TestApi, type TestClinic } from '../../support/start-clinic.ts';
import { book, newRequestId, rowOf, wall } from '../../support/visits.ts';

let clinic: TestClinic;
let visit: AppointmentDto;
beforeEach(async () => {
  clinic = await startClinic({ now: wall('09:30') });
  visit = await book(clinic);
});
afterEach(() => clinic.close());

const desk = () => clinic.call(clinic.actors.reception);
type CheckIn = Parameters<TestApi['appointments']['checkIn']>[0];
const input = (over: Partial<CheckIn> = {}): CheckIn => ({
  id: visit.id,
  expectedVersion: 1,
  items: ['identity', 'insurance'],
  ...over,
});
const checkIn = (over: Partial<CheckIn> = {}) => desk().appointments.checkIn(input(over));
const noted = async () => (await desk().appointments.get({ id: visit.id })).checkIn;
const phoneNow = async () => (await desk().patients.get({ id: clinic.cast.patient })).phone;

describe('checking in', () => {
  it('makes the visit ready and keeps what was looked at, by whom and when', async () => {
    expect(await noted()).toBeNull();
    expect(await checkIn({ copayMinor: 1550 })).toMatchObject({ status: 'checked_in', version: 2 });

    expect(await noted()).toEqual({
      at: wall('09:30'),
      byName: 'Rita Desk',
      items: ['identity', 'insurance'],
      copayMinor: 1550,
    });
    const lines = await clinic.db.read((q) =>
      q
        .selectFrom('auditEvent')
        .select(['subtype', 'changedFields'])
        .where('objectId', '=', visit.id)
        .orderBy('id', 'desc')
        .limit(3)
        .execute(),
    );
    const subtypes = lines.map(({ subtype }) => subtype);
    expect(subtypes).toContain('appointment.checkIn');
    const line = lines.find(({ subtype }) => subtype === 'appointment.noteCheckIn');
    expect(line?.changedFields).toContain('insurance');
    expect(line?.changedFields).not.toContain('1550');
  });

  it('says on the chart since when a thing has been known, to the desk alone', async () => {
    const seen = async () => (await desk().profiles.get({ id: clinic.cast.patient })).seenAtCheckIn;
    expect(await seen()).toEqual({ identity: null, insurance: null });
    await checkIn();
    expect(await seen()).toEqual({ identity: wall('09:30'), insurance: wall('09:30') });
    clinic.clock.set(wall('09:30', '2026-03-04'));
    const next = await book(clinic, { startsAt: wall('10:00', '2026-03-04') });
    await desk().appointments.checkIn({ id: next.id, expectedVersion: 1, items: ['insurance', 'phone'] });
    const later = { identity: wall('09:30'), insurance: wall('09:30', '2026-03-04') };
    expect(await seen()).toEqual(later);
    expect((await clinic.call(clinic.actors.patient).profiles.own({})).seenAtCheckIn).toBeNull();
    const other = await desk().profiles.get({ id: clinic.cast.otherPatient });
    expect(other.seenAtCheckIn).toEqual({ identity: null, insurance: null });
  });

  it('puts the phone number right in the same act, or does neither', async () => {
    const chart = { phone: '+1 555 777 0000', expectedVersion: 9 };
    expect(await reasonOf(checkIn({ chart }))).toBe('stale_version');
    expect((await rowOf(clinic, visit.id)).status).toBe('booked');
    expect(await noted()).toBeNull();

    await checkIn({ chart: { ...chart, expectedVersion: 1 } });
    expect(await phoneNow()).toBe('+1 555 777 0000');
    expect(clinic.events).toContainEqual({ type: 'patient.changed', id: clinic.cast.patient, version: 2 });
  });

  it('is done by one of two desks', async () => {
    const both = await Promise.allSettled([checkIn(), checkIn({ items: ['forms'] })]);

    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await reasonOf(checkIn())).toBe('stale_version');
    expect(await reasonOf(checkIn({ expectedVersion: 2 }))).toBe('illegal_transition');
    const rows = await clinic.db.read((q) => q.selectFrom('checkIn').selectAll().execute());
    expect(rows).toHaveLength(1);
  });

  it('is taken back by one step, and done again over the first one', async () => {
    await checkIn();
    await desk().undo.take({ visit: { id: visit.id, version: 2 } });
    expect((await rowOf(clinic, visit.id)).status).toBe('booked');
    await checkIn({ expectedVersion: 3, items: [] });

    expect(await noted()).toMatchObject({ items: [] });
  });

  it('is refused ahead of the day, for what is unknown or named twice, and for no visit', async () => {
    const tomorrow = await book(clinic, { startsAt: wall('10:00', '2026-03-04') });
    expect(await reasonOf(checkIn({ id: tomorrow.id }))).toBe('illegal_transition');
    expect(await reasonOf(checkIn({ items: ['forms', 'forms'] }))).toBe('invalid_input');
    expect(await reasonOf(checkIn({ items: ['blood'] as never }))).toBe('invalid_input');
    expect(await reasonOf(checkIn({ copayMinor: -1 }))).toBe('invalid_input');
    expect(await reasonOf(checkIn({ id: newRequestId() }))).toBe('not_found');
  });

  it('is the desk’s alone', async () => {
    for (const who of ['doctor', 'patient', 'admin'] as const) {
      const theirs = clinic.call(clinic.actors[who]).appointments.checkIn(input());
      expect(await reasonOf(theirs)).toBe('forbidden');
    }
  });
});
