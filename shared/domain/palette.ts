/** The named colours that a clinic chooses from, each drawn for light and for dark. */
export const PALETTE = ['teal', 'blue', 'violet', 'rose', 'amber', 'green', 'slate', 'cyan'] as const;

export type PaletteColor = (typeof PALETTE)[number];

/** The ink of each on light, for what is drawn by others than our pages; the pages' own are in their tokens. */
export const PALETTE_INKS: Readonly<Record<PaletteColor, string>> = {
  teal: '#0a4f49',
  blue: '#1c4680',
  violet: '#472f8a',
  rose: '#852248',
  amber: '#6b4400',
  green: '#215420',
  slate: '#36444f',
  cyan: '#0d4f66',
};
/** Of a portal whose clinic has chosen none. */
export const DELIVERED_INK = '#0c636c';

/** The states of a visit that have a colour of their own; those that end one share the last. */
export const COLORED_STATES = [
  'booked',
  'confirmed',
  'arrived',
  'checked_in',
  'in_room',
  'with_doctor',
  'completed',
  'ended',
] as const;
