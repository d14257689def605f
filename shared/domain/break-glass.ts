/** How long a chart opened with a reason stays open, and how much has to be said. How often is the clinic's setting. */
export const BREAK_GLASS = { minutes: 30, minReasonLength: 10 } as const;

const MIN_LETTERS = 6;
const MIN_DIFFERENT = 4;

/** Somebody looks over it afterwards: ten dots are no reason. */
export function isInWords(reason: string): boolean {
  const letters = reason.toLowerCase().match(/\p{L}/gu) ?? [];
  return letters.length >= MIN_LETTERS && new Set(letters).size >= MIN_DIFFERENT;
}
