import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  estimateWait,
  type InLine,
  paceOf,
  type SeenVisit,
  spokenWait,
  turnsOf,
} from '../../../shared/domain/wait-estimate.ts';
import { addMinutes, type Instant, minutesBetween } from '../../../shared/time/instant.ts';

const NOW = '2026-03-02T10:00:00.000Z' as Instant;
const TODAY = '2026-03-02T00:00:00.000Z' as Instant;
const at = (minutes: number) => addMinutes(NOW, minutes);

/** Seen some days ago, this late and for so long. */
function seen(lengthMin: number, delayMin = 0, daysAgo = 3): SeenVisit {
  const startsAt = at(-daysAgo * 1440);
  const withDoctorAt = addMinutes(startsAt, delayMin);
  const doneAt = addMinutes(withDoctorAt, lengthMin);
  return { typeId: 'a', startsAt, arrivedAt: addMinutes(startsAt, -5), withDoctorAt, doneAt };
}
const times = (count: number, visit: SeenVisit) => Array<SeenVisit>(count).fill(visit);

let ids = 0;
function person(over: Partial<InLine> = {}): InLine {
  const rest = { doctorId: 'd', typeId: 'a', urgency: 'medium', isInRoom: false, seenSince: null } as const;
  return { id: String(++ids), startsAt: NOW, arrivedAt: at(-10), ...rest, ...over };
}

/** The two ends in minutes from now; null where nothing is said. */
function wait(visits: readonly SeenVisit[], ahead: readonly InLine[] = [], startsAt = NOW) {
  const found = estimateWait({ startsAt }, ahead, { now: NOW, pace: paceOf(visits, TODAY) });
  return found && [minutesBetween(NOW, found.from), minutesBetween(NOW, found.until)];
}

describe('the wait that is expected', () => {
  it('is not guessed from fewer than five visits', () => {
    expect(wait(times(4, seen(20)))).toBeNull();
    expect(wait([...times(4, seen(20)), { ...seen(20), doneAt: null }])).toBeNull();
    expect(wait(times(5, seen(20)))).toEqual([0, 0]);
  });

  it('is a range: all ahead quick and nobody else comes, or all slow and they do', () => {
    const visits = [10, 12, 20, 28, 40].map((length) => seen(length));
    const expected = person({ arrivedAt: null, startsAt: at(5) });

    expect(wait(visits, [person(), person()], at(30))).toEqual([30, 56]);
    expect(wait(visits, [person(), person(), expected], at(30))).toEqual([30, 84]);
  });

  it('does not wait for who is too late to come any more', () => {
    const visits = times(5, seen(20));
    const late = (minutes: number) => person({ arrivedAt: null, startsAt: at(-minutes) });

    expect(wait(visits, [late(15)])).toEqual([0, 20]);
    expect(wait(visits, [late(16)])).toEqual([0, 0]);
  });

  it('counts what is left of the visit that goes on, and takes one that drags on as about to end', () => {
    const visits = [10, 20, 20, 20, 30].map((length) => seen(length));
    const inside = (since: number) => [person({ seenSince: at(-since) })];

    expect(wait(visits, inside(4))).toEqual([6, 16]);
    expect(wait(visits, inside(50))).toEqual([0, 10]);
  });

  it('takes the kind of visit where enough of that kind are known', () => {
    const long = { ...seen(60), typeId: 'long' };
    const visits = [...times(5, seen(10)), ...times(4, long)];

    expect(wait(visits, [person({ typeId: 'a' })])).toEqual([10, 10]);
    expect(wait(visits, [person({ typeId: 'long' })])).toEqual([10, 60]);
    expect(wait([...visits, long], [person({ typeId: 'long' })])).toEqual([60, 60]);
  });

  it('follows the lateness of today once three have been seen, else that of the weeks', () => {
    const weeks = times(6, seen(10, 0));
    const today = (count: number) => times(count, { ...seen(10, 40, 0), doneAt: null });

    expect(wait([...weeks, ...today(2)])).toEqual([0, 40]);
    expect(wait([...weeks, ...today(3)])).toEqual([40, 40]);
  });

  it('counts lateness from when somebody was here and due, and passes over stamps set at another time', () => {
    const late = seen(10, 30);
    expect(wait(times(5, { ...late, arrivedAt: addMinutes(late.startsAt, 25) }))).toEqual([5, 5]);
    expect(wait(times(5, seen(10, -15)), [], at(30))).toEqual([15, 15]);
    expect(wait(times(5, seen(0)))).toBeNull();
    expect(wait(times(5, seen(10, 600)))).toBeNull();
  });

  it('lets nobody ahead be seen before their time, and then one after the other', () => {
    const visits = times(5, seen(20));
    const early = person({ startsAt: at(10), arrivedAt: at(-5) });

    expect(wait(visits, [early], at(15))).toEqual([30, 30]);
    expect(wait(visits, [early, person({ startsAt: at(60), arrivedAt: at(-5) })], at(60))).toEqual([80, 80]);
    expect(wait(visits, [{ ...early, isInRoom: true }], at(15))).toEqual([20, 20]);
  });

  it('adds the rest the doctor takes between two who wait', () => {
    const [first, next] = [seen(20), seen(20, 26)];
    const onDay = (visit: SeenVisit, days: number): SeenVisit => ({
      ...visit,
      startsAt: addMinutes(visit.startsAt, days * 1440),
      arrivedAt: addMinutes(visit.startsAt, days * 1440 - 5),
      withDoctorAt: addMinutes(visit.withDoctorAt, days * 1440),
      doneAt: visit.doneAt && addMinutes(visit.doneAt, days * 1440),
    });
    const visits = [0, 1, 2].flatMap((days) => [onDay(first, days), onDay(next, days)]);

    expect(paceOf(visits, TODAY).rests).toEqual([6, 6, 6]);
    expect(paceOf(visits, TODAY).delays).toEqual([0, 0, 0]);
    expect(wait(visits, [person(), person()])).toEqual([52, 52]);
  });

  const anyVisits = fc.array(
    fc
      .tuple(
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: -20, max: 60 }),
        fc.integer({ min: 0, max: 20 }),
      )
      .map((of) => seen(...of)),
    { minLength: 5, maxLength: 40 },
  );
  const anyPerson = fc
    .record({
      typeId: fc.constantFrom('a', 'b'),
      arrivedAt: fc.constantFrom(at(-10), null),
      startsAt: fc.integer({ min: -60, max: 60 }).map(at),
      seenSince: fc.constantFrom(null, null, at(-7), at(-70)),
    })
    .map(person);
  const anyCase = fc.tuple(
    anyVisits,
    fc.array(anyPerson, { maxLength: 6 }),
    fc.integer({ min: -90, max: 90 }),
  );

  it('never begins in the past, never ends before it begins, and does not hang on the order of the stamps', () => {
    fc.assert(
      fc.property(anyCase, ([visits, ahead, start]) => {
        const [from = -1, until = -1] = wait(visits, ahead, at(start)) ?? [];
        expect(from).toBeGreaterThanOrEqual(0);
        expect(until).toBeGreaterThanOrEqual(from);
        expect(wait(visits.toReversed(), ahead.toReversed(), at(start))).toEqual([from, until]);
      }),
    );
  });

  it('is never shorter for one more ahead or a later time', () => {
    fc.assert(
      fc.property(anyCase, anyPerson, fc.nat(60), ([visits, ahead, start], one, later) => {
        const [from = -1, until = -1] = wait(visits, ahead, at(start)) ?? [];
        for (const longer of [
          wait(visits, [...ahead, one], at(start)),
          wait(visits, ahead, at(start + later)),
        ]) {
          expect(longer?.[0]).toBeGreaterThanOrEqual(from);
          expect(longer?.[1]).toBeGreaterThanOrEqual(until);
        }
      }),
    );
  });
});

describe('a turn', () => {
  const pace = paceOf(times(5, seen(10)), TODAY);
  const positions = (line: readonly InLine[]) => {
    const turns = turnsOf(line, NOW, () => pace);
    return line.map(({ id }) => turns.get(id)?.position ?? null);
  };

  it('is by the time that was booked, whoever came first; one line a doctor', () => {
    const early = person({ startsAt: at(-15), arrivedAt: at(-1) });
    const sameTime = person({ startsAt: at(-15), arrivedAt: at(-2) });

    expect(positions([person(), early, sameTime, person({ doctorId: 'e' })])).toEqual([3, 2, 1, 1]);
  });

  it('is an emergency’s at once, behind who was called in already', () => {
    const emergency = person({ urgency: 'emergency', startsAt: at(60) });
    expect(positions([person(), emergency, person({ isInRoom: true, startsAt: at(90) })])).toEqual([3, 2, 1]);
  });

  it('is not put off by an emergency that is only expected, later', () => {
    const [me, later] = [person(), person({ urgency: 'emergency', startsAt: at(200), arrivedAt: null })];
    const alone = turnsOf([me], NOW, () => pace).get(me.id);

    expect(turnsOf([me, later], NOW, () => pace).get(me.id)).toEqual(alone);
  });

  it('is nobody’s who is with the doctor or has not come, though they are waited for', () => {
    const line = [
      person({ seenSince: at(-2) }),
      person({ arrivedAt: null, startsAt: at(-5) }),
      person({ startsAt: at(10) }),
    ];

    expect(positions(line)).toEqual([null, null, 1]);
    const expected = turnsOf(line, NOW, () => pace).get(line[2]?.id ?? '')?.expected;
    expect(expected).toEqual({ from: at(10), until: at(18), basis: 5 });
  });
});

describe('what is said of a wait', () => {
  it('is whole five minutes, wider rather than narrower, and nothing below now', () => {
    expect(spokenWait({ from: at(12), until: at(31) }, NOW)).toEqual({ min: 10, max: 35 });
    expect(spokenWait({ from: at(-12), until: at(-1) }, NOW)).toEqual({ min: 0, max: 0 });
  });
});
