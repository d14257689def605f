import type { HoldSlot } from '../contracts/holds.ts';
import type { HeldSlot } from '../domain/hold.ts';
import type { Instant } from '../time/instant.ts';
import type { CallNames } from '../domain/displays.ts';
import type { Change } from './changes.ts';

/** What the server says to a screen. */
export type ServerToClient = {
  /** Everything one commit (or one tick of many) changed, oldest first. */
  changes: (changes: Change[], meta: { committedAtMs: number }) => void;
  /** The sign-in behind this socket is over; the server closes it right after. */
  signedOut: () => void;
  /** The session is locked until its person is back; the server closes the socket right after. */
  locked: () => void;
  /** The slots that are being booked, all that this screen may show; after each change, and at first. */
  held: (slots: HeldSlot[], meta: { now: Instant }) => void;
  /** The server goes down in good order; reconnect. */
  closing: () => void;
};

/** What a screen says to the server. It joins no room by itself: the server knows where it belongs. */
export type ClientToServer = {
  /** Round trip for the lamp. */
  ping: (answer: (serverTime: string) => void) => void;
  /** A slot is chosen in a dialog; answered with the id it is held under, null where it is refused. */
  hold: (slot: HoldSlot, answer: (id: string | null) => void) => void;
  /** The dialog is still open. */
  holding: (answer: () => void) => void;
  release: (answer: () => void) => void;
};

/** Somebody who is called, as the whole waiting room may read it. */
export type ShownCall = {
  /** Grows with each call: a screen knows by it what it has not shown yet. */
  readonly id: number;
  /** A ticket or initials. */
  readonly label: string;
  readonly room: string | null;
  readonly at: Instant;
};

/** Where devices on the wall have their own line: theirs is no sign-in of a person, and they hear nothing else. */
export const DISPLAY_LINE = '/displays';

/** What the server says to a device on the wall. Whatever such a device says is not heard. */
export type ServerToDisplay = {
  /** The newest first; at first, and after each change. */
  calls: (calls: ShownCall[], meta: { now: Instant; name: string; shows: CallNames }) => void;
  /** The device was removed; the server closes the line right after. */
  removed: () => void;
};
