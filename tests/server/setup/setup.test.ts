import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertPatient } from '../../support/factories.ts';
import { reasonOf, refusedFields } from '../../support/refusal.ts';
import {
  type CookieJar,
  type EmptyClinic,
  startClinic,
  startEmptyClinic,
} from '../../support/start-clinic.ts';

let clinic: EmptyClinic;
beforeEach(async () => {
  clinic = await startEmptyClinic();
});
afterEach(() => clinic.close());

const HERE = { address: '127.0.0.1' };
const answers = {
  clinicName: 'Harbour Practice',
  timeZone: 'America/New_York',
  adminName: 'Ada Admin',
  adminEmail: 'ada@clinic.test',
  adminPassword: 'violet anchor seventeen',
  fill: 'empty' as const,
};
const complete = (
  over: Partial<Record<keyof typeof answers | 'language', string>> = {},
  cookie?: CookieJar,
) => clinic.call(null, { cookie, caller: HERE }).setup.complete({ ...answers, ...over } as typeof answers);

describe('the first start', () => {
  it('says that nobody is there yet', async () => {
    expect(await clinic.call(null).setup.status({})).toEqual({
      isSetUp: false,
      isHere: false,
      clinicName: 'MedLink clinic',
      accent: null,
      timeZone: 'UTC',
      language: 'en',
    });
  });

  it('names the clinic and signs the first admin in', async () => {
    const cookie: CookieJar = { token: undefined };
    const signedIn = await complete({}, cookie);

    expect(signedIn.me).toMatchObject({ role: 'admin', name: 'Ada Admin', email: 'ada@clinic.test' });
    expect(cookie.token).toMatch(/^[\w-]{43}$/);
    expect(await clinic.services.auth.actorFromToken(signedIn.accessToken)).toEqual(signedIn.me);
    expect(await clinic.call(null).setup.status({})).toEqual({
      isSetUp: true,
      isHere: false,
      clinicName: 'Harbour Practice',
      accent: null,
      timeZone: 'America/New_York',
      language: 'en',
    });
  });

  it('is for whoever sits at this computer, whatever reaches it over the network', async () => {
    for (const address of ['192.0.2.77', '10.0.0.4', '2001:db8::1', '', '127.evil']) {
      const there = clinic.call(null, { caller: { address } }).setup;
      expect(await there.status({})).toMatchObject({ isSetUp: false, isHere: false });
      expect(await reasonOf(there.complete(answers))).toBe('forbidden');
    }
    const { lo = [], ...others } = networkInterfaces();
    for (const { address } of [...lo, ...Object.values(others).flatMap((each) => each ?? [])]) {
      expect(await clinic.call(null, { caller: { address } }).setup.status({})).toMatchObject({
        isHere: true,
      });
    }
    await complete();
    const lines = await clinic.db.read((q) =>
      q.selectFrom('auditEvent').selectAll().where('outcome', '=', 'denied').execute(),
    );
    expect(lines.map(({ subtype, address }) => [subtype, address])).toContainEqual([
      'setup.complete',
      '10.0.0.4',
    ]);
  });

  it('is not for whom a proxy on this computer speaks', async () => {
    const relayed = clinic.call(null, { caller: { ...HERE, isRelayed: true } }).setup;
    expect(await relayed.status({})).toMatchObject({ isSetUp: false, isHere: false });
    expect(await reasonOf(relayed.complete(answers))).toBe('forbidden');
    expect(await clinic.call(null, { caller: HERE }).setup.status({})).toMatchObject({ isHere: true });
  });

  it('lets the admin in with that password from then on', async () => {
    await complete();
    const { me } = await clinic
      .call(null)
      .auth.signIn({ email: answers.adminEmail, password: answers.adminPassword });

    expect(me.role).toBe('admin');
  });

  it('happens once', async () => {
    await complete();

    expect(await reasonOf(complete({ adminEmail: 'eve@clinic.test' }))).toBe('already_set_up');
  });

  it('has one winner when two ask at the same moment', async () => {
    const asked = ['one', 'two', 'three'].map((name) => complete({ adminEmail: `${name}@clinic.test` }));
    const outcomes = await Promise.allSettled(asked);
    const admins = await clinic.db.read((q) => q.selectFrom('appUser').select('email').execute());

    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect(admins).toHaveLength(1);
  });

  it('is closed as soon as anybody has an account', async () => {
    const inUse = await startClinic();

    expect(await reasonOf(inUse.call(null).setup.complete(answers))).toBe('already_set_up');
    await inUse.close();
  });

  it.each([
    ['adminPassword', 'fourteen chars'],
    ['adminPassword', 'harbourpractice1'],
    ['timeZone', 'Mars/Olympus'],
    ['timeZone', '+02:00'],
    ['adminEmail', 'ada'],
    ['clinicName', '   '],
    ['fill', 'everything'],
    ['role', 'patient'],
  ])('refuses %s "%s"', async (field, value) => {
    expect(await refusedFields(complete({ [field]: value }))).toEqual([field]);
    expect((await clinic.call(null).setup.status({})).isSetUp).toBe(false);
  });

  it('can fill a demo clinic, whose people share the admin’s password', async () => {
    const { me } = await complete({ fill: 'demo', language: 'de' });
    const overview = await clinic.call(me).clinic.overview({});
    const { items } = await clinic.call(me).users.list({ role: 'receptionist' });
    const desk = await clinic
      .call(null)
      .auth.signIn({ email: items[0]?.email ?? '', password: answers.adminPassword });

    expect(overview.settings).toMatchObject({ clinicName: 'Harbour Practice', timeZone: 'America/New_York' });
    expect(overview.doctors.length).toBeGreaterThan(5);
    expect(desk.me.role).toBe('receptionist');
    // In the language the clinic was given.
    expect(overview.types.map(({ name }) => name)).toContain('Sprechstunde');
  });

  it('does not pour a demo over imported data', async () => {
    await clinic.db.transact(({ q }) => insertPatient(q, { givenName: 'Maria', familyName: 'Lopez' }));
    expect(await refusedFields(complete({ fill: 'demo' }))).toEqual(['fill']);
    expect((await clinic.call(null).setup.status({})).isSetUp).toBe(false);
  });

  it('keeps the addresses of the demo’s people for them', async () => {
    const taken = complete({ fill: 'demo', adminEmail: 'reception@demo.clinic' });
    expect(await refusedFields(taken)).toEqual(['adminEmail']);
    expect((await clinic.call(null).setup.status({})).isSetUp).toBe(false);
  });

  it('is on the record', async () => {
    await complete();
    const events = await clinic.db.read((q) =>
      q.selectFrom('auditEvent').select(['subtype', 'outcome']).orderBy('id').execute(),
    );

    expect(events).toEqual([
      { subtype: 'setup.complete', outcome: 'success' },
      { subtype: 'session.signIn', outcome: 'success' },
    ]);
  });
});
