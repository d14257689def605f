/** What a page may ask of the device: its passkeys. */
const PERMISSIONS = [
  ...[
    'accelerometer',
    'autoplay',
    'camera',
    'display-capture',
    'encrypted-media',
    'geolocation',
    'gyroscope',
  ],
  ...['hid', 'magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb', 'xr-spatial-tracking'],
].map((feature) => `${feature}=()`);

/**
 * On every answer, whoever writes it. What is no page may load, frame or send nothing at all, and is kept by
 * no cache: pages and hashed files say otherwise themselves.
 *
 * No Strict-Transport-Security: browsers ignore it for addresses, by which most devices come; under a name it would
 * hold for whatever else that computer serves, and would bar a new device from the page that says whom to trust.
 */
export const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': [
    ...PERMISSIONS,
    'publickey-credentials-create=(self)',
    'publickey-credentials-get=(self)',
  ].join(', '),
  'x-permitted-cross-domain-policies': 'none',
  'cache-control': 'no-store',
} as const;

/** The same for answers written by hand, before or beside Node's own HTTP. */
export const SECURITY_HEADER_LINES = Object.entries(SECURITY_HEADERS)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');

const ENTRIES = Object.entries(SECURITY_HEADERS);

export function setSecurityHeaders(response: { setHeader(name: string, value: string): unknown }): void {
  for (const [name, value] of ENTRIES) response.setHeader(name, value);
}
