/** What is handed to a patient: the way through the house, or the next visit on a card. */
export const SLIP_KINDS = ['routing-slip', 'appointment-card'] as const;
export type SlipKind = (typeof SLIP_KINDS)[number];
