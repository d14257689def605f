import { describe, expect, it } from 'vitest';
import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import { sheetRows } from '../../../shared/domain/day-sheet.ts';

const at = (time: string) => `2026-03-02T${time}:00.000Z`;
const visit = (from: string, to: string, status: AppointmentStatus = 'booked') => ({
  startsAt: at(from),
  endsAt: at(to),
  status,
});
const lines = (column: Parameters<typeof sheetRows>[0]) =>
  sheetRows(column).map(({ kind, start, end }) => `${start.slice(11, 16)}-${end.slice(11, 16)} ${kind}`);

const DAY = { open: [{ start: at('09:00'), end: at('12:00') }], blocked: [], appointments: [] };

describe('a doctor’s day on paper', () => {
  it('lists visits in order of time and the room between them', () => {
    const appointments = [visit('10:00', '10:30'), visit('09:00', '09:30')];
    expect(lines({ ...DAY, appointments })).toEqual([
      '09:00-09:30 visit',
      '09:30-10:00 free',
      '10:00-10:30 visit',
      '10:30-12:00 free',
    ]);
  });

  it('leaves out who was called off, and gives their time as free', () => {
    for (const status of ['cancelled', 'no_show', 'left', 'entered_in_error'] as const) {
      expect(lines({ ...DAY, appointments: [visit('09:00', '12:00', status)] })).toEqual([
        '09:00-12:00 free',
      ]);
    }
  });

  it('keeps a visit outside the hours, an overbooked one, and no gap too short for anybody', () => {
    const appointments = [visit('08:30', '09:00'), visit('09:00', '11:55'), visit('09:15', '09:45')];
    expect(lines({ ...DAY, appointments })).toEqual([
      '08:30-09:00 visit',
      '09:00-11:55 visit',
      '09:15-09:45 visit',
    ]);
  });

  it('names breaks and absences', () => {
    const blocked = [{ interval: { start: at('12:00'), end: at('13:00') }, kind: 'break' as const }];
    expect(lines({ ...DAY, blocked })).toEqual(['09:00-12:00 free', '12:00-13:00 break']);
  });

  it('is empty where nobody works', () => {
    expect(lines({ open: [], blocked: [], appointments: [] })).toEqual([]);
  });
});
