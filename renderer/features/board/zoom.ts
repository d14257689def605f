/** Minutes of one row of the board, and how tall a minute is then: rows stay tall enough to hit. */
const PX_PER_MIN = { 5: 5, 10: 3, 15: 2, 20: 1.6, 30: 1.3, 60: 1 } as const;
export type RowMin = keyof typeof PX_PER_MIN;
const ROWS = [5, 10, 15, 20, 30, 60] as const satisfies readonly RowMin[];

export function isRowMin(value: unknown): value is RowMin {
  return ROWS.some((row) => row === value);
}

export function pxPerMinOf(rowMin: RowMin): number {
  return PX_PER_MIN[rowMin];
}

/** Rows whose every start may be booked on the clinic's grid. */
export function rowChoices(gridMin: number): readonly RowMin[] {
  return ROWS.filter((row) => row % gridMin === 0);
}

/** What somebody chose, where the clinic's grid still allows it; else a quarter of an hour or the grid. */
export function rowShown(choices: readonly RowMin[], chosen: unknown): RowMin {
  const usual = choices.includes(15) && choices.includes(5) ? 15 : choices[0];
  return choices.find((row) => row === chosen) ?? usual ?? 60;
}

/** Nearer is fewer minutes a row; the same at either end. */
export function zoomed(choices: readonly RowMin[], row: RowMin, by: 'in' | 'out'): RowMin {
  return choices[choices.indexOf(row) + (by === 'in' ? -1 : 1)] ?? row;
}
