import { describe, expect, test } from 'vitest';
import { keptAs, keyOfShown, readView, VIEW_KEYS } from '../../../renderer/features/board/saved-views.ts';
import { CALL_KEYS } from '../../../renderer/ui/visit/signal-keys.ts';

const MORNING = { name: 'Morning', look: { find: 'ruiz' }, rowMin: 15 } as const;

describe('a saved view', () => {
  test('comes back as it was kept', () => {
    expect(readView(JSON.parse(JSON.stringify(MORNING)))).toEqual(MORNING);
  });

  test('loses what no board knows, and keeps the rest', () => {
    const kept = { ...MORNING, look: { find: 'ruiz', marks: ['urgent', 'purple'], statuses: 7 } };
    expect(readView(kept)?.look).toEqual({ find: 'ruiz', marks: ['urgent'] });
  });

  test.each([null, 'text', [], { name: '', rowMin: 15 }, { name: 'x', rowMin: 7 }, { rowMin: 15 }])(
    'is none where it is %j',
    (kept) => {
      expect(readView(kept)).toBeUndefined();
    },
  );

  test('is kept under a name the clinic takes', () => {
    expect(keptAs('F2')).toBe('own:board-view-f2');
  });

  test('has no key that answers a call from a room at the same time', () => {
    const shown = new Set<string>(VIEW_KEYS);
    expect(Object.values(CALL_KEYS).filter((key) => shown.has(key))).toEqual([]);
  });

  test('is the one shown when filters and zoom are the same, in whatever order', () => {
    const views = { F3: MORNING, F4: { ...MORNING, look: { marks: ['note'], find: 'a' } as const } };
    expect(keyOfShown(views, { look: { find: 'ruiz' }, rowMin: 15 })).toBe('F3');
    expect(keyOfShown(views, { look: { find: 'a', marks: ['note'] }, rowMin: 15 })).toBe('F4');
    expect(keyOfShown(views, { look: { find: 'ruiz' }, rowMin: 30 })).toBeUndefined();
  });
});
