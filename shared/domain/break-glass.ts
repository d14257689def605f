/** How long a chart opened with a reason stays open, and how much has to be said. How often is the clinic's setting. */
export const BREAK_GLASS = { minutes: 30, minReasonLength: 10 } as const;
