const ORIGIN = /^(https?):\/\/([a-z0-9._-]+)(?::\d+)?$/;
/** What browsers read as an IPv4 address ends in a number, in one of several spellings. */
const ENDS_IN_NUMBER = /(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$/;

/**
 * The name passkeys are bound to where a page has this origin (the RP ID of WebAuthn); undefined where browsers
 * lend none: over plain HTTP, but for this machine itself, and where the clinic is reached by a number.
 */
export function passkeyHostOf(origin: string): string | undefined {
  const [, scheme, host] = ORIGIN.exec(origin.toLowerCase()) ?? [];
  if (host === undefined || ENDS_IN_NUMBER.test(host)) return undefined;
  const isHere = host === 'localhost' || host.endsWith('.localhost');
  return scheme === 'https' || isHere ? host : undefined;
}
