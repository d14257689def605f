type Kind = { readonly id: string; readonly durationMin: number };

/**
 * The kind of visit a booking begins with: as this person had it the last time, else what is booked most, and of
 * these what fits the free time that was chosen. Of a list by name the first would be any one, and often the longest.
 */
export function usualType<T extends Kind>(
  types: readonly T[],
  known: {
    readonly last: string | undefined;
    /** How long it is free from the chosen time on; undefined where none is chosen. */
    readonly roomMin: number | undefined;
    /** The kinds of the visits that are booked, each as often as it is. */
    readonly booked: readonly string[];
  },
): T | undefined {
  const { last, roomMin, booked } = known;
  const fitting = types.filter(({ durationMin }) => roomMin === undefined || durationMin <= roomMin);
  const candidates = fitting.length > 0 ? fitting : types;
  const counts = Map.groupBy(booked, (id) => id);
  const countOf = ({ id }: Kind) => counts.get(id)?.length ?? 0;
  return (
    candidates.find(({ id }) => id === last) ?? candidates.toSorted((a, b) => countOf(b) - countOf(a))[0]
  );
}
