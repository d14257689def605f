import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emailOf, PASSWORD } from '../../support/actors.ts';
import { reasonOf, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

const NEW = 'copper lantern ninety-one';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const desk = () => clinic.call(clinic.actors.reception).auth;
const change = (over: { password?: string; newPassword?: string } = {}) =>
  desk().changePassword({ password: PASSWORD, newPassword: NEW, ...over });
const signIn = (password: string) =>
  clinic.call(null).auth.signIn({ email: emailOf('reception'), password, tokenInBody: true });
const hash = () =>
  clinic.db.read((q) =>
    q
      .selectFrom('appUser')
      .select(['passwordHash', 'version'])
      .where('id', '=', clinic.actors.reception.userId)
      .executeTakeFirstOrThrow(),
  );

describe('changing one’s password', () => {
  it('makes the new one good and the old one no good', async () => {
    const before = await hash();
    await change();

    expect((await hash()).version).toBe(before.version + 1);
    expect(await reasonOf(signIn(PASSWORD))).toBe('bad_credentials');
    expect((await signIn(NEW)).me.userId).toBe(clinic.actors.reception.userId);
  });

  it('takes either in whatever form a keyboard writes its letters', async () => {
    const wide = (text: string) =>
      text.replace(/[!-~]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0));
    expect(wide(PASSWORD)).not.toBe(PASSWORD);
    expect((await signIn(wide(PASSWORD))).me.role).toBe('receptionist');
    await change({ password: wide(PASSWORD), newPassword: wide(NEW) });

    for (const password of [NEW, wide(NEW)]) expect((await signIn(password)).me.role).toBe('receptionist');
  });

  it('ends every other session of the person, and leaves the one it was done in', async () => {
    const other = await signIn(PASSWORD);
    await change();

    expect(await clinic.services.auth.actorFromToken(other.accessToken)).toBeNull();
    expect(await clinic.services.auth.actorFromToken(clinic.tokens.reception)).not.toBeNull();
    expect(await clinic.services.auth.actorFromToken(clinic.tokens.doctor)).not.toBeNull();
    expect(clinic.events).toContainEqual(
      expect.objectContaining({ type: 'session.ended', sessionId: other.me.sessionId }),
    );
  });

  it('takes the PIN along, which was set with the old password', async () => {
    await desk().setPin({ pin: '2580', password: PASSWORD });
    await change();

    expect(await desk().lockState({})).toMatchObject({ hasPin: false });
  });

  it('is on the record, without either password', async () => {
    await change();
    const lines = await clinic.db.read((q) =>
      q.selectFrom('auditEvent').selectAll().where('subtype', '=', 'user.changePassword').execute(),
    );

    expect(lines).toEqual([
      expect.objectContaining({ action: 'U', outcome: 'success', changedFields: '["password"]' }),
    ]);
    expect(JSON.stringify(lines)).not.toContain(NEW);
  });
});

describe('a change of password is refused', () => {
  it.each([
    ['the present one is wrong', { password: 'not the password at all' }, 'password'],
    ['the new one is short', { newPassword: 'too short' }, 'newPassword'],
    ['the new one is guessed first', { newPassword: 'medlink clinic 12345' }, 'newPassword'],
    [
      'the new one is guessed first in any letters',
      { newPassword: 'ｍｅｄｌｉｎｋ　ｃｌｉｎｉｃ　１２３４５' },
      'newPassword',
    ],
    ['the new one is the present one', { newPassword: PASSWORD }, 'newPassword'],
  ])('where %s: nothing changes', async (_, over, field) => {
    const before = await hash();
    const other = await signIn(PASSWORD);

    expect(await refusedFields(change(over))).toEqual([field]);
    expect(await hash()).toEqual(before);
    expect(await clinic.services.auth.actorFromToken(other.accessToken)).not.toBeNull();
  });

  it('where the new one is made of the clinic’s name', async () => {
    const admin = clinic.call(clinic.actors.admin).clinic;
    const { revision: expectedRevision } = await admin.overview({});
    const changes = { clinicName: 'Northgate' };
    await admin.updateSettings({ changes, expectedRevision, password: PASSWORD });

    for (const newPassword of ['Northgate-Northgate-24', 'Ｎｏｒｔｈｇａｔｅ－Ｎｏｒｔｈｇａｔｅ－２４']) {
      expect(await refusedFields(change({ newPassword }))).toEqual(['newPassword']);
    }
  });

  it('after ten wrong guesses of the present one, also with the right one', async () => {
    for (let n = 0; n < 10; n++) await reasonOf(change({ password: `guess number ${n}` }));

    expect(await reasonOf(change())).toBe('rate_limited');
  });
});
