/** Devices on the wall or at the door. They are nobody: each is good for the one thing it is there for. */
export const DISPLAY_KINDS = ['calls', 'kiosk'] as const;
export type DisplayKind = (typeof DISPLAY_KINDS)[number];

/** How a call screen names people, in a room full of others. */
export const CALL_NAMES = ['ticket', 'initials'] as const;
export type CallNames = (typeof CALL_NAMES)[number];

export const DISPLAYS_AT_MOST = 20;
/** For as long as it takes to walk to the device. */
export const PAIRING_CODE_MIN = 10;
/** The last ones, the newest large. */
export const CALLS_SHOWN = 7;

/** Enough together with a birth date, and quickly typed. */
export const LETTERS_ASKED = 3;
/** Whatever was typed or shown is gone after so long: the next one is somebody else. */
export const KIOSK_RESET_SEC = 20;

/** Where somebody said that they are here. */
export const ARRIVAL_WAYS = ['desk', 'kiosk', 'portal'] as const;
export type ArrivalWay = (typeof ARRIVAL_WAYS)[number];

/** `M. L.`; a name that was erased has none. */
export function initialsOf(person: { readonly givenName: string; readonly familyName: string }): string {
  const letters = [person.givenName, person.familyName].map((name) => Array.from(name.trim())[0]);
  return letters
    .filter((letter) => letter !== undefined)
    .map((letter) => `${letter.toLocaleUpperCase()}.`)
    .join(' ');
}
