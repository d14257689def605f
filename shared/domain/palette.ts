/** The named colours that a clinic chooses from, each drawn for light and for dark. */
export const PALETTE = ['teal', 'blue', 'violet', 'rose', 'amber', 'green', 'slate', 'cyan'] as const;

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
