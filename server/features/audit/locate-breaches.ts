import { increasing } from './increasing.ts';
import { hasItsSeal, partsOf, saysItsHash, sealedBefore, type StoredLine, type Trail } from './trail.ts';

export const BREACH_KINDS = [
  'altered',
  'deleted',
  'inserted',
  'reordered',
  'unsealed',
  'cut',
  'emptied',
  'rolled_back',
  'anchor',
  'broken',
] as const;
export type BreachKind = (typeof BREACH_KINDS)[number];

/** Lines `id` to `lastId` are not what they were. */
export type Breach = { readonly kind: BreachKind; readonly id: number; readonly lastId: number };

/** What is known of a line by itself. */
type Seen = {
  readonly id: number;
  /** The number it was written under; 0 when it is no longer what was written. */
  readonly writtenAs: number;
  readonly isSealed: boolean;
  /** Its seal is good, or it is of those from before that a later one vouches for. */
  readonly isVouchedFor: boolean;
  /** It says its hash and follows the line before, so that only the seal tells it from a real one. */
  readonly isPlausible: boolean;
  readonly followsLast: boolean;
};

/** How far around its place a line is looked for that was given another number. */
const SEARCHED = 64;
const MAX_TRIES = 200_000;

/** Finds each line that was altered, removed, put in or moved, by the number it has or had. */
export async function locateBreaches(trail: Trail): Promise<Breach[]> {
  const seen = await lookAtEach(trail);
  const isInPlace = new Set(increasing(fittingNumbers(seen)));
  const breaches: Breach[] = [];
  const present = new Set(seen.map((line) => line.writtenAs));
  let last = 0;
  let strangers: Seen[] = [];
  for (const [at, line] of seen.entries()) {
    if (isInPlace.has(at)) {
      breaches.push(...gapBreaches({ from: last + 1, to: line.writtenAs - 1, strangers, present }));
      const before = isInPlace.has(at - 1) ? seen[at - 1] : undefined;
      // Of a line without a seal the hash can be made anew; the next one still names the old.
      if (before?.isSealed === false && !line.followsLast) breaches.push(one('altered', before.id));
      strangers = [];
      last = line.writtenAs;
    } else if (line.writtenAs > 0) breaches.push(one('reordered', line.id));
    else strangers.push(line);
  }
  breaches.push(...endBreaches({ last, strangers, highestId: trail.highestId, present }));
  return merged(breaches);
}

/** Lines under their own number stay where they are; of the others, those that fit between them may be in place. */
function fittingNumbers(seen: readonly Seen[]): number[] {
  const fits = seen.map((line) => line.writtenAs > 0);
  let lowest = 0;
  for (const [at, { id, writtenAs }] of seen.entries()) {
    if (writtenAs === id) lowest = id;
    else if (writtenAs < lowest) fits[at] = false;
  }
  let highest = Number.POSITIVE_INFINITY;
  for (const [at, { id, writtenAs }] of [...seen.entries()].reverse()) {
    if (writtenAs === id) highest = id;
    else if (writtenAs > highest) fits[at] = false;
  }
  return seen.map((line, at) => (fits[at] === true ? line.writtenAs : 0));
}

async function lookAtEach(trail: Trail): Promise<Seen[]> {
  const vouchedFor = await unsealedCount(trail);
  const seen: Seen[] = [];
  const lost: { at: number; line: StoredLine }[] = [];
  let lastHash: string | undefined;
  let last = 0;
  for await (const lines of partsOf(trail)) {
    for (const line of lines) {
      const isVouchedFor = line.seal === null ? line.id <= vouchedFor : hasItsSeal(line, trail.key);
      const followsLast = lastHash === undefined || line.prevHash === lastHash;
      const isAsNumbered = saysItsHash(line);
      const writtenAs = !isVouchedFor ? 0 : isAsNumbered ? line.id : nearby(line, last + 1);
      if (isVouchedFor && writtenAs === 0 && lost.length < SEARCHED * 8) lost.push({ at: seen.length, line });
      seen.push({
        id: line.id,
        writtenAs,
        isSealed: line.seal !== null,
        isVouchedFor,
        isPlausible: isAsNumbered && followsLast,
        followsLast,
      });
      lastHash = line.hash;
      if (writtenAs > 0) last = writtenAs;
    }
  }
  return placed(seen, lost, trail.highestId);
}

/** A line whose neighbours were removed or pushed in has only been given another number. */
function nearby(line: StoredLine, expected: number): number {
  for (let id = expected; id < expected + SEARCHED; id++) {
    if (saysItsHash(line, id)) return id;
  }
  return 0;
}

/** Lines moved further away are tried in every place that is free. */
function placed(seen: Seen[], lost: readonly { at: number; line: StoredLine }[], highestId: number): Seen[] {
  if (lost.length === 0) return seen;
  const present = new Set(seen.map((line) => line.writtenAs));
  const free: number[] = [];
  for (let id = 1; id <= highestId && free.length * lost.length < MAX_TRIES; id++) {
    if (!present.has(id)) free.push(id);
  }
  const found = new Map(
    lost.map(({ at, line }) => [at, free.find((id) => saysItsHash(line, id)) ?? 0] as const),
  );
  return seen.map((line, at) => ({ ...line, writtenAs: found.get(at) ?? line.writtenAs }));
}

async function unsealedCount(trail: Trail): Promise<number> {
  for await (const lines of partsOf(trail)) {
    const sealed = lines.find((line) => line.seal !== null && hasItsSeal(line, trail.key));
    if (sealed !== undefined) return sealedBefore(sealed);
  }
  return 0;
}

type Gap = {
  readonly from: number;
  readonly to: number;
  /** Lines between the two that nobody wrote as they are. */
  readonly strangers: readonly Seen[];
  readonly present: ReadonlySet<number>;
};

/** What lies between two lines that are in their places: each stranger is one of the missing, or came in. */
function gapBreaches({ from, to, strangers, present }: Gap): Breach[] {
  const missing = new Set<number>();
  for (let id = from; id <= to; id++) if (!present.has(id)) missing.add(id);
  const unnamed: Seen[] = [];
  const breaches: Breach[] = [];
  for (const line of strangers) {
    if (missing.delete(line.id)) breaches.push(one(line.isPlausible ? 'unsealed' : 'altered', line.id));
    else unnamed.push(line);
  }
  for (const line of unnamed) {
    const [first] = missing;
    breaches.push(one(first === undefined ? 'inserted' : 'altered', line.id));
    if (first !== undefined) missing.delete(first);
  }
  return [...breaches, ...[...missing].map((id) => one('deleted', id))];
}

/** Behind the last line in its place nothing real follows: a stranger without a seal came in, the rest was cut. */
function endBreaches(end: {
  readonly last: number;
  readonly strangers: readonly Seen[];
  readonly highestId: number;
  readonly present: ReadonlySet<number>;
}): Breach[] {
  const { last, strangers, highestId, present } = end;
  const breaches = strangers.map((line) =>
    one(line.isVouchedFor ? 'altered' : line.isPlausible && last === 0 ? 'unsealed' : 'inserted', line.id),
  );
  const known = new Set([...present, ...strangers.map((line) => line.id)]);
  for (let id = last + 1; id <= highestId; id++) if (!known.has(id)) breaches.push(one('cut', id));
  return breaches;
}

function one(kind: BreachKind, id: number): Breach {
  return { kind, id, lastId: id };
}

/** In order, neighbours of one kind as a range. */
function merged(breaches: readonly Breach[]): Breach[] {
  const ranges: Breach[] = [];
  for (const breach of breaches.toSorted((a, b) => a.id - b.id)) {
    const last = ranges.at(-1);
    if (last?.kind === breach.kind && breach.id === last.lastId + 1) {
      ranges[ranges.length - 1] = { ...last, lastId: breach.lastId };
    } else ranges.push(breach);
  }
  return ranges;
}
