import type { GridEvent, GridSpan } from './types.ts';

/** Share of the column's width, 0..1. */
export type Lane = { readonly left: number; readonly width: number };

/** Shorter blocks are drawn this long, so that a line of text fits and neighbours make room for it. */
export const SHORTEST_DRAWN_MIN = 10;

/**
 * The lane of every event, in the events' order. Those that overlap share the width; muted ones stand
 * to the right and always leave one lane free, because their time can be booked again.
 */
export function placeInLanes(events: readonly GridEvent<unknown>[]): Lane[] {
  const lanes: Lane[] = new Array<Lane>(events.length);
  for (const cluster of clusters(events)) placeCluster(events, cluster, lanes);
  return lanes;
}

export function drawnEnd(span: GridSpan): number {
  return Math.max(span.endMin, span.startMin + SHORTEST_DRAWN_MIN);
}

/** Indexes of events joined by overlaps. */
function clusters(events: readonly GridEvent<unknown>[]): number[][] {
  const order = events
    .map((event, index) => ({ event, index }))
    .sort((a, b) => a.event.startMin - b.event.startMin || b.event.endMin - a.event.endMin);
  const found: number[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const { event, index } of order) {
    if (event.startMin >= end) found.push([]);
    found.at(-1)?.push(index);
    end = Math.max(end, drawnEnd(event));
  }
  return found;
}

function placeCluster(events: readonly GridEvent<unknown>[], cluster: number[], lanes: Lane[]): void {
  const isMuted = (index: number) => events[index]?.isMuted === true;
  const solid = packed(
    events,
    cluster.filter((index) => !isMuted(index)),
  );
  const muted = packed(events, cluster.filter(isMuted));
  const solidLanes = Math.max(1, solid.count);
  const width = 1 / (solidLanes + muted.count);
  for (const [index, lane] of solid.lanes) lanes[index] = { left: lane * width, width };
  for (const [index, lane] of muted.lanes) lanes[index] = { left: (solidLanes + lane) * width, width };
}

/** First fit: each event goes into the first lane that is free at its start. */
function packed(events: readonly GridEvent<unknown>[], indexes: number[]) {
  const laneEnds: number[] = [];
  const lanes = new Map<number, number>();
  for (const index of indexes) {
    const event = events[index];
    if (event === undefined) continue;
    const free = laneEnds.findIndex((end) => end <= event.startMin);
    const lane = free === -1 ? laneEnds.length : free;
    laneEnds[lane] = drawnEnd(event);
    lanes.set(index, lane);
  }
  return { lanes, count: laneEnds.length };
}
