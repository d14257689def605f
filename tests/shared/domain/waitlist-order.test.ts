import { describe, expect, it } from 'vitest';
import { DAY_PARTS } from '../../../shared/domain/clinic-settings.ts';
import { URGENCIES, URGENCY_RANK } from '../../../shared/domain/urgency.ts';
import {
  compareNeeds,
  fittingVisit,
  type FreeSlot,
  type Need,
  rankFitting,
} from '../../../shared/domain/waitlist-order.ts';
import type { AppointmentTypeId, DoctorId, PatientId, SpecializationId } from '../../../shared/ids.ts';
import { addDays, type CivilDate } from '../../../shared/time/civil-date.ts';
import { addMinutes, toInstant } from '../../../shared/time/instant.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

const DAY = '2026-03-03' as CivilDate;
const START = toInstant('2026-03-03T09:00:00Z');
const lee = 'lee' as DoctorId;
const check = 'check' as AppointmentTypeId;
const skin = 'skin' as SpecializationId;

function need(over: Partial<Need> = {}): Need {
  return {
    id: 'a',
    patientId: 'p' as PatientId,
    appointmentTypeId: check,
    doctorId: null,
    specializationId: null,
    earliestDate: DAY,
    latestDate: DAY,
    dayParts: [],
    urgency: 'medium',
    waitingSince: '2026-02-01' as CivilDate,
    createdAt: toInstant('2026-02-01T08:00:00Z'),
    ...over,
  };
}
function slot(over: Partial<FreeSlot> = {}): FreeSlot {
  return {
    start: START,
    end: addMinutes(START, 30),
    doctorId: lee,
    specializationIds: [skin],
    date: DAY,
    dayParts: ['morning'],
    types: new Map([[check, { durationMin: 30, bufferBeforeMin: 0, bufferAfterMin: 5 }]]),
    open: [{ start: addMinutes(START, -60), end: addMinutes(START, 300) }],
    taken: [],
    patientVisits: new Map(),
    ...over,
  };
}
const fits = (a: Partial<Need>, b: Partial<FreeSlot> = {}) => fittingVisit(need(a), slot(b)) !== undefined;

describe('a need fits a free time', () => {
  it('of the doctor, of any of the specialization, or of anybody who offers the type', () => {
    expect(fits({})).toBe(true);
    expect(fits({ doctorId: lee })).toBe(true);
    expect(fits({ doctorId: 'osei' as DoctorId })).toBe(false);
    expect(fits({ specializationId: skin })).toBe(true);
    expect(fits({ specializationId: 'eyes' as SpecializationId })).toBe(false);
    expect(fits({ appointmentTypeId: 'x-ray' as AppointmentTypeId })).toBe(false);
  });

  it('on its days and in its parts of the day', () => {
    expect(fits({ earliestDate: addDays(DAY, 1), latestDate: addDays(DAY, 2) })).toBe(false);
    expect(fits({ earliestDate: addDays(DAY, -3), latestDate: addDays(DAY, -1) })).toBe(false);
    expect(fits({ dayParts: ['afternoon', 'evening'] })).toBe(false);
    expect(fits({ dayParts: ['afternoon', 'morning'] })).toBe(true);
    expect(fits({ dayParts: ['morning'] }, { dayParts: [] })).toBe(false);
  });

  it('that is long enough, open and not touched by another visit or its buffer', () => {
    expect(fits({}, { end: addMinutes(START, 29) })).toBe(false);
    expect(fits({}, { open: [{ start: START, end: addMinutes(START, 29) }] })).toBe(false);
    const after = (minutes: number) => [{ start: addMinutes(START, minutes), end: addMinutes(START, 60) }];
    expect(fits({}, { taken: after(34) })).toBe(false);
    expect(fits({}, { taken: after(35) })).toBe(true);
  });

  it('at which the patient is nowhere else', () => {
    const elsewhere = (from: number, to: number) =>
      new Map([['p' as PatientId, [{ start: addMinutes(START, from), end: addMinutes(START, to) }]]]);
    expect(fits({}, { patientVisits: elsewhere(-15, 1) })).toBe(false);
    expect(fits({}, { patientVisits: elsewhere(-15, 0) })).toBe(true);
    expect(fits({}, { patientVisits: elsewhere(30, 45) })).toBe(true);
  });
});

describe('the order', () => {
  it('is by urgency, then by days of waiting, then by how little else would do', () => {
    const longest = need({ id: 'longest', waitingSince: '2026-01-01' as CivilDate });
    const urgent = need({ id: 'urgent', urgency: 'high' });
    const narrow = need({ id: 'narrow', doctorId: lee, createdAt: toInstant('2026-02-01T09:00:00Z') });
    const wide = need({ id: 'wide' });
    const order = [wide, narrow, longest, urgent].toSorted(compareNeeds).map(({ id }) => id);
    expect(order).toEqual(['urgent', 'longest', 'narrow', 'wide']);
  });

  it('names each patient once, whatever the order they came in, and only who fits', () => {
    const random = createSeededRandom(40);
    for (let run = 0; run < 300; run++) {
      const needs = Array.from({ length: 12 }, (_, n) =>
        need({
          id: `n${n}`,
          patientId: `p${n % 7}` as PatientId,
          urgency: random.pick(URGENCIES),
          waitingSince: addDays(DAY, -random.below(4)),
          doctorId: random.pick([null, lee, 'osei' as DoctorId]),
          latestDate: addDays(DAY, random.below(3)),
          dayParts: DAY_PARTS.filter(() => random.chance(0.5)),
        }),
      );
      const ranked = rankFitting(needs, slot());
      const shuffled = needs.map((one) => [random.below(1e6), one] as const).toSorted(([a], [b]) => a - b);
      expect(
        rankFitting(
          shuffled.map(([, one]) => one),
          slot(),
        ),
      ).toEqual(ranked);
      expect(new Set(ranked.map(({ patientId }) => patientId)).size).toBe(ranked.length);
      expect(ranked.every((one) => fittingVisit(one, slot()) !== undefined)).toBe(true);
      for (const one of needs.filter((other) => fittingVisit(other, slot()) !== undefined)) {
        const asked = ranked.find(({ patientId }) => patientId === one.patientId);
        expect(asked && URGENCY_RANK[asked.urgency] >= URGENCY_RANK[one.urgency]).toBe(true);
      }
    }
  });
});
