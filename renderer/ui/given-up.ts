/** Thrown by a save that the person has thought better of: nothing was refused. */
export class GivenUp extends Error {}
