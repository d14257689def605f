import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Crockford's: nothing in it is taken for anything else when read out or typed. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 10;
const SHORT_LENGTH = 8;

export type Seal = {
  /** Bound to what it belongs to: one row's secret does not open as another's. */
  close(secret: string, belongsTo: string): string;
  /** Undefined where the key is another one, or the text was changed. */
  open(sealed: string, belongsTo: string): string | undefined;
  /** A fingerprint of a code short enough to be tried out by whoever has the table but not the key. */
  fingerprint(code: string, belongsTo: string): string;
};

/** Keeps secrets in the database that only this folder's key opens. */
export function createSeal(key: Buffer): Seal {
  const sealing = createHmac('sha256', key).update('seal').digest();
  const printing = createHmac('sha256', key).update('fingerprint').digest();
  return {
    close(secret, belongsTo) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, sealing, nonce).setAAD(Buffer.from(belongsTo));
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(sealed, belongsTo) {
      const bytes = Buffer.from(sealed, 'base64url');
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
      try {
        const decipher = createDecipheriv(CIPHER, sealing, nonce)
          .setAAD(Buffer.from(belongsTo))
          .setAuthTag(tag);
        const body = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([body, decipher.final()]).toString('utf8');
      } catch {
        // Another key or a changed text: to the caller there is no secret.
        return undefined;
      }
    },
    fingerprint: (code, belongsTo) =>
      createHmac('sha256', printing).update(`${belongsTo} ${code}`).digest('base64url'),
  };
}

/** 128 random bits for a link. */
export function newLinkSecret(): string {
  return randomBytes(16).toString('base64url');
}

/** Enough for a secret too long to be tried out. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** 50 random bits that a person can read from paper: `7K2QM-X4T9A`. */
export function newCode(): string {
  const letters = Array.from(randomBytes(CODE_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return `${letters.slice(0, CODE_LENGTH / 2)}-${letters.slice(CODE_LENGTH / 2)}`;
}

/** A code as it was given out, from however it was typed. */
export function readCode(typed: string): string {
  return typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}

/** 40 bits of a fingerprint, as a person types them: `7K2Q-MX4T`. */
export function shortCodeOf(fingerprint: string): string {
  const bytes = Buffer.from(fingerprint, 'base64url').subarray(0, SHORT_LENGTH);
  const letters = Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return `${letters.slice(0, SHORT_LENGTH / 2)}-${letters.slice(SHORT_LENGTH / 2)}`;
}
