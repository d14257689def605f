import { z } from 'zod';
import type { ConfirmRegistration, RegisterPatient } from '../../../shared/contracts/auth.ts';
import { LanguageName } from '../../../shared/contracts/languages.ts';
import { passwordProblem } from '../../../shared/domain/password-rules.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { UserId } from '../../../shared/ids.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import type { Row } from '../../db/schema.ts';
import type { Transaction } from '../../db/transact.ts';
import type { Ids } from '../../lib/ids.ts';
import type { Mail } from '../../lib/mail.ts';
import { hashPassword, isPasswordRight } from '../../lib/passwords.ts';
import { hashSecret, type Seal } from '../../lib/seal.ts';
import type { Caller } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { LanguagesService } from '../languages/languages.service.ts';
import type { PatientsService } from '../patients/patients.service.ts';
import { accountMail } from './account-mail.ts';
import type { IssuedSession } from './auth.presenter.ts';
import * as repo from './auth.repo.ts';
import { isSamePassword } from './confirmed.ts';
import type { LetterLimits } from './letter-limits.ts';
import type { Registrations } from './registration-limits.ts';
import { openFor, type SignInParts } from './way-in.ts';

export type RegisterParts = SignInParts & {
  readonly ids: Ids;
  readonly patients: Pick<PatientsService, 'openChart'>;
  readonly clinic: Pick<ClinicService, 'current'>;
  readonly linkBase: () => string;
  readonly languages: Pick<LanguagesService, 'ofClinic' | 'ofUser'>;
  readonly letters: LetterLimits;
  readonly registrations: Registrations;
};

const LINK_VALID_MIN = 60;
const SEALED_FOR = 'registration';

/** Everything an account is made of: until the mailbox has answered, the clinic itself keeps nothing of it. */
const Sealed = z.strictObject({
  email: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  birthDate: z.string(),
  phone: z.string().optional(),
  language: LanguageName.optional(),
  passwordHash: z.string(),
  expiresAt: z.string(),
});
type NewAccount = Pick<
  RegisterPatient,
  'email' | 'givenName' | 'familyName' | 'birthDate' | 'phone' | 'language'
> & {
  readonly passwordHash: string;
};

/**
 * Makes an account and a new chart, or sends the link that does: null then, whosever the address is. A chart of the
 * same name is never joined here: the desk merges, by ID.
 */
export async function register(
  parts: RegisterParts,
  caller: Caller,
  input: RegisterPatient,
): Promise<IssuedSession | null> {
  const { password, tokenInBody, requestId, ...fields } = input;
  const { clinicName } = (await parts.db.read(parts.clinic.current)).settings;
  const own = [input.givenName, input.familyName, input.email, clinicName];
  const problem = passwordProblem(password, 'patient', own);
  if (problem !== undefined) throw invalidField('password', problem);
  // Where the mailbox answers, nothing is learnt here of an address: strangers shut nobody out by trying theirs.
  const named = parts.mail === null ? input.email : undefined;
  const attempt = parts.guard.begin({ kind: 'register', account: named, address: caller.address });
  parts.registrations.count(caller.address);
  const passwordHash = await hashPassword(password, await parts.settings.now());
  const account = { ...fields, passwordHash };
  if (parts.mail !== null) {
    await askMailbox({ ...parts, mail: parts.mail }, caller, { account, clinicName });
    return null;
  }
  const user = await makeNow(parts, { account, password, requestId });
  const opened = await parts.db.transact(async (tx) => {
    // Asked once more by a call that was answered already, and changed since.
    if (!isSamePassword(user, await repo.findUser(tx.q, user.id))) throw new AppError('bad_credentials');
    return openFor(parts, tx, { userId: user.id, caller, hasScreen: !tokenInBody });
  });
  attempt.succeed();
  return parts.sessions.sign(opened);
}

type Making = { readonly account: NewAccount; readonly password: string; readonly requestId: string };

/**
 * Without mail: nothing can be proved of the address. Throws `email_taken`, and so tells who has an account: whoever
 * opens one is signed in by the answer, which an address of somebody else's can never be, and there is no mailbox to
 * give the difference to. An equal answer for all would mean that the desk lets each new account in. How many
 * addresses are tried is bounded instead, from one place and in all.
 */
async function makeNow(
  parts: RegisterParts,
  { account, password, requestId }: Making,
): Promise<Row<'appUser'>> {
  const { passwordHash: _, ...fields } = account;
  let isNew = false;
  const user = await parts.db.transact(async (tx) => {
    // The password stays out of the stored fingerprint of the call: it would let it be guessed offline.
    const call = { actorId: 'nobody', requestId, operation: 'auth.register', input: fields };
    const { userId } = await once(tx.q, { ...call, at: parts.clock.now() }, async () => {
      isNew = true;
      return { userId: await insertPatientUser(parts, tx, { account, emailVerifiedAt: null }) };
    });
    return repo.findUser(tx.q, userId);
  });
  if (user === undefined) throw new AppError('unauthenticated');
  if (!isNew && !(await isPasswordRight(user.passwordHash, password)))
    throw new AppError('request_id_reused');
  return user;
}

type Asking = { readonly account: NewAccount; readonly clinicName: string };

/** The same work, and the same answer, for an address that signs somebody in already: its holder is told instead. */
async function askMailbox(
  parts: RegisterParts & { readonly mail: Mail },
  { address, requestId }: Caller,
  { account, clinicName }: Asking,
): Promise<void> {
  const at = parts.clock.now();
  const { email: to } = account;
  const secret = sealRegistration(parts.seal, { ...account, expiresAt: addMinutes(at, LINK_VALID_MIN) });
  const { holder, language } = await parts.db.transact(async ({ q }) => {
    const user = await repo.findUserByEmail(q, to);
    const line = { action: 'E', subtype: 'user.askToRegister', objectType: 'user' } as const;
    await recordAudit(q, { who: null, at }, { ...line, objectId: user?.id, address, requestId });
    const { ofUser, ofClinic } = parts.languages;
    return {
      holder: user,
      language: await (user === undefined ? (account.language ?? ofClinic(q)) : ofUser(q, user.id)),
    };
  });
  if (!parts.letters.mayLeave('register', to, address)) return;
  // In the fragment: it reaches no server, no log and no other page's Referer.
  const link = `${parts.linkBase()}/portal/register#${secret}`;
  const letter = { to, clinicName, language };
  parts.mail.post(
    holder === undefined
      ? accountMail({ ...letter, name: null }, 'registration', link)
      : accountMail({ ...letter, name: holder.name }, 'addressInUse'),
  );
}

export function sealRegistration(seal: Seal, account: NewAccount & { readonly expiresAt: Instant }): string {
  return seal.close(JSON.stringify(account), SEALED_FOR);
}

/** Good until the address signs somebody in: a second time, or after another has come first, `email_taken`. */
export async function confirmRegistration(
  parts: RegisterParts,
  caller: Caller,
  { secret, password, tokenInBody }: ConfirmRegistration,
): Promise<IssuedSession> {
  const account = readSealed(parts.seal, secret);
  // Nobody finds one by trying: what is none is counted for the address alone, so that it fills no log.
  if (account === undefined) parts.guard.begin({ kind: 'registerLink', address: caller.address });
  const at = parts.clock.now();
  if (account === undefined || account.expiresAt <= at) throw notGood();
  await confirmChosen(parts, caller, { secret, password, passwordHash: account.passwordHash });
  const opened = await parts.db.transact(async (tx) => {
    // What came back from the mailbox has proved the address.
    const userId = await insertPatientUser(parts, tx, { account, emailVerifiedAt: at });
    return openFor(parts, tx, { userId, caller, hasScreen: !tokenInBody });
  });
  return parts.sessions.sign(opened);
}

/**
 * Else a stranger would fill in somebody's address and a password of their own, have the account opened by its reader,
 * and be in it with them.
 */
async function confirmChosen(
  parts: RegisterParts,
  { address, requestId }: Caller,
  chosen: { readonly secret: string; readonly password: string; readonly passwordHash: string },
): Promise<void> {
  // Each link has a count of its own: nobody keeps another's from being opened.
  const attempt = parts.guard.begin({ kind: 'registerLink', address, trusted: hashSecret(chosen.secret) });
  if (await isPasswordRight(chosen.passwordHash, chosen.password)) return attempt.succeed();
  const line = { action: 'E', subtype: 'user.register', outcome: 'failure', address, requestId } as const;
  await parts.db.transact(({ q }) => recordAudit(q, { who: null, at: parts.clock.now() }, line));
  throw invalidField('password', 'is not right');
}

function readSealed(seal: Seal, secret: string): z.infer<typeof Sealed> | undefined {
  const text = seal.open(secret, SEALED_FOR);
  return text === undefined ? undefined : Sealed.safeParse(JSON.parse(text)).data;
}

type Inserting = { readonly account: NewAccount; readonly emailVerifiedAt: Instant | null };

async function insertPatientUser(
  parts: RegisterParts,
  tx: Transaction,
  { account, emailVerifiedAt }: Inserting,
): Promise<UserId> {
  const at = parts.clock.now();
  // Says that the address is known, as it must where the clinic sends no mail: it has no other way to answer. It
  // counts as a guess, so that nobody asks through a list of addresses.
  if ((await repo.findUserByEmail(tx.q, account.email)) !== undefined) throw new AppError('email_taken');
  const { givenName, familyName, birthDate, phone, email, passwordHash } = account;
  const patientId = await parts.patients.openChart(tx, { givenName, familyName, birthDate, phone, email });
  const id = parts.ids.next<UserId>();
  const row = { id, email, emailVerifiedAt, passwordHash, patientId, doctorId: null } as const;
  const language = account.language ?? null;
  const name = `${givenName} ${familyName}`;
  const fresh = { role: 'patient', isActive: 1, version: 1, createdAt: at, updatedAt: at } as const;
  await repo.insertUser(tx.q, { ...row, ...fresh, language, name });
  const object = { objectType: 'user', objectId: id, objectVersion: 1 };
  const line = { action: 'C', subtype: 'user.register', patientId, ...object } as const;
  await recordAudit(tx.q, { who: null, at }, line);
  return id;
}

function notGood(): AppError {
  return invalidField('secret', 'is not right or too old: have a new one sent');
}
