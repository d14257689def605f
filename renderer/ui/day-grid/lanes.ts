import type { GridEvent, GridSpan } from './types.ts';

/** Share of the column's width, 0..1. */
export type Lane = { readonly left: number; readonly width: number };

/** Shorter blocks are drawn this long, so that a line of text fits and neighbours make room for it. */
export const SHORTEST_DRAWN_MIN = 10;

/** What gives way to a visit keeps this much of the column: its icon shows that something was there. */
const ASIDE_WIDTH = 0.22;
const ALL_ASIDE_WIDTH = 0.4;
const HALF = 0.5;

/**
 * The lane of every event, in the events' order. Those that overlap share the width. Muted ones stand to
 * the right: beside a visit as a narrow strip, alone in their half, because their time can be booked again.
 */
export function placeInLanes(events: readonly GridEvent<unknown>[]): Lane[] {
  const lanes: Lane[] = new Array<Lane>(events.length);
  const items = events
    .map((event, index) => ({ index, isMuted: event.isMuted, start: event.startMin, end: drawnEnd(event) }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const solid = clusters(items.filter(({ isMuted }) => !isMuted));
  const muted = clusters(items.filter(({ isMuted }) => isMuted));
  for (const cluster of solid) {
    const beside = muted.filter((other) => doMeet(cluster, other)).map(asideWidth);
    spread(cluster, { left: 0, width: 1 - Math.max(0, ...beside) }, lanes);
  }
  for (const cluster of muted) {
    const width = solid.some((other) => doMeet(cluster, other)) ? asideWidth(cluster) : HALF;
    spread(cluster, { left: 1 - width, width }, lanes);
  }
  return lanes;
}

export function drawnEnd(span: GridSpan): number {
  return Math.max(span.endMin, span.startMin + SHORTEST_DRAWN_MIN);
}

type Item = { readonly index: number; readonly start: number; readonly end: number };
/** Items joined by overlaps, each with the number of its lane. */
type Cluster = { readonly items: { item: Item; lane: number }[]; laneEnds: number[] };

/** First fit: each item goes into the first lane that is free at its start. In order of start. */
function clusters(items: readonly Item[]): Cluster[] {
  const found: Cluster[] = [];
  for (const item of items) {
    let cluster = found.at(-1);
    if (cluster === undefined || item.start >= Math.max(...cluster.laneEnds)) {
      cluster = { items: [], laneEnds: [] };
      found.push(cluster);
    }
    const free = cluster.laneEnds.findIndex((end) => end <= item.start);
    const lane = free === -1 ? cluster.laneEnds.length : free;
    cluster.laneEnds[lane] = item.end;
    cluster.items.push({ item, lane });
  }
  return found;
}

function spread({ items, laneEnds }: Cluster, into: Lane, lanes: Lane[]): void {
  const width = into.width / laneEnds.length;
  for (const { item, lane } of items) lanes[item.index] = { left: into.left + lane * width, width };
}

function asideWidth({ laneEnds }: Cluster): number {
  return Math.min(laneEnds.length * ASIDE_WIDTH, ALL_ASIDE_WIDTH);
}

/** By items, not by the clusters' ends: a visit gives room only where something stands beside it. */
function doMeet(a: Cluster, b: Cluster): boolean {
  return a.items.some(({ item }) =>
    b.items.some(({ item: other }) => item.start < other.end && other.start < item.end),
  );
}
