import { app } from 'electron';
import { BADGE_CHANNEL, type DesktopChannel, isBadgeCount } from '../../shared/desktop-bridge.ts';

/**
 * Who may speak on a channel. There is one kind so far: the page that this very clinic serves. Being in
 * the window grants nothing else; whatever is about the clinic goes over HTTP, with a sign-in.
 */
export const CHANNEL_POLICIES = ['own_page'] as const;
type ChannelPolicy = (typeof CHANNEL_POLICIES)[number];

export type Channel = {
  readonly policy: ChannelPolicy;
  /** Does what is asked; throws, for the page to read, at anything but its own kind of input. */
  readonly handle: (input: unknown) => void;
};

/** Everything a page can ask of the desktop beside the clinic itself. */
export const CHANNELS: Readonly<Record<DesktopChannel, Channel>> = {
  [BADGE_CHANNEL]: {
    policy: 'own_page',
    handle: (count) => {
      if (!isBadgeCount(count)) throw new Error('refused: not a count');
      app.setBadgeCount(count);
    },
  },
};
