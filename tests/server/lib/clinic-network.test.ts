import { describe, expect, it } from 'vitest';
import { isInClinicNetwork } from '../../../server/lib/clinic-network.ts';

describe('the clinic’s own network', () => {
  it.each([
    '127.0.0.1',
    '10.0.0.7',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.178.20',
    '169.254.9.9',
    '::1',
    'fd12:3456:789a::1',
    'fe80::1%eth0',
    '::ffff:192.168.1.5',
    '::ffff:10.0.0.1',
  ])('holds %s', (address) => {
    expect(isInClinicNetwork({ address })).toBe(true);
  });

  it.each([
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '192.169.0.1',
    '100.64.0.1',
    '2001:db8::1',
    '::ffff:8.8.8.8',
    'fec0::1',
    '203.0.113.9',
    '',
    'unknown',
    '10.0.0',
    '192.168.1.5, 8.8.8.8',
  ])('does not hold %s', (address) => {
    expect(isInClinicNetwork({ address })).toBe(false);
  });

  it('does not hold those whose calls somebody in it passes on', () => {
    expect(isInClinicNetwork({ address: '192.168.1.5', isRelayed: true })).toBe(false);
    expect(isInClinicNetwork({ address: '127.0.0.1', isRelayed: true })).toBe(false);
    expect(isInClinicNetwork({ address: '192.168.1.5', isRelayed: false })).toBe(true);
  });
});
