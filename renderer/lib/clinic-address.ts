import { useOverview } from './use-overview.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether this page came by a name that means another computer to everybody else. */
export function isOwnComputer(): boolean {
  return LOOPBACK.has(window.location.hostname);
}

/** What others begin an address with: at the clinic's own computer that is not what its page began with. */
export function useClinicAddress(): string {
  const networkAddress = useOverview()?.networkAddress ?? null;
  return isOwnComputer() && networkAddress !== null ? networkAddress : window.location.origin;
}
