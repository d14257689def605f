/** Ordered from least to most urgent. */
export const URGENCIES = ['low', 'medium', 'high', 'emergency'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Higher is more urgent; urgency is sorted by this number, never by its name. */
export const URGENCY_RANK = { low: 1, medium: 2, high: 3, emergency: 4 } as const satisfies Record<
  Urgency,
  number
>;
