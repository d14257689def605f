import { describe, expect, test } from 'vitest';
import { spreadSlots } from '../../../renderer/features/booking/spread-slots.ts';
import type { DoctorId } from '../../../shared/ids.ts';

const slot = (start: string, end: string, doctorId = 'ruiz') => ({
  doctorId: doctorId as DoctorId,
  startsAt: `2026-03-03T${start}:00.000Z`,
  endsAt: `2026-03-03T${end}:00.000Z`,
});
const starts = (slots: readonly { startsAt: string }[]) => slots.map((s) => s.startsAt.slice(11, 16));

describe('free times as buttons', () => {
  test('do not overlap: of a run of five-minute starts each visit length has one', () => {
    const run = [
      slot('10:00', '10:15'),
      slot('10:05', '10:20'),
      slot('10:10', '10:25'),
      slot('10:15', '10:30'),
    ];
    expect(starts(spreadSlots(run))).toEqual(['10:00', '10:15']);
  });

  test('begin anew after a gap and with another doctor', () => {
    const slots = [slot('10:00', '10:30'), slot('10:35', '11:05'), slot('10:00', '10:30', 'osei')];
    expect(starts(spreadSlots(slots))).toEqual(['10:00', '10:35', '10:00']);
  });
});
