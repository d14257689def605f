import {
  createHash,
  generateKeyPairSync,
  KeyObject,
  randomBytes,
  webcrypto as crypto,
  sign,
} from 'node:crypto';
import type { PasskeyProof } from '../../shared/contracts/passkey-proof.ts';
import type { FinishPasskey, PasskeyCreation, PasskeyRequest } from '../../shared/contracts/passkeys.ts';

/** How an answer differs from the right one. */
export type Wrong = {
  readonly origin?: string;
  readonly hostName?: string;
  readonly challenge?: string;
  /** The person was not looked at: no finger, no PIN. */
  readonly isUnverified?: boolean;
  /** The device has counted so far; 0 for one that does not count. */
  readonly counter?: number;
  readonly userHandle?: string;
  readonly type?: string;
  /** The page stood in a frame of another's. */
  readonly isFramed?: boolean;
  /** Signed by a key that is not the passkey's. */
  readonly isForged?: boolean;
  /** What vouches for the new key; nothing, unless said otherwise. */
  readonly attests?: 'itself' | 'by certificate' | 'oddly';
};

type Answer<T> = Omit<T, 'attempt'>;

export type Authenticator = {
  readonly credentialId: string;
  create(options: PasskeyCreation['options'], wrong?: Wrong): Promise<Answer<FinishPasskey>>;
  get(options: PasskeyRequest['options'], wrong?: Wrong): Answer<PasskeyProof>;
};

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_KEY = 0x40;

/** A device that holds one passkey (ES256) and answers a page of `origin`, as WebAuthn has it. */
export function createAuthenticator(origin: string): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let holder = randomBytes(36).toString('base64url');
  let count = 0;

  function clientData(type: string, challenge: string, wrong: Wrong): Buffer {
    const told = { type: wrong.type ?? type, challenge: wrong.challenge ?? challenge };
    return Buffer.from(
      JSON.stringify({ ...told, origin: wrong.origin ?? origin, crossOrigin: wrong.isFramed === true }),
    );
  }
  function authenticatorData(hostName: string, wrong: Wrong, key?: Buffer): Buffer {
    const flags = USER_PRESENT | (wrong.isUnverified === true ? 0 : USER_VERIFIED) | (key ? HAS_KEY : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(wrong.counter ?? count);
    const parts = [sha256(wrong.hostName ?? hostName), Buffer.from([flags]), counter];
    return Buffer.concat(key === undefined ? parts : [...parts, key]);
  }

  return {
    credentialId: id.toString('base64url'),
    async create({ challenge, rp, user }, wrong = {}) {
      holder = user.id;
      const key = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey(publicKey)]);
      const authData = authenticatorData(rp.id, wrong, key);
      const data = clientData('webauthn.create', challenge, wrong);
      const signed = Buffer.concat([authData, sha256(data)]);
      const attestation = new Map<string, Cbor>([
        ...(await statement(wrong.attests, signed, privateKey)),
        ['authData', authData],
      ]);
      return {
        id: id.toString('base64url'),
        clientDataJSON: data.toString('base64url'),
        attestationObject: cbor(attestation).toString('base64url'),
        transports: ['internal'],
      };
    },
    get({ challenge, rpId }, wrong = {}) {
      count += 1;
      const data = clientData('webauthn.get', challenge, wrong);
      const authData = authenticatorData(rpId, wrong);
      const key = wrong.isForged === true ? anotherKey() : privateKey;
      return {
        id: id.toString('base64url'),
        clientDataJSON: data.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: sign('sha256', Buffer.concat([authData, sha256(data)]), key).toString('base64url'),
        userHandle: wrong.userHandle ?? holder,
      };
    },
  };
}

/** Who vouches for a new key: nobody, the key itself, or a certificate as devices are sold with. */
async function statement(
  attests: Wrong['attests'],
  signed: Buffer,
  own: KeyObject,
): Promise<[string, Cbor][]> {
  if (attests === undefined || attests === 'oddly')
    return [
      ['fmt', attests === undefined ? 'none' : 'odd'],
      ['attStmt', new Map()],
    ];
  const certified = attests === 'itself' ? undefined : await certificate();
  const parts: [string, Cbor][] = [
    ['alg', -7],
    ['sig', sign('sha256', signed, certified?.key ?? own)],
  ];
  if (certified !== undefined) parts.push(['x5c', [certified.bytes]]);
  return [
    ['fmt', 'packed'],
    ['attStmt', new Map(parts)],
  ];
}

async function certificate(): Promise<{ key: KeyObject; bytes: Buffer }> {
  await import('reflect-metadata');
  const { BasicConstraintsExtension, X509CertificateGenerator } = await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const made = await X509CertificateGenerator.createSelfSigned({
    name: 'C=DE, O=Keys, OU=Authenticator Attestation, CN=Key 1',
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2120-01-01T00:00:00Z'),
    signingAlgorithm: algorithm,
    // The same keys; Node and the DOM list their uses in types of their own.
    keys: keys as CryptoKeyPair,
    extensions: [new BasicConstraintsExtension(false)],
  });
  return { key: KeyObject.from(keys.privateKey), bytes: Buffer.from(made.rawData) };
}

function anotherKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

/** A public key as devices write it (RFC 9053): EC2, ES256, P-256, x, y. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return cbor(
    new Map<number, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  );
}

type Cbor = number | string | Buffer | readonly Cbor[] | ReadonlyMap<string | number, Cbor>;

/** As much of RFC 8949 as devices need. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (value instanceof Map) {
    const entries = [...(value as ReadonlyMap<string | number, Cbor>)];
    return Buffer.concat([head(5, entries.length), ...entries.flatMap(([key, of]) => [cbor(key), cbor(of)])]);
  }
  const items = value as readonly Cbor[];
  return Buffer.concat([head(4, items.length), ...items.map(cbor)]);
}

function head(major: number, length: number): Buffer {
  const type = major << 5;
  if (length < 24) return Buffer.from([type | length]);
  if (length < 256) return Buffer.from([type | 24, length]);
  return Buffer.from([type | 25, length >> 8, length & 0xff]);
}

function sha256(bytes: string | Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
