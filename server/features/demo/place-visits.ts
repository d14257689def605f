import type { DemoType } from './clinic-shape.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Span } from './visit-days.ts';

export type PlacedVisit = {
  readonly type: DemoType;
  readonly busy: Span;
  readonly visit: Span;
};

const MINUTE = 60_000;
const GRID_MIN = 5;
/** A day booked to the last minute would leave nobody room to breathe, and the packing no slack. */
const FULLEST = 0.96;

/** Lays about `count` visits into a doctor's open hours without touching; fewer when they do not fit. */
export function placeVisits(
  random: SeededRandom,
  open: readonly Span[],
  wanted: { readonly count: number; readonly types: readonly DemoType[] },
): PlacedVisit[] {
  const capacity = open.map((span) => (span.end - span.start) / MINUTE);
  const room = capacity.reduce((sum, minutes) => sum + minutes, 0) * FULLEST;
  const types = chooseTypes(random, room, wanted);
  const spans = open.map((span, i) => ({ span, left: capacity[i] ?? 0, types: [] as DemoType[] }));
  for (const type of types) {
    const fitting = spans.filter((entry) => entry.left >= busyMinutes(type));
    const total = fitting.reduce((sum, entry) => sum + entry.left, 0);
    let at = random.next() * total;
    const home = fitting.find((entry) => (at -= entry.left) < 0) ?? fitting[0];
    if (home === undefined) continue;
    home.types.push(type);
    home.left -= busyMinutes(type);
  }
  return spans.flatMap((entry) => layOut(random, entry));
}

export function busyMinutes(type: DemoType): number {
  return type.bufferBeforeMin + type.durationMin + type.bufferAfterMin;
}

/** What the doctor's average visit takes, with its buffers. */
export function averageMinutes(types: readonly DemoType[]): number {
  const weight = types.reduce((sum, type) => sum + type.weight, 0);
  return types.reduce((sum, type) => sum + busyMinutes(type) * type.weight, 0) / weight;
}

/** Weighted types; when they take more than the day has, the longest give way to the shortest. */
function chooseTypes(
  random: SeededRandom,
  roomMin: number,
  wanted: { readonly count: number; readonly types: readonly DemoType[] },
): DemoType[] {
  const chosen = Array.from({ length: wanted.count }, () => random.pickWeighted(wanted.types));
  const shortest = wanted.types.reduce((a, b) => (busyMinutes(b) < busyMinutes(a) ? b : a));
  chosen.sort((a, b) => busyMinutes(a) - busyMinutes(b));
  let sum = chosen.reduce((total, type) => total + busyMinutes(type), 0);
  for (let i = chosen.length - 1; i >= 0 && sum > roomMin; i--) {
    sum += busyMinutes(shortest) - busyMinutes(chosen[i] ?? shortest);
    chosen[i] = shortest;
  }
  while (sum > roomMin && chosen.length > 0) sum -= busyMinutes(chosen.pop() ?? shortest);
  // The long ones find their place first, or there is none.
  return chosen.sort((a, b) => busyMinutes(b) - busyMinutes(a));
}

function layOut(
  random: SeededRandom,
  entry: { span: Span; left: number; types: readonly DemoType[] },
): PlacedVisit[] {
  const gaps = spread(random, Math.floor(entry.left / GRID_MIN), entry.types.length + 1);
  let at = entry.span.start;
  return random.shuffle(entry.types).map((type, i) => {
    at += (gaps[i] ?? 0) * GRID_MIN * MINUTE;
    const start = at + type.bufferBeforeMin * MINUTE;
    const end = start + type.durationMin * MINUTE;
    const busy = { start: at, end: end + type.bufferAfterMin * MINUTE };
    at = busy.end;
    return { type, busy, visit: { start, end } };
  });
}

/** `units` cut into `parts` by chance; half of the parts stay empty, so that visits come in runs. */
function spread(random: SeededRandom, units: number, parts: number): number[] {
  const weights = Array.from({ length: parts }, () => (random.chance(0.5) ? 0 : random.next()));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total === 0 ? 0 : Math.floor((units * weight) / total)));
}
