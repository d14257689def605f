/** What the desktop window offers its pages beside the ordinary clinic server; browsers have none of it. */
export type DesktopBridge = {
  readonly platform: string;
  /** A number on the program's icon, 0 for none: how many requests wait. */
  setBadge(count: number): Promise<void>;
  /** Nobody is at the computer any more: it goes to sleep, or its own screen is locked. */
  onAway(listener: () => void): void;
};

/** The property of `window` under which a page finds the bridge. */
export const DESKTOP_BRIDGE = 'medlinkDesktop';

export const BADGE_CHANNEL = 'desktop:set-badge';
/** The one thing the desktop says to its page by itself. */
export const AWAY_CHANNEL = 'desktop:away';
/** The names under which a page may speak to the desktop. */
export type DesktopChannel = typeof BADGE_CHANNEL;

const MOST_ON_A_BADGE = 9999;

export function isBadgeCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MOST_ON_A_BADGE;
}
