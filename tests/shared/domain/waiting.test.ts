import { describe, expect, it } from 'vitest';
import { byLongestWait, isInHouse, waitOf } from '../../../shared/domain/waiting.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';

const ALERTS = { arrived: 10, checked_in: 20, in_room: 15, with_doctor: 60, total: 40 };
const NOW = '2026-03-02T10:00:00.000Z' as Instant;
const ago = (minutes: number) => addMinutes(NOW, -minutes);

const waiting = (status: 'arrived' | 'checked_in' | 'in_room' | 'with_doctor', since: number, came = since) =>
  waitOf({ status, statusSince: ago(since), arrivedAt: ago(came) }, NOW, ALERTS);

describe('a wait', () => {
  it('is too long from the clinic’s limit of the status on, and nearly so from three quarters of it', () => {
    const levels = [14, 15, 19, 20].map((minutes) => waiting('checked_in', minutes).level);

    expect(levels).toEqual(['fine', 'soon', 'soon', 'late']);
  });

  it('is too long in all, too, whatever the status', () => {
    expect(waiting('in_room', 1, 40)).toMatchObject({ level: 'late', statusMin: 1, totalMin: 40 });
  });

  it('ends with the doctor’s coming: from there on only the status counts', () => {
    expect(waiting('with_doctor', 5, 90)).toMatchObject({ level: 'fine', statusMin: 5, totalMin: 85 });
    expect(waiting('with_doctor', 60, 61).level).toBe('late');
  });

  it('counts from the status where nobody noted an arrival, and never below nothing', () => {
    expect(waitOf({ status: 'arrived', statusSince: ago(7), arrivedAt: null }, NOW, ALERTS).totalMin).toBe(7);
    expect(waiting('arrived', -2)).toMatchObject({ statusMin: 0, totalMin: 0, level: 'fine' });
  });

  it('is sorted by how much of the limit is used up, not by minutes', () => {
    const [ready, arrived, longHere] = [
      waiting('checked_in', 18),
      waiting('arrived', 12),
      waiting('arrived', 12, 20),
    ];

    expect([ready, arrived, longHere].toSorted(byLongestWait)).toEqual([longHere, arrived, ready]);
  });

  it('is of those alone who have come and are not done', () => {
    expect(isInHouse('arrived')).toBe(true);
    expect(isInHouse('confirmed')).toBe(false);
    expect(isInHouse('completed')).toBe(false);
  });
});
