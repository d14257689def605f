import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AbsencePlace, planAbsence, type VisitToPlace } from '../../../shared/domain/absence-plan.ts';
import { fromEpochMs, type Instant } from '../../../shared/time/instant.ts';

type Place = AbsencePlace<string, string>;
type Visit = VisitToPlace<string, string, string>;

const at = (minute: number): Instant => fromEpochMs(Date.UTC(2026, 2, 3) + minute * 60_000);
const place = (
  doctorId: string,
  start: number,
  { minutes = 30, roomId = null as string | null } = {},
): Place => {
  const span = { start: at(start), end: at(start + minutes) };
  return { doctorId, roomId, span, busy: span };
};
const visit = (id: string, over: Partial<Visit> = {}): Visit => ({
  id,
  patientId: `patient ${id}`,
  urgencyRank: 2,
  startsAt: at(0),
  places: [],
  ...over,
});

/** Told from the rule alone: in the order of need each takes the first place nobody before it is in the way of. */
function oracle(visits: readonly Visit[]): Map<string, Place | null> {
  const clash = (a: { start: string; end: string }, b: { start: string; end: string }) =>
    a.start < b.end && b.start < a.end;
  const order = [...visits].sort(
    (a, b) =>
      b.urgencyRank - a.urgencyRank || a.startsAt.localeCompare(b.startsAt) || a.id.localeCompare(b.id),
  );
  const chosen: { visit: Visit; place: Place }[] = [];
  const plan = new Map<string, Place | null>();
  for (const each of order) {
    const found = each.places.find((wanted) =>
      chosen.every(
        (other) =>
          !(other.place.doctorId === wanted.doctorId && clash(other.place.busy, wanted.busy)) &&
          !(
            wanted.roomId !== null &&
            other.place.roomId === wanted.roomId &&
            clash(other.place.busy, wanted.busy)
          ) &&
          !(other.visit.patientId === each.patientId && clash(other.place.span, wanted.span)),
      ),
    );
    plan.set(each.id, found ?? null);
    if (found !== undefined) chosen.push({ visit: each, place: found });
  }
  return plan;
}

const anyPlace = fc
  .record({
    doctorId: fc.constantFrom('a', 'b'),
    start: fc.integer({ min: 0, max: 12 }).map((n) => n * 15),
    minutes: fc.constantFrom(15, 30, 45),
    roomId: fc.constantFrom(null, 'r1', 'r2'),
  })
  .map(({ doctorId, start, ...rest }) => place(doctorId, start, rest));
const anyVisits = fc
  .array(
    fc.record({
      patientId: fc.constantFrom('p', 'q', 'r', 's'),
      urgencyRank: fc.integer({ min: 1, max: 4 }),
      startsAt: fc.integer({ min: 0, max: 4 }).map((n) => at(n * 30)),
      places: fc.array(anyPlace, { maxLength: 8 }),
    }),
    { maxLength: 12 },
  )
  .map((all) => all.map((each, n): Visit => ({ ...each, id: `v${n}` })));

describe('where the visits go', () => {
  it('is what the rule says, and no two are in each other’s way', () => {
    fc.assert(
      fc.property(anyVisits, (visits) => {
        expect(planAbsence(visits)).toEqual(oracle(visits));
      }),
    );
  });

  it('depends on nothing but the visits: not on their order', () => {
    fc.assert(
      fc.property(anyVisits, (visits) => {
        expect(planAbsence(visits.toReversed())).toEqual(planAbsence(visits));
      }),
    );
  });

  it('lets the urgent one choose before the early one', () => {
    const places = [place('a', 60), place('a', 90)];
    const plan = planAbsence([
      visit('early', { places }),
      visit('urgent', { places, urgencyRank: 4, startsAt: at(30) }),
    ]);
    expect(plan.get('urgent')).toBe(places[0]);
    expect(plan.get('early')).toBe(places[1]);
  });

  it('leaves out who has no place left', () => {
    const places = [place('a', 60)];
    const plan = planAbsence([visit('one', { places }), visit('two', { places })]);
    expect([plan.get('one'), plan.get('two')]).toEqual([places[0], null]);
  });
});
