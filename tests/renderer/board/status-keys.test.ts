import { describe, expect, test } from 'vitest';
import { pressAct, visitAct } from '../../../renderer/ui/visit/status-keys.ts';

describe('one key on a visit', () => {
  const booked = { status: 'booked', stepBack: null } as const;
  const ready = { status: 'checked_in', stepBack: 'booked' } as const;

  test.each([
    [' ', { kind: 'status', to: 'confirmed' }],
    ['n', { kind: 'status', to: 'confirmed' }],
    ['a', { kind: 'status', to: 'arrived' }],
    ['F', { kind: 'status', to: 'completed' }],
    ['x', { kind: 'status', to: 'no_show' }],
    ['l', { kind: 'impossible', to: 'left' }],
    ['Backspace', { kind: 'impossible', to: undefined }],
    ['m', { kind: 'move' }],
    ['c', { kind: 'cancel' }],
    ['.', { kind: 'menu' }],
    ['q', undefined],
  ])('%j on a booked visit', (key, act) => {
    expect(visitAct(key, booked)).toEqual(act);
  });

  test('Backspace leads to where the visit came from', () => {
    expect(visitAct('Backspace', ready)).toEqual({ kind: 'status', to: 'booked' });
  });

  test('Space has no step after the last', () => {
    expect(visitAct(' ', { status: 'completed', stepBack: 'with_doctor' })).toEqual({
      kind: 'impossible',
      to: undefined,
    });
  });

  test('means one act, however long it is held', () => {
    expect(pressAct({ key: ' ', repeat: false }, booked)).toEqual({ kind: 'status', to: 'confirmed' });
    expect(pressAct({ key: ' ', repeat: true }, booked)).toEqual({ kind: 'held' });
    expect(pressAct({ key: 'ArrowDown', repeat: true }, booked)).toBeUndefined();
  });
});
