import { BlockList, isIP } from 'node:net';

/** Addresses that no router of the internet passes on (RFC 1918, 3927, 4193, 4291), and this computer itself. */
const INSIDE = [
  ['127.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['::1', 128, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
] as const;

const inside = new BlockList();
for (const [address, bits, family] of INSIDE) inside.addSubnet(address, bits, family);

/** Where a call came from: the address, and whether that is only of somebody who passed it on. */
type CalledFrom = { readonly address: string; readonly isRelayed?: boolean };

/** Whether somebody who calls from here is in the house. What is no address is not, nor whoever is behind one that passes calls on. */
export function isInClinicNetwork({ address, isRelayed }: CalledFrom): boolean {
  return isRelayed !== true && isInside(address);
}

function isInside(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  const family = isIP(plain);
  return family !== 0 && inside.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}
