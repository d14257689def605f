import { describe, expect, test } from 'vitest';
import { doctorStep } from '../../../renderer/features/my-day/doctor-step.ts';
import { sortMyDay } from '../../../renderer/features/my-day/who-is-next.ts';
import { visitOf } from '../board/visit-of.ts';

const ids = (visits: readonly { id: string }[]) => visits.map(({ id }) => id);

describe("the doctor's day", () => {
  const day = sortMyDay([
    visitOf('done', '09:00', { status: 'completed' }),
    visitOf('inside', '09:30', { status: 'in_room' }),
    visitOf('arrived', '10:00', { status: 'arrived' }),
    visitOf('ready', '10:30', { status: 'checked_in' }),
    visitOf('urgent', '11:00', { status: 'arrived', urgency: 'emergency' }),
    visitOf('gone', '11:30', { status: 'cancelled' }),
    visitOf('later', '12:00'),
  ]);

  test('knows who is inside', () => expect(day.current?.id).toBe('inside'));
  test('lets the urgent go first, then those who are ready', () =>
    expect(ids(day.waiting)).toEqual(['urgent', 'ready', 'arrived']));
  test('lets nobody who came early go before an earlier time for being a little more urgent', () => {
    const came = [
      visitOf('low', '09:00', { status: 'checked_in', urgency: 'low' }),
      visitOf('high', '10:00', { status: 'checked_in', urgency: 'high' }),
      visitOf('medium', '09:30', { status: 'checked_in' }),
    ];
    expect(ids(sortMyDay(came).waiting)).toEqual(['low', 'medium', 'high']);
  });
  test('knows who has not come yet', () => expect(ids(day.expected)).toEqual(['later']));
  test('leaves out what was cancelled', () => expect(ids(day.all)).not.toContain('gone'));
  test('counts what is done', () => expect(day.doneCount).toBe(1));

  test('puts the one with the doctor before the one who waits in a room', () => {
    const both = [
      visitOf('a', '09:00', { status: 'in_room' }),
      visitOf('b', '09:30', { status: 'with_doctor' }),
    ];
    expect(sortMyDay(both).current?.id).toBe('b');
  });

  test('stays with whom it shows when an earlier one is led into another room', () => {
    const [first, second] = [
      visitOf('first', '09:00', { status: 'in_room' }),
      visitOf('second', '09:30', { status: 'in_room' }),
    ];
    expect(sortMyDay([first, second]).current?.id).toBe('first');
    expect(sortMyDay([first, second], { withId: second.id }).current?.id).toBe('second');
    const seen = visitOf('first', '09:00', { status: 'with_doctor' });
    expect(sortMyDay([seen, second], { withId: second.id }).current?.id).toBe('first');
  });

  test('stays with whose note is being written, whatever becomes of the visit', () => {
    const [gone, inside] = [
      visitOf('gone', '09:00', { status: 'completed' }),
      visitOf('inside', '09:30', { status: 'with_doctor' }),
    ];
    expect(sortMyDay([gone, inside], { withId: gone.id }).current?.id).toBe('inside');
    expect(sortMyDay([gone, inside], { writtenId: gone.id }).current?.id).toBe('gone');
  });
});

describe("the doctor's one key", () => {
  test('calls in, begins and finishes', () => {
    expect([doctorStep('checked_in'), doctorStep('in_room'), doctorStep('with_doctor')]).toEqual([
      'in_room',
      'with_doctor',
      'completed',
    ]);
  });
  test('has nothing to do after the end', () => {
    expect([doctorStep('completed'), doctorStep('cancelled')]).toEqual([undefined, undefined]);
  });
});
