import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Where a request comes from, as it counts for limits and stands in the trail. */
export type ClientAddressOf = (request: Pick<IncomingMessage, 'socket' | 'headers'>) => string;

const V4_IN_V6 = /^::ffff:(?=\d+\.)/i;
const WITH_PORT = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d+)?$/;

/** One address, or a network as `10.0.0.0/8`; false for anything else. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/**
 * Proxies the clinic names are asked whom they pass on (`X-Forwarded-For`, from the right, since each proxy adds
 * at the end); what anybody else writes there is not looked at. The first one that is no such proxy is the client.
 */
export function clientAddressReader(proxies: readonly string[]): ClientAddressOf {
  const trusted = listOf(proxies);
  return ({ socket, headers }) => {
    let client = plainAddress(socket.remoteAddress ?? '');
    const passedOn = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    while (isTrusted(trusted, client)) {
      const before = addressIn(passedOn.pop() ?? '');
      if (before === undefined) break;
      client = before;
    }
    return client;
  };
}

const RELAY_HEADERS = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'] as const;

/** Whether the call was passed on, and the address found for it is still that of whoever passed it on. */
export function isRelayed({ socket, headers }: Parameters<ClientAddressOf>[0], address: string): boolean {
  const isPeer = plainAddress(socket.remoteAddress ?? '') === address;
  return isPeer && RELAY_HEADERS.some((name) => headers[name] !== undefined);
}

/** Whether it is one of the clinic's own proxies that speaks here, for everybody behind it. */
export function isProxyOf(proxies: readonly string[]): (address: string | undefined) => boolean {
  const trusted = listOf(proxies);
  return (address) => address !== undefined && isTrusted(trusted, plainAddress(address));
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

function isTrusted(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** Some proxies write the port behind it. */
function addressIn(text: string): string | undefined {
  const [, inBrackets, v4] = WITH_PORT.exec(text.trim()) ?? [];
  const address = plainAddress(inBrackets ?? v4 ?? text.trim());
  return isIP(address) === 0 ? undefined : address;
}

function plainAddress(address: string): string {
  return address.replace(V4_IN_V6, '');
}
