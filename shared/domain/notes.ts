/** For so long after a visit its doctor is reminded of a note that is not signed. */
export const NOTES_DUE_DAYS = 90;
