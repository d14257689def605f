/** Reproducible chance: the same seed gives the same clinic. Not for secrets. */
export type SeededRandom = {
  /** At least 0, below 1. */
  next(): number;
  /** Whole number, both ends inclusive. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  pickWeighted<T extends { readonly weight: number }>(items: readonly T[]): T;
  shuffle<T>(items: readonly T[]): T[];
  /** A UUIDv7 that says it was made at this moment. */
  uuidAt<T extends string>(epochMs: number): T;
};

export function createSeededRandom(seed: string): SeededRandom {
  const next = sfc32(hashOf(`a${seed}`), hashOf(`b${seed}`), hashOf(`c${seed}`));
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new RangeError('nothing to pick from');
    return items[int(0, items.length - 1)] as T;
  };
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick,
    pickWeighted: (items) => {
      let left = next() * items.reduce((sum, item) => sum + item.weight, 0);
      return items.find((item) => (left -= item.weight) < 0) ?? pick(items);
    },
    shuffle: (items) => {
      const shuffled = [...items];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = int(0, i);
        const [a, b] = [shuffled[i], shuffled[j]];
        if (a !== undefined && b !== undefined) [shuffled[i], shuffled[j]] = [b, a];
      }
      return shuffled;
    },
    uuidAt: <T extends string>(epochMs: number) => {
      const time = hex(epochMs, 12);
      const variant = '89ab'[int(0, 3)] ?? '8';
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(int(0, 0xfff), 3)}-${variant}${hex(int(0, 0xfff), 3)}-${hex(int(0, 0xffffff), 6)}${hex(int(0, 0xffffff), 6)}` as T;
    },
  };
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0');
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** Chris Doty-Humphrey's small fast counting generator; 32 bits a step. */
function sfc32(a: number, b: number, c: number): () => number {
  let counter = 1;
  const step = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first outputs still show the seed's pattern.
  for (let i = 0; i < 15; i++) step();
  return step;
}
