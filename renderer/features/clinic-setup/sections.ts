/** The parts of the set-up, in the order somebody new goes through them. */
export const SECTIONS = ['clinic', 'rooms', 'doctors', 'types', 'questions', 'closures'] as const;
export type Section = (typeof SECTIONS)[number];

export function sectionOf(text: unknown): Section | undefined {
  return SECTIONS.find((known) => known === text);
}
