/** For how long an act can be taken back: minutes. */
export const UNDO_MIN = 10;
