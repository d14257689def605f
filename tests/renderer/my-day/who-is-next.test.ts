import { describe, expect, test } from 'vitest';
import { doctorStep } from '../../../renderer/features/my-day/doctor-step.ts';
import { sortMyDay } from '../../../renderer/features/my-day/who-is-next.ts';
import { turnsOf } from '../../../shared/domain/wait-estimate.ts';
import { toInstant } from '../../../shared/time/instant.ts';
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
  test('lets an emergency go first, then the earlier time, ready or not', () =>
    expect(ids(day.waiting)).toEqual(['urgent', 'arrived', 'ready']));
  test('has everybody in the place that the desk and phones are told', () => {
    const STATUSES = ['arrived', 'checked_in'] as const;
    const came = ['09:00', '09:15', '09:15', '09:30', '09:45', '10:00'].map((time, at) =>
      visitOf(`visit-${(at * 5) % 6}`, time, {
        status: STATUSES[at % 2] ?? 'arrived',
        urgency: at === 4 ? 'emergency' : at === 5 ? 'high' : 'medium',
        arrivedAt: toInstant(`2026-03-02T0${8 - (at % 3)}:00:00Z`),
      }),
    );
    const line = came.map((visit) => ({
      ...visit,
      typeId: visit.type.id,
      startsAt: toInstant(visit.startsAt),
      arrivedAt: toInstant(visit.arrivedAt ?? ''),
      isInRoom: false,
      seenSince: null,
    }));
    const nothing = { lengths: new Map(), allLengths: [], delays: [], rests: [] };
    const turns = turnsOf(line, toInstant('2026-03-02T09:00:00Z'), () => nothing);
    const { waiting } = sortMyDay(came.toReversed());
    expect(waiting.map(({ id }) => turns.get(id)?.position)).toEqual([1, 2, 3, 4, 5, 6]);
  });
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
