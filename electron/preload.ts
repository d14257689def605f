import { contextBridge, ipcRenderer } from 'electron';
import { BADGE_CHANNEL, DESKTOP_BRIDGE, type DesktopBridge } from '../shared/desktop-bridge.ts';

const bridge: DesktopBridge = {
  platform: process.platform,
  setBadge: (count) => ipcRenderer.invoke(BADGE_CHANNEL, count) as Promise<void>,
};

contextBridge.exposeInMainWorld(DESKTOP_BRIDGE, bridge);
