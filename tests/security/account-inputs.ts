import { sealRegistration } from '../../server/features/auth/register.ts';
import { hashPassword } from '../../server/lib/passwords.ts';
import { hashSecret, newCode, newLinkSecret, readCode } from '../../server/lib/seal.ts';
import type { PasskeyId } from '../../shared/ids.ts';
import { addMinutes } from '../../shared/time/instant.ts';
import { CALLER, emailOf, PASSWORD } from '../support/actors.ts';
import { insertPasskey, insertPatient, insertUser } from '../support/factories.ts';
import { TEST_SEAL, type TestClinic } from '../support/start-clinic.ts';
import { newTotp } from '../support/totp.ts';
import { newRequestId } from '../support/visits.ts';
import { insertInvitation } from './matrix-rows.ts';
import type { CallerName } from './rights-table.ts';

export const PASSPHRASE = 'copper lantern forty two';
const PROOF = { attempt: 'AAAA', id: 'AAAA', clientDataJSON: 'AAAA' };

/** What the matrix asks of accounts, sign-ins and their secrets. */
export function createAccountInputs(
  clinic: TestClinic,
  { unique, mail }: { unique: (word: string) => string; mail: () => string },
) {
  const { cast } = clinic;
  const none = async () => ({});
  const patientWithAccount = () =>
    clinic.db.transact(async ({ q }) => {
      const patientId = await insertPatient(q, { familyName: unique('Signs') });
      const account = { name: 'Signs In', email: mail(), role: 'patient', passwordHash: 'none' } as const;
      await insertUser(q, { ...account, patientId });
      return patientId;
    });
  const staffAccount = () =>
    clinic.db.transact(({ q }) =>
      insertUser(q, { name: 'Temp', email: mail(), role: 'receptionist', passwordHash: 'none' }),
    );
  const ownSession = async (caller: CallerName) => {
    const whose = caller === 'nobody' || caller === 'disabled' ? 'patient' : caller;
    const { actor } = await clinic.services.auth.issueSession(clinic.actors[whose].userId, CALLER);
    return { id: actor.sessionId };
  };

  /** One of the calls changes it, by one door after the other. */
  const withPassword = (fields: object) => async () => {
    const passwordHash = await hashPassword(PASSWORD);
    await clinic.db.transact(({ q }) => q.updateTable('appUser').set({ passwordHash }).execute());
    return { ...fields, password: PASSWORD };
  };

  /** The caller's own factor, set up or only begun; answers a code that is good now. */
  async function factor(caller: CallerName, isOn: boolean): Promise<string> {
    if (caller === 'nobody' || caller === 'disabled') return '123456';
    const { userId } = clinic.actors[caller];
    const at = clinic.clock.now();
    const { secret, code } = newTotp(at);
    const row = { userId, sealedSecret: TEST_SEAL.close(secret, userId), createdAt: at };
    await clinic.db.transact(async ({ q }) => {
      await q.deleteFrom('totpFactor').where('userId', '=', userId).execute();
      await q
        .insertInto('totpFactor')
        .values({ ...row, confirmedAt: isOn ? at : null })
        .execute();
    });
    return code;
  }

  /** One of several that are good at the same time. */
  async function paperCode(caller: CallerName): Promise<string> {
    const code = newCode();
    const { userId } = clinic.actors[caller === 'nobody' || caller === 'disabled' ? 'admin' : caller];
    const codeHash = TEST_SEAL.fingerprint(readCode(code), userId);
    await clinic.db.transact(({ q }) => q.insertInto('recoveryCode').values({ userId, codeHash }).execute());
    return code;
  }

  /** One of the caller's own; of nobody's where nobody calls. */
  async function passkey(caller: CallerName): Promise<{ id: PasskeyId; expectedVersion: number }> {
    const id = newRequestId() as PasskeyId;
    const { userId } = clinic.actors[caller === 'nobody' || caller === 'disabled' ? 'admin' : caller];
    await clinic.db.transact(({ q }) => insertPasskey(q, { id, userId }));
    return { id, expectedVersion: 1 };
  }

  async function registrationLink(): Promise<string> {
    const person = { givenName: 'New', familyName: unique('Person'), birthDate: '1990-05-05', email: mail() };
    const expiresAt = addMinutes(clinic.clock.now(), 60);
    return sealRegistration(TEST_SEAL, {
      ...person,
      passwordHash: await hashPassword(PASSPHRASE),
      expiresAt,
    });
  }

  async function resetLink(): Promise<string> {
    const [userId, secret] = [await staffAccount(), newLinkSecret()];
    const until = { issuedAt: clinic.clock.now(), expiresAt: addMinutes(clinic.clock.now(), 60) };
    const reset = { userId, kind: 'link', issuedBy: null, secretHash: hashSecret(secret), ...until } as const;
    await clinic.db.transact(({ q }) => q.insertInto('passwordReset').values(reset).execute());
    return secret;
  }

  async function emailCode(caller: CallerName): Promise<object> {
    const code = '123456';
    if (caller === 'nobody' || caller === 'disabled') return { code };
    const { userId, email } = clinic.actors[caller];
    const until = { sentAt: clinic.clock.now(), expiresAt: addMinutes(clinic.clock.now(), 15), triesLeft: 5 };
    const row = { userId, email, codeHash: TEST_SEAL.fingerprint(code, userId), ...until };
    await clinic.db.transact(async ({ q }) => {
      await q.deleteFrom('emailCode').where('userId', '=', userId).execute();
      await q.insertInto('emailCode').values(row).execute();
    });
    return { code };
  }

  const inputs = {
    'auth.signIn': async () => {
      await clinic.db.transact(async ({ q }) => {
        await q.deleteFrom('totpFactor').execute();
        await q.deleteFrom('passkey').execute();
      });
      return { email: emailOf('reception'), password: PASSWORD };
    },
    'auth.register': async () => ({
      email: mail(),
      password: PASSPHRASE,
      givenName: 'New',
      familyName: unique('Person'),
      birthDate: '1990-05-05',
      requestId: newRequestId(),
    }),
    'auth.confirmRegistration': async () => ({ secret: await registrationLink(), password: PASSPHRASE }),
    'auth.refresh': none,
    'auth.signOut': none,
    'auth.me': none,
    'auth.changePassword': withPassword({ newPassword: PASSPHRASE }),
    'auth.factorState': none,
    'auth.beginTotp': async (caller) => {
      await factor(caller, false);
      return withPassword({})();
    },
    'auth.confirmTotp': async (caller) => ({ code: await factor(caller, false) }),
    'auth.renewRecoveryCodes': async (caller) => withPassword({ code: await factor(caller, true) })(),
    'auth.removeTotp': async (caller) => withPassword({ code: await factor(caller, true) })(),
    'auth.resetFactors': async () => withPassword({ userId: await staffAccount() })(),
    'auth.listPasskeys': none,
    'auth.beginPasskey': withPassword({ name: 'Phone' }),
    'auth.finishPasskey': async () => ({ ...PROOF, attestationObject: 'AAAA' }),
    'auth.renamePasskey': async (caller) => ({ ...(await passkey(caller)), name: 'Phone' }),
    'auth.removePasskey': async (caller) =>
      withPassword({ ...(await passkey(caller)), code: await paperCode(caller) })(),
    'auth.beginPasskeySignIn': none,
    'auth.signInWithPasskey': async () => ({
      proof: { ...PROOF, authenticatorData: 'AAAA', signature: 'AAAA' },
    }),
    'auth.askReset': async () => ({ email: mail() }),
    'auth.confirmReset': async () => ({ secret: await resetLink(), newPassword: PASSPHRASE }),
    'auth.issuePatientResetCode': withPassword({ patientId: cast.patient, document: 'passport' }),
    'auth.beginEmailChange': async () => withPassword({ email: mail() })(),
    'auth.changePatientEmail': async () =>
      withPassword({ patientId: await patientWithAccount(), email: mail(), document: 'passport' })(),
    'auth.issueStaffResetCode': async () => withPassword({ userId: await staffAccount() })(),
    'auth.emailState': none,
    'auth.sendEmailCode': none,
    'auth.confirmEmail': emailCode,
    'auth.listSessions': none,
    'auth.endSession': ownSession,
    'auth.endOtherSessions': none,
    'auth.lock': none,
    'auth.unlock': withPassword({}),
    'auth.lockState': none,
    'auth.setPin': withPassword({ pin: '2580' }),
    'auth.removePin': withPassword({}),
    'auth.reportActivity': async () => ({ quietSec: 0 }),
    'security.settings': none,
    'security.updateSettings': async () => ({
      changes: {},
      expectedVersion: (await clinic.call(clinic.actors.admin).security.settings({})).version,
      password: PASSWORD,
    }),
    'users.list': none,
    'users.createStaff': async () => {
      const account = { name: 'New Desk', email: mail(), newPassword: PASSPHRASE, role: 'receptionist' };
      return withPassword({ ...account, requestId: newRequestId() })();
    },
    'users.invite': async () =>
      withPassword({ name: 'Nia New', email: mail(), role: 'receptionist', requestId: newRequestId() })(),
    'users.listInvitations': none,
    'users.resendInvitation': async () =>
      withPassword({ id: (await insertInvitation(clinic)).id, expectedVersion: 1 })(),
    'users.revokeInvitation': async () => ({
      id: (await insertInvitation(clinic)).id,
      expectedVersion: 1,
    }),
    'users.openInvitation': async () => ({ secret: (await insertInvitation(clinic)).secret }),
    'users.acceptInvitation': async () => ({
      secret: (await insertInvitation(clinic)).secret,
      newPassword: PASSPHRASE,
    }),
    'users.endSessions': async () => ({ id: await staffAccount() }),
    'users.changeRole': async () => ({
      id: await staffAccount(),
      role: 'admin',
      expectedVersion: 1,
      password: PASSWORD,
    }),
    'users.changeIdentity': async () => ({
      id: await staffAccount(),
      name: unique('Renamed'),
      email: mail(),
      expectedVersion: 1,
      password: PASSWORD,
    }),
    'users.setActive': async () =>
      withPassword({ id: await staffAccount(), isActive: false, expectedVersion: 1 })(),
  } satisfies Record<string, (caller: CallerName) => Promise<object>>;
  return { inputs, withPassword };
}
