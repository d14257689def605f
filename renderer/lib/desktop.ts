import { DESKTOP_BRIDGE, type DesktopBridge } from '../../shared/desktop-bridge.ts';

/** What the desktop window offers beside the clinic itself; undefined in a browser. */
export function desktopBridge(): DesktopBridge | undefined {
  return (window as { [DESKTOP_BRIDGE]?: DesktopBridge })[DESKTOP_BRIDGE];
}
