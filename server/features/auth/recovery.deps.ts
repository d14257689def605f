import type { PatientId, UserId } from '../../../shared/ids.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Mail } from '../../lib/mail.ts';
import type { Seal } from '../../lib/seal.ts';
import type { Row } from '../../db/schema.ts';
import type { Actor } from '../../trpc/context.ts';
import type { LanguagesService } from '../languages/languages.service.ts';
import type { SecuritySettingsStore } from '../security/security-settings.ts';
import type { Addressee } from './account-mail.ts';
import type { ConfirmPassword } from './confirmed.ts';
import type { LetterLimits } from './letter-limits.ts';
import type { Sessions } from './sessions.ts';
import type { SignInGuard } from './sign-in-guard.ts';

/** The addresses of a person's calendars, which another feature keeps. */
export type CalendarAddresses = {
  /** Answers how many there were. */
  dropAllOf(
    tx: Transaction,
    whose: { userId: UserId; patientId: PatientId | null; by: Actor | null; subtype: string },
  ): Promise<number>;
};

/** What the ways back into an account are made of. */
export type RecoveryDeps = {
  readonly db: Db;
  readonly clock: Clock;
  /** What the clinic's computer shows, set back or not: the clocks of authenticators know nothing of ours. */
  readonly deviceClock: Clock;
  readonly seal: Seal;
  /** Null where the clinic has no mail server. */
  readonly mail: Mail | null;
  /** What links to this clinic begin with, such as `http://192.168.1.20:4780`. */
  readonly linkBase: () => string;
  readonly clinicName: (q: Query) => Promise<string>;
  readonly languages: Pick<LanguagesService, 'ofUser'>;
  readonly settings: Pick<SecuritySettingsStore, 'now' | 'current'>;
  readonly sessions: Pick<Sessions, 'endAllOf' | 'endOpenedBy'>;
  readonly calendars: CalendarAddresses;
  readonly guard: SignInGuard;
  readonly letters: LetterLimits;
  /** What comparing passwords costs is looked up anew: a stored hash was replaced. */
  readonly forgetCosts: () => void;
  readonly confirmPassword: ConfirmPassword;
};

/** A mail to the address somebody signs in with. */
export async function addressee(
  deps: Pick<RecoveryDeps, 'clinicName' | 'languages'>,
  q: Query,
  { id, email, name }: Pick<Row<'appUser'>, 'id' | 'email' | 'name'>,
): Promise<Addressee> {
  const language = await deps.languages.ofUser(q, id);
  return { to: email, name, clinicName: await deps.clinicName(q), language };
}
