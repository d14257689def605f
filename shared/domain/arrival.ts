import { addMinutes, type Instant } from '../time/instant.ts';

/** Earlier than this nobody is waited for; whoever is here by then has the desk to speak to. */
const OPENS_MIN = 60;

export type ArrivalWindow = { readonly opensAt: Instant; readonly closesAt: Instant };

/** From when until when patients may say by themselves that they have come: after their time it is the desk's to judge. */
export function arrivalWindow(visit: {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}): ArrivalWindow {
  return { opensAt: addMinutes(visit.startsAt, -OPENS_MIN), closesAt: visit.endsAt };
}
