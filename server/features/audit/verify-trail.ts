import { brokenAnchors } from '../../db/audit-anchors.ts';
import { type Breach, locateBreaches } from './locate-breaches.ts';
import { anchorTold, createFollower, partsOf, tellsOfBreak, type Trail } from './trail.ts';

export type TrailVerdict = {
  readonly lineCount: number;
  readonly lastId: number;
  readonly anchorCount: number;
  /** In the order of their lines; empty when the trail is whole. */
  readonly breaches: readonly Breach[];
};

/**
 * Reads the whole trail once. A single line that is not what it was is enough to have every line looked at
 * more closely: which were altered, which are missing, which stand in another's place.
 */
export async function verifyTrail(trail: Trail): Promise<TrailVerdict> {
  const read = await readThrough(trail);
  const { lineCount, isWhole, hashes } = read;
  const broken = isWhole ? [] : await locateBreaches(trail);
  const breaches = [...broken, ...read.told, ...anchorBreaches(trail, isWhole ? hashes : undefined)];
  return { lineCount, lastId: trail.lastId, anchorCount: trail.anchors.length, breaches };
}

type Read = {
  readonly lineCount: number;
  readonly isWhole: boolean;
  /** Of the lines an anchor names. */
  readonly hashes: ReadonlyMap<number, string>;
  /** What the lines themselves tell: that the trail was found broken, and of anchors that are gone. */
  readonly told: readonly Breach[];
};

async function readThrough(trail: Trail): Promise<Read> {
  const anchored = new Set([...trail.anchors.map((anchor) => anchor.lastId), trail.end?.id]);
  const marks = new Set(trail.anchors.map((anchor) => anchor.mark));
  const told: Breach[] = [];
  const hashes = new Map<number, string>();
  const follower = createFollower(trail.key);
  let lineCount = 0;
  let isWhole = trail.highestId <= trail.lastId;
  for await (const lines of partsOf(trail)) {
    lineCount += lines.length;
    for (const line of lines) {
      isWhole = isWhole && follower.follows(line);
      if (anchored.has(line.id)) hashes.set(line.id, line.hash);
      const mark = anchorTold(line);
      if (mark !== undefined && !marks.has(mark)) told.push({ kind: 'anchor', id: line.id, lastId: line.id });
      if (tellsOfBreak(line)) told.push({ kind: 'broken', id: line.id, lastId: line.id });
    }
  }
  return { lineCount, isWhole: isWhole && follower.isSealed(), hashes, told };
}

/** What only the file outside knows of: a trail that was cut, or a whole database put back to an earlier day. */
function anchorBreaches(trail: Trail, hashes: ReadonlyMap<number, string> | undefined): Breach[] {
  const broken = new Set(brokenAnchors(trail.anchors, trail.key));
  const anchors = trail.anchors.filter((anchor) => !broken.has(anchor));
  const { end } = trail;
  const good = end ? [...anchors, { lastId: end.id, hash: end.hash }] : anchors;
  const breaches: Breach[] = [...broken].map(({ lastId }) => ({ kind: 'anchor', id: lastId, lastId }));
  if (trail.isEmptied) breaches.push({ kind: 'emptied', id: 0, lastId: 0 });
  if (end === null && !trail.isEmptied)
    breaches.push({ kind: 'anchor', id: trail.lastId, lastId: trail.lastId });
  const furthest = Math.max(0, ...good.map((anchor) => anchor.lastId));
  const known = Math.max(trail.lastId, trail.highestId);
  if (furthest > known) breaches.push({ kind: 'cut', id: known + 1, lastId: furthest });
  const other = good.find(({ lastId, hash }) => {
    const found = hashes?.get(lastId);
    return found !== undefined && found !== hash;
  });
  if (other !== undefined) breaches.push({ kind: 'rolled_back', id: other.lastId, lastId: other.lastId });
  return breaches;
}
