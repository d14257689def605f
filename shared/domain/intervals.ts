import type { Instant } from '../time/instant.ts';

/** Half-open `[start, end)`: one that ends at 10:00 and one that starts at 10:00 do not touch. */
export type Interval = { readonly start: Instant; readonly end: Instant };

export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

export function contains(outer: Interval, inner: Interval): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Sorted, without overlaps, touching ones joined, empty ones dropped. */
export function union(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter((i) => i.start < i.end).sort((a, b) => (a.start < b.start ? -1 : 1));
  const joined: Interval[] = [];
  for (const next of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && next.start <= last.end) {
      if (next.end > last.end) joined[joined.length - 1] = { start: last.start, end: next.end };
    } else {
      joined.push(next);
    }
  }
  return joined;
}

/** What is left of `from` when every part of `taken` is gone. */
export function subtract(from: readonly Interval[], taken: readonly Interval[]): Interval[] {
  let rest = union(from);
  for (const cut of union(taken)) {
    rest = rest.flatMap((piece) =>
      overlaps(piece, cut)
        ? [
            { start: piece.start, end: cut.start },
            { start: cut.end, end: piece.end },
          ].filter((i) => i.start < i.end)
        : [piece],
    );
  }
  return rest;
}

/** The parts of `pieces` inside `frame`. */
export function clip(pieces: readonly Interval[], frame: Interval): Interval[] {
  return pieces
    .filter((piece) => overlaps(piece, frame))
    .map((piece) => ({
      start: piece.start > frame.start ? piece.start : frame.start,
      end: piece.end < frame.end ? piece.end : frame.end,
    }));
}
