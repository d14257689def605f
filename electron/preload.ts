import { contextBridge, ipcRenderer } from 'electron';
import { AWAY_CHANNEL, BADGE_CHANNEL, DESKTOP_BRIDGE, type DesktopBridge } from '../shared/desktop-bridge.ts';

const bridge: DesktopBridge = {
  platform: process.platform,
  setBadge: (count) => ipcRenderer.invoke(BADGE_CHANNEL, count) as Promise<void>,
  onAway: (listener) => {
    // The event itself stays here: it would hand the page a way to the main process.
    ipcRenderer.on(AWAY_CHANNEL, () => listener());
  },
};

contextBridge.exposeInMainWorld(DESKTOP_BRIDGE, bridge);
