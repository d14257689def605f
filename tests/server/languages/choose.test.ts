import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emailOf, PASSWORD } from '../../support/actors.ts';
import { refusedFields } from '../../support/refusal.ts';
import { inAtOnce } from '../../support/registered.ts';
import { type CookieJar, startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { newRequestId } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const choose = (language: 'en' | 'de') => clinic.call(clinic.actors.reception).languages.choose({ language });
const signIn = async () => {
  const { me } = await clinic
    .call(null)
    .auth.signIn({ email: emailOf('reception'), password: PASSWORD, tokenInBody: true });
  return me;
};
const accounts = () =>
  clinic.db.read((q) =>
    q.selectFrom('appUser').select(['email', 'language', 'version']).orderBy('email').execute(),
  );

describe('the choice of one’s own language', () => {
  it('is known wherever one signs in, from then on, and to nobody else', async () => {
    expect((await signIn()).language).toBeNull();
    const before = await accounts();
    await choose('de');
    expect((await signIn()).language).toBe('de');
    const changed = (await accounts()).filter(({ language }) => language !== null);
    expect(changed).toEqual([{ email: emailOf('reception'), language: 'de', version: 2 }]);
    expect(before.every(({ language }) => language === null)).toBe(true);
  });

  it('is the last of several made at once, each of them in the trail', async () => {
    await Promise.all([choose('de'), choose('en'), choose('de')]);
    expect((await signIn()).language).toBe('de');
    const lines = clinic.db.file
      .prepare(
        "SELECT changed_fields, object_version FROM audit_event WHERE subtype = 'user.chooseLanguage' ORDER BY id",
      )
      .all();
    expect(lines).toEqual(
      [2, 3, 4].map((version) => ({ changed_fields: '["language"]', object_version: version })),
    );
  });

  it('is one of those that have words', async () => {
    for (const language of ['fr', '', 'EN', 'ar-XB']) {
      expect(await refusedFields(choose(language as 'en'))).toEqual(['language']);
    }
    expect((await signIn()).language).toBeNull();
  });

  it('comes with the page an account is made on', async () => {
    const person = { givenName: 'Nia', familyName: 'New', birthDate: '1990-05-05', password: PASSWORD };
    const register = (email: string, language?: 'de') =>
      clinic
        .call(null)
        .auth.register({
          ...person,
          email,
          requestId: newRequestId(),
          tokenInBody: true,
          ...(language !== undefined && { language }),
        })
        .then(inAtOnce);
    expect((await register('nia@mail.test', 'de')).me.language).toBe('de');
    expect((await register('no@mail.test')).me.language).toBeNull();

    const invited = {
      name: 'Ole',
      email: 'ole@clinic.test',
      role: 'receptionist',
      password: PASSWORD,
    } as const;
    const { link } = await clinic
      .call(clinic.actors.admin)
      .users.invite({ ...invited, requestId: newRequestId() });
    const cookie: CookieJar = { token: undefined };
    const accepted = await clinic.call(null, { cookie }).users.acceptInvitation({
      secret: link?.split('#')[1] ?? '',
      newPassword: 'copper lantern ninety-one',
      language: 'de',
    });
    expect(accepted.me.language).toBe('de');
  });
});
