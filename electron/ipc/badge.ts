import { app, ipcMain } from 'electron';
import { BADGE_CHANNEL, isBadgeCount } from '../../shared/desktop-bridge.ts';
import { isAtAddress } from '../windows/addresses.ts';

/** Only our own page may set the badge, and only to a small whole number. */
export function answerBadge(address: string): void {
  ipcMain.handle(BADGE_CHANNEL, (event, count: unknown) => {
    if (!isAtAddress(event.senderFrame?.url ?? '', address)) throw new Error('refused: another page');
    if (!isBadgeCount(count)) throw new Error('refused: not a count');
    app.setBadgeCount(count);
  });
}
