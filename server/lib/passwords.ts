import { channel } from 'node:diagnostics_channel';
import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { normalizedPassword } from '../../shared/domain/password-rules.ts';
import { DEFAULT_SECURITY_SETTINGS, type SecuritySettings } from '../../shared/domain/security-settings.ts';
import { tooMany } from './limits.ts';
import { createTurnstile } from './turnstile.ts';

export type HashCost = Pick<SecuritySettings, 'hashMemoryKiB' | 'hashIterations' | 'hashParallelism'>;

/** A hash up to its salt, such as `$argon2id$v=19$m=19456,t=2,p=1$`: what it costs to compare with it. */
export type HashHead = string;

/** Tells whoever listens what each comparison costs; never with what. */
const compared = channel('medlink.password.compared');

/**
 * One core stays for everything else, whoever signs in; who comes beyond that waits in line, where accounts take turns:
 * one that asks for its password to be compared all the time, from as many screens as it likes, keeps nobody else out.
 */
const hashing = createTurnstile(Math.max(1, availableParallelism() - 1));

/** More than any person's screens ask for at once. */
const WAITING_AT_MOST = { name: 'passwords', max: 50, windowSec: 1 };

async function inLine<T>(whose: string | undefined, work: () => Promise<T>): Promise<T> {
  const { max, windowSec } = WAITING_AT_MOST;
  if (whose !== undefined && hashing.waitingOf(whose) >= max) throw tooMany(WAITING_AT_MOST, windowSec);
  return hashing.pass(work, whose);
}

/**
 * argon2id on a thread of the pool, never on the main one. `whose` it is, where somebody is signed in; throws
 * `rate_limited` where too much of theirs is waiting.
 */
export function hashPassword(
  password: string,
  cost: HashCost = DEFAULT_SECURITY_SETTINGS,
  whose?: string,
): Promise<string> {
  const options = {
    memoryCost: cost.hashMemoryKiB,
    timeCost: cost.hashIterations,
    parallelism: cost.hashParallelism,
  };
  return inLine(whose, () => hash(normalizedPassword(password), options));
}

/** `whose`: the account, also where none has the name that was given. */
export function isPasswordRight(passwordHash: string, password: string, whose?: string): Promise<boolean> {
  compared.publish({ head: headOf(passwordHash) });
  return inLine(whose, () => verify(passwordHash, normalizedPassword(password)));
}

/** Whether the hash was made at another cost than this one. */
export function isHashOutdated(passwordHash: string, cost: HashCost): boolean {
  return headOf(passwordHash) !== headOfCost(cost);
}

const HEAD = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/;

/** Undefined for what is no hash of ours, such as that of an account without a password. */
export function headOf(passwordHash: string): HashHead | undefined {
  return HEAD.exec(passwordHash)?.[0];
}

export function headOfCost({ hashMemoryKiB, hashIterations, hashParallelism }: HashCost): HashHead {
  return `$argon2id$v=19$m=${hashMemoryKiB},t=${hashIterations},p=${hashParallelism}$`;
}

export function costOfHead(head: HashHead): HashCost {
  const [hashMemoryKiB = 0, hashIterations = 0, hashParallelism = 0] = (HEAD.exec(head) ?? [])
    .slice(1)
    .map(Number);
  return { hashMemoryKiB, hashIterations, hashParallelism };
}
