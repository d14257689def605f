import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditLineDto } from '../../../shared/contracts/audit.ts';
import { emailOf, PASSWORD } from '../../support/actors.ts';
import { createMailbox } from '../../support/mailbox.ts';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { totpCode } from '../../support/totp.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic({ mail: createMailbox() });
});
afterEach(() => clinic.close());

const desk = () => clinic.call(clinic.actors.reception);
const WRONG = 'not this one at all';
/** What the admin finds by this person, the newest first. */
const failuresOf = async (who: 'reception' | 'patient') => {
  const { userId } = clinic.actors[who];
  const found = await clinic.call(clinic.actors.admin).audit.list({ userId, outcome: 'failure' });
  return found.items;
};
const shown = ({ subtype, procedure, person }: AuditLineDto) => ({
  subtype,
  procedure,
  by: person?.name ?? null,
});

describe('a failed proof of who one is leaves a line that is found by the person', () => {
  it('at the lock screen, by the password', async () => {
    await desk().auth.lock({});
    expect(await refusedFields(desk().auth.unlock({ password: WRONG }))).toEqual(['password']);

    expect((await failuresOf('reception')).map(shown)).toEqual([
      { subtype: 'session.confirmPassword', procedure: 'auth.unlock', by: 'Rita Desk' },
    ]);
  });

  it('at the lock screen, by the PIN: wrong, none set, and when it helps no more', async () => {
    await desk().auth.lock({});
    await refusal(desk().auth.unlock({ pin: '2580' }));
    expect(await failuresOf('reception')).toHaveLength(1);
    await desk().auth.unlock({ password: PASSWORD });
    await desk().auth.setPin({ pin: '2580', password: PASSWORD });
    await desk().auth.lock({});
    for (let n = 0; n < 6; n++) await refusal(desk().auth.unlock({ pin: '9999' }));

    const lines = await failuresOf('reception');
    expect(lines).toHaveLength(7);
    expect(new Set(lines.map(({ subtype }) => subtype))).toEqual(new Set(['session.unlock']));
  });

  it('by a code that was mailed: wrong, too late, and none sent', async () => {
    const own = clinic.call(clinic.actors.patient).auth;
    await refusal(own.confirmEmail({ code: '000000' }));
    await own.sendEmailCode({});
    for (let n = 0; n < 6; n++) await refusal(own.confirmEmail({ code: `00000${n}` }));

    const lines = await failuresOf('patient');
    expect(lines).toHaveLength(7);
    expect(lines.map(shown)[0]).toEqual({
      subtype: 'user.confirmEmail',
      procedure: 'auth.confirmEmail',
      by: 'Maria Lopez',
    });
  });

  it('by the code of an authenticator, where it is asked for again', async () => {
    const auth = desk().auth;
    const { secret } = await auth.beginTotp({ password: PASSWORD });
    await auth.confirmTotp({ code: totpCode(secret, clinic.clock.now()) });
    await refusedFields(auth.removeTotp({ password: PASSWORD, code: '000000' }));
    await refusedFields(auth.renewRecoveryCodes({ password: PASSWORD, code: 'AAAAA-AAAAA' }));

    expect((await failuresOf('reception')).map(({ subtype }) => subtype)).toEqual([
      'user.renewRecoveryCodes',
      'user.removeTotp',
    ]);
  });

  it('at the sign-in and at a code from the desk, by nobody signed in, at their account', async () => {
    const at = { email: emailOf('reception') };
    const wrong = await refusal(clinic.call(null).auth.signIn({ ...at, password: WRONG }));
    await refusal(
      clinic
        .call(null)
        .auth.confirmReset({ ...at, secret: 'AAAAA-AAAAA', newPassword: 'tuba meadow lantern' }),
    );

    const lines = await failuresOf('reception');
    expect(lines.map(shown)).toEqual([
      { subtype: 'user.resetPassword', procedure: 'auth.confirmReset', by: null },
      { subtype: 'session.signIn', procedure: 'auth.signIn', by: null },
    ]);
    expect(lines[1]).toMatchObject({
      person: null,
      account: { id: clinic.actors.reception.userId, name: 'Rita Desk' },
    });
    // To the caller it is the same as for a name that is not there.
    const unknown = { email: 'nobody@clinic.test', password: WRONG };
    expect(await refusal(clinic.call(null).auth.signIn(unknown))).toEqual(wrong);
  });

  it('but not at a name that is not there: that line names no person', async () => {
    expect(
      await reasonOf(clinic.call(null).auth.signIn({ email: 'nobody@clinic.test', password: WRONG })),
    ).toBe('bad_credentials');
    const { items } = await clinic.call(clinic.actors.admin).audit.list({ outcome: 'failure' });

    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ person: null, account: null, objectId: null });
    expect(await failuresOf('reception')).toEqual([]);
  });
});

describe('the lines of one person', () => {
  it('are what they did and what others did at their account, in order, page by page', async () => {
    for (let n = 0; n < 5; n++) {
      clinic.clock.advance({ minutes: 1 });
      await desk().patients.get({ id: clinic.cast.patient });
      clinic.clock.advance({ minutes: 1 });
      await refusal(clinic.call(null).auth.signIn({ email: emailOf('reception'), password: WRONG }));
    }
    const { userId } = clinic.actors.reception;
    const admin = clinic.call(clinic.actors.admin).audit;
    const whole = await admin.list({ userId, limit: 100 });
    const paged: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await admin.list({ userId, limit: 3, cursor });
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);

    expect(paged).toEqual(whole.items.map(({ id }) => id));
    expect(paged).toEqual(paged.toSorted((one, other) => other - one));
    expect(whole.items.slice(0, 4).map(({ subtype }) => subtype)).toEqual([
      ...['session.signIn', 'patient.get', 'session.signIn', 'patient.get'],
    ]);
  });

  it('of somebody’s own actions hold nothing that others tried', async () => {
    await refusal(clinic.call(null).auth.signIn({ email: emailOf('reception'), password: WRONG }));
    const own = await desk().audit.own({});

    expect(own.items.every(({ person }) => person?.id === clinic.actors.reception.userId)).toBe(true);
  });
});
