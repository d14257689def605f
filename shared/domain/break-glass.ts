/** How long a chart opened with a reason stays open, how often a doctor may do that, and how much has to be said. */
export const BREAK_GLASS = { minutes: 30, perDay: 5, minReasonLength: 10 } as const;
