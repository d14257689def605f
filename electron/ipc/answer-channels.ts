import { ipcMain } from 'electron';
import { isAtAddress } from '../windows/addresses.ts';
import { type Channel, CHANNEL_POLICIES } from './channels.ts';

/** The one place that listens to pages: each channel to those its policy lets speak, and no channel without one. */
export function answerChannels(address: string, channels: Readonly<Record<string, Channel>>): void {
  requireChannelPolicies(channels);
  for (const [name, { handle }] of Object.entries(channels)) {
    ipcMain.handle(name, (event, input: unknown) => {
      if (!isAtAddress(event.senderFrame?.url ?? '', address)) throw new Error('refused: another page');
      handle(input);
    });
  }
}

function requireChannelPolicies(channels: Readonly<Record<string, { readonly policy?: unknown }>>): void {
  const known: readonly unknown[] = CHANNEL_POLICIES;
  for (const [name, channel] of Object.entries(channels)) {
    if (!known.includes(channel.policy)) throw new Error(`the channel ${name} names no policy`);
  }
}
