import { describe, expect, it } from 'vitest';
import { type SearchFrame, searchDays } from '../../../server/features/schedule/search-days.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { epochMs, fromEpochMs, toInstant } from '../../../shared/time/instant.ts';

const CELL_MS = 300_000;
const frame = (over: Partial<SearchFrame> = {}): SearchFrame => ({
  from: '2026-03-01' as CivilDate,
  to: '2026-03-31' as CivilDate,
  notBefore: toInstant('2026-03-03T10:07:00Z'),
  notAfter: toInstant('2026-03-05T22:30:00Z'),
  ...over,
});
const dates = (over: Partial<SearchFrame> = {}, zone = 'UTC') =>
  searchDays(frame(over), zone).map((day) => day.date);

describe('the days of a search', () => {
  it('are those on which something may start, by the clinic’s clock', () => {
    expect(dates()).toEqual(['2026-03-03', '2026-03-04', '2026-03-05']);
    // Half past ten in the evening is the next morning in Auckland.
    expect(dates({}, 'Pacific/Auckland')).toEqual(['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06']);
    expect(dates({ from: '2026-04-01' as CivilDate, to: '2026-04-30' as CivilDate })).toEqual([]);
  });

  it('begin and end where starts may, to the cell', () => {
    const days = searchDays(frame(), 'UTC');

    expect(fromEpochMs((days[0]?.first ?? 0) * CELL_MS)).toBe('2026-03-03T10:10:00.000Z');
    expect((days.at(-1)?.last ?? 0) * CELL_MS).toBe(epochMs(toInstant('2026-03-05T22:30:00Z')));
  });

  it('are cut to a part of the day', () => {
    const [, day] = searchDays(frame({ within: { start: '09:00', end: '12:00' } }), 'UTC');

    expect(fromEpochMs((day?.first ?? 0) * CELL_MS)).toBe('2026-03-04T09:00:00.000Z');
    expect(fromEpochMs((day?.last ?? 0) * CELL_MS)).toBe('2026-03-04T11:55:00.000Z');
  });
});
