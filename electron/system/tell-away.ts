import { type BrowserWindow, powerMonitor } from 'electron';
import { AWAY_CHANNEL } from '../../shared/desktop-bridge.ts';

/** Tells the window's page that nobody is at the computer any more, so that it takes the patients off the screen. */
export function tellAway(window: BrowserWindow): void {
  const tell = () => {
    if (!window.isDestroyed()) window.webContents.send(AWAY_CHANNEL);
  };
  powerMonitor.on('suspend', tell);
  powerMonitor.on('lock-screen', tell);
}
