import type { DisplayKind } from '../../shared/domain/displays.ts';

const secretKey = (kind: DisplayKind) => `medlink.display.${kind}`;
const MUTED = 'medlink.display.muted';

/** What this device was paired with; it stays through restarts, and is nobody's sign-in. */
export function readDeviceSecret(kind: DisplayKind): string | null {
  return localStorage.getItem(secretKey(kind));
}

export function keepDeviceSecret(kind: DisplayKind, secret: string | null): void {
  if (secret === null) localStorage.removeItem(secretKey(kind));
  else localStorage.setItem(secretKey(kind), secret);
}

export function isDeviceMuted(): boolean {
  return localStorage.getItem(MUTED) === '1';
}

export function keepDeviceMuted(isMuted: boolean): void {
  if (isMuted) localStorage.setItem(MUTED, '1');
  else localStorage.removeItem(MUTED);
}
