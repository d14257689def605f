import { createHash, createHmac, randomBytes } from 'node:crypto';

/** 256 random bits; only its hash is stored. */
export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashRefreshToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/**
 * The token that follows this one. Being worked out from it, a lost answer or a second tab that asks
 * again gets the same one, although nothing but hashes is stored.
 */
export function successorOf(token: string, secret: string): string {
  return createHmac('sha256', Buffer.from(secret, 'base64url')).update(token).digest('base64url');
}
