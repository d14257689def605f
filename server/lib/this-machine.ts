import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Whether a connection from here was made on this very computer: over its loopback, or to one of its own addresses. */
export function isThisMachine(address: string): boolean {
  if (isIP(address) === 0) return false;
  if (address === '::1' || address.startsWith('127.')) return true;
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return own.some((one) => one.address === address);
}
