import { hostname, networkInterfaces } from 'node:os';
import { domainToASCII } from 'node:url';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const EVERYWHERE = new Set(['0.0.0.0', '::', '[::]']);
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::([1-9]\d{0,4}))?$/;
const MAX_PORT = 65_535;

export type HostNames = {
  /** What pages are loaded from by a proxy that ends TLS before us, where the clinic names one. */
  readonly publicOrigin: string | undefined;
  /**
   * Whether a Host header names this server: loopback, this computer's or a configured name, or the very address
   * the connection came in by. The last needs no list, so an address the PC is given later is known at once, and a name that
   * a foreign DNS points here never is (DNS rebinding). Any port is good: a forwarded one is no other server.
   */
  isOurs(host: string | undefined, localAddress: string | undefined): boolean;
};

export function createHostNames(config: {
  readonly host: string;
  readonly allowedHosts: readonly string[];
  readonly publicUrl?: string | undefined;
}): HostNames {
  const publicly = config.publicUrl === undefined ? undefined : new URL(config.publicUrl);
  const own = EVERYWHERE.has(config.host) ? [] : [bracketed(config.host.toLowerCase())];
  const names = new Set([...LOOPBACK, ...computerNames(), ...config.allowedHosts, ...own]);
  if (publicly !== undefined) names.add(publicly.hostname);
  return {
    publicOrigin: publicly?.origin,
    isOurs: (host, localAddress) => {
      const name = host === undefined ? undefined : nameIn(host);
      if (name === undefined) return false;
      return names.has(name) || (localAddress !== undefined && name === asInHost(localAddress));
    },
  };
}

/** What this PC is called on its networks, in the letters of DNS; the second name is the one phones find it by. */
export function computerNames(): string[] {
  const name = domainToASCII(hostname());
  if (name === '') return [];
  return name.includes('.') ? [name] : [name, `${name}.local`];
}

/** This PC's addresses on its networks, as a browser writes them. */
export function lanAddresses(): string[] {
  return (
    Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      // A link-local IPv6 address means nothing without its interface.
      .filter((address) => !address.internal && !address.address.startsWith('fe80:'))
      .map((address) => bracketed(address.address))
  );
}

/** The name without its port, in lower case; undefined where the header is not of the form it must have. */
function nameIn(host: string): string | undefined {
  const [, name, port] = HOST.exec(host.toLowerCase()) ?? [];
  return port !== undefined && Number(port) > MAX_PORT ? undefined : name;
}

/** A socket's address as a browser writes it: IPv4 without its IPv6 disguise, IPv6 without its interface. */
function asInHost(address: string): string {
  return bracketed(address.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, ''));
}

function bracketed(address: string): string {
  return address.includes(':') && !address.startsWith('[') ? `[${address}]` : address;
}
