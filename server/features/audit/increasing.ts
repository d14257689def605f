/**
 * The places of a longest strictly increasing run of these numbers, zeros left out: with few numbers out of
 * order, the places of all the others.
 */
export function increasing(numbers: readonly number[]): number[] {
  const before = new Int32Array(numbers.length).fill(-1);
  // The place of the smallest number that ends a run of each length.
  const ends: number[] = [];
  for (const [at, number] of numbers.entries()) {
    if (number === 0) continue;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    before[at] = ends[low - 1] ?? -1;
    ends[low] = at;
  }
  const places: number[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) places.push(at);
  return places.reverse();
}
