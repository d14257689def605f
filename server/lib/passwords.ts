import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { DEFAULT_SECURITY_SETTINGS, type SecuritySettings } from '../../shared/domain/security-settings.ts';
import { createTurnstile } from './turnstile.ts';

export type HashCost = Pick<SecuritySettings, 'hashMemoryKiB' | 'hashIterations' | 'hashParallelism'>;

/** One core stays for everything else, whoever signs in; who comes beyond that waits in line. */
const hashing = createTurnstile(Math.max(1, availableParallelism() - 1));

/** argon2id on a thread of the pool, never on the main one. */
export function hashPassword(password: string, cost: HashCost = DEFAULT_SECURITY_SETTINGS): Promise<string> {
  const options = {
    memoryCost: cost.hashMemoryKiB,
    timeCost: cost.hashIterations,
    parallelism: cost.hashParallelism,
  };
  return hashing.pass(() => hash(normalized(password), options));
}

export function isPasswordRight(passwordHash: string, password: string): Promise<boolean> {
  return hashing.pass(() => verify(passwordHash, normalized(password)));
}

/** Whether the hash was made at another cost than this one. */
export function isHashOutdated(passwordHash: string, cost: HashCost): boolean {
  const { hashMemoryKiB, hashIterations, hashParallelism } = cost;
  const head = `$argon2id$v=19$m=${hashMemoryKiB},t=${hashIterations},p=${hashParallelism}$`;
  return !passwordHash.startsWith(head);
}

/** Two keyboards may write one letter as different code points. */
function normalized(password: string): string {
  return password.normalize('NFKC');
}
