import { toInstant } from '../../shared/time/instant.ts';
import type { TestClinic } from './start-clinic.ts';

/** Everybody has shown once that the address they sign in with is theirs. */
export async function proveEmails({ db }: Pick<TestClinic, 'db'>): Promise<void> {
  const emailVerifiedAt = toInstant('2026-01-05T08:00:00Z');
  await db.transact(({ q }) => q.updateTable('appUser').set({ emailVerifiedAt }).execute());
}
