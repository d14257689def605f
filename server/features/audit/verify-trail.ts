import { brokenAnchors } from '../../db/audit-anchors.ts';
import { type Breach, locateBreaches } from './locate-breaches.ts';
import { createFollower, partsOf, type Trail } from './trail.ts';

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
  const { lineCount, isWhole, hashes } = await readThrough(trail);
  const broken = isWhole ? [] : await locateBreaches(trail);
  const breaches = [...broken, ...anchorBreaches(trail, isWhole ? hashes : undefined)];
  return { lineCount, lastId: trail.lastId, anchorCount: trail.anchors.length, breaches };
}

type Read = {
  readonly lineCount: number;
  readonly isWhole: boolean;
  /** Of the lines an anchor names. */
  readonly hashes: ReadonlyMap<number, string>;
};

async function readThrough(trail: Trail): Promise<Read> {
  const anchored = new Set(trail.anchors.map((anchor) => anchor.lastId));
  const hashes = new Map<number, string>();
  const follower = createFollower(trail.key);
  let lineCount = 0;
  let isWhole = trail.highestId <= trail.lastId;
  for await (const lines of partsOf(trail)) {
    lineCount += lines.length;
    for (const line of lines) {
      isWhole = isWhole && follower.follows(line);
      if (anchored.has(line.id)) hashes.set(line.id, line.hash);
    }
  }
  return { lineCount, isWhole: isWhole && follower.isSealed(), hashes };
}

/** What only the file outside knows of: a trail that was cut, or a whole database put back to an earlier day. */
function anchorBreaches(trail: Trail, hashes: ReadonlyMap<number, string> | undefined): Breach[] {
  const broken = new Set(brokenAnchors(trail.anchors, trail.key));
  const good = trail.anchors.filter((anchor) => !broken.has(anchor));
  const breaches: Breach[] = [...broken].map(({ lastId }) => ({ kind: 'anchor', id: lastId, lastId }));
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
