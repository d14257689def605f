import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CALLER, PASSWORD } from '../../support/actors.ts';
import { reasonOf, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

type Who = 'reception' | 'doctor';
const draftsOf = (who: Who) => clinic.call(clinic.actors[who]).drafts;
const found = async (who: Who, name = 'booking') =>
  (await draftsOf(who).list({})).items.find((draft) => draft.name === name)?.content;
const typed = JSON.stringify({ reason: 'Earache', patient: 'Lopez' });

describe('a draft', () => {
  it('comes back to its person, in its newest form, until it is dropped', async () => {
    const mine = draftsOf('reception');
    expect(await found('reception')).toBeUndefined();
    await mine.keep({ name: 'booking', content: '{"reason":"Ear"}' });
    await mine.keep({ name: 'booking', content: typed });
    expect(await found('reception')).toBe(typed);
    await mine.drop({ name: 'booking' });

    expect(await found('reception')).toBeUndefined();
  });

  it('is nobody else’s, under the same name too', async () => {
    await draftsOf('reception').keep({ name: 'booking', content: typed });
    expect(await found('doctor')).toBeUndefined();
    await draftsOf('doctor').keep({ name: 'booking', content: '{}' });
    await draftsOf('doctor').drop({ name: 'booking' });

    expect(await found('reception')).toBe(typed);
    expect(await reasonOf(clinic.call(null).drafts.list({}))).toBe('unauthenticated');
  });

  it('is one of fifty; the oldest makes room', async () => {
    const mine = draftsOf('reception');
    for (let n = 0; n < 52; n += 1) {
      clinic.clock.advance({ seconds: 1 });
      await mine.keep({ name: `form:${n}`, content: '{}' });
    }
    const kept = await Promise.all([0, 1, 2, 51].map((n) => found('reception', `form:${n}`)));

    expect(kept).toEqual([undefined, undefined, '{}', '{}']);
  });

  it('goes after a week', async () => {
    await draftsOf('reception').keep({ name: 'old', content: '{}' });
    clinic.clock.advance({ days: 4 });
    await draftsOf('reception').keep({ name: 'new', content: '{}' });
    clinic.clock.advance({ days: 4 });
    await clinic.services.drafts.forgetOld();

    expect(await found('reception', 'old')).toBeUndefined();
    expect(await found('reception', 'new')).toBe('{}');
  });

  it('of a note is a doctor’s for ninety days, and makes no room for other forms', async () => {
    const mine = draftsOf('doctor');
    for (let n = 0; n < 60; n += 1) {
      clinic.clock.advance({ seconds: 1 });
      await mine.keep({ name: `note:${n}:findings`, content: '"Tense neck"' });
      await mine.keep({ name: `form:${n}`, content: '{}' });
    }
    const { items } = await mine.list({});
    expect(items.filter(({ name }) => name.startsWith('note:'))).toHaveLength(60);
    expect(items.filter(({ name }) => name.startsWith('form:'))).toHaveLength(50);
    clinic.clock.advance({ days: 89 });
    await clinic.services.drafts.forgetOld();
    expect((await mine.list({})).items).toHaveLength(60);
    clinic.clock.advance({ days: 2 });
    await clinic.services.drafts.forgetOld();
    expect((await mine.list({})).items).toEqual([]);
    // Who writes no notes keeps no more under their name than of anything else.
    for (let n = 0; n < 52; n += 1) {
      clinic.clock.advance({ seconds: 1 });
      await draftsOf('reception').keep({ name: `note:${n}`, content: '{}' });
    }
    expect((await draftsOf('reception').list({})).items).toHaveLength(50);
  });

  it('makes no room for a choice of one’s own, which stays for months and is bounded too', async () => {
    const mine = draftsOf('reception');
    await mine.keep({ name: 'own:rows', content: '30' });
    for (let n = 0; n < 51; n += 1) {
      clinic.clock.advance({ seconds: 1 });
      await mine.keep({ name: `form:${n}`, content: '{}' });
    }
    expect(await found('reception', 'own:rows')).toBe('30');
    expect(await found('reception', 'form:1')).toBe('{}');
    clinic.clock.advance({ days: 90 });
    await clinic.services.drafts.forgetOld();
    expect(await draftsOf('reception').list({})).toEqual({ items: [{ name: 'own:rows', content: '30' }] });
    for (let n = 0; n < 50; n += 1) {
      clinic.clock.advance({ seconds: 1 });
      await mine.keep({ name: `own:${n}`, content: '1' });
    }
    expect((await draftsOf('reception').list({})).items).toHaveLength(50);
    expect(await found('reception', 'own:rows')).toBeUndefined();
  });

  it('is JSON of bounded length under a plain name', async () => {
    const mine = draftsOf('reception');
    expect(await refusedFields(mine.keep({ name: 'booking', content: '{' }))).toEqual(['content']);
    expect(await refusedFields(mine.keep({ name: 'booking', content: `"${'x'.repeat(16_000)}"` }))).toEqual([
      'content',
    ]);
    expect(await refusedFields(mine.drop({ name: '../other' }))).toEqual(['name']);
  });
});

describe('another role', () => {
  it('does not read what was begun in the one before; how the screens are liked stays', async () => {
    const id = clinic.actors.doctor.userId;
    const mine = draftsOf('doctor');
    await mine.keep({ name: 'note:visit:findings', content: '"HIV positive"' });
    await mine.keep({ name: 'booking', content: typed });
    await mine.keep({ name: 'own:board', content: '{}' });
    await draftsOf('reception').keep({ name: 'booking', content: typed });
    const { items } = await clinic.call(clinic.actors.admin).users.list({});
    const expectedVersion = items.find((user) => user.id === id)?.version ?? 0;
    const change = { id, role: 'receptionist', expectedVersion, password: PASSWORD } as const;
    await clinic.call(clinic.actors.admin).users.changeRole(change);

    const { actor } = await clinic.services.auth.issueSession(id, CALLER);
    expect((await clinic.call(actor).drafts.list({})).items).toEqual([{ name: 'own:board', content: '{}' }]);
    expect(await found('reception')).toBe(typed);
  });
});
