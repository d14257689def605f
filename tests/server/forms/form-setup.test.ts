import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentTypeId } from '../../../shared/ids.ts';
import { insertType } from '../../support/factories.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestApi, type TestClinic } from '../../support/start-clinic.ts';
import { CONSENT, FILLED_FORMS, MEDICINES, NEW_HERE, WHY } from '../../support/visit-forms.ts';
import { book, lastAudit, wall } from '../../support/visits.ts';

type Setting = Parameters<TestApi['forms']['setAudience']>[0];

let clinic: TestClinic;
let xray: AppointmentTypeId;
beforeEach(async () => {
  clinic = await startClinic({ now: wall('09:30') });
  xray = await clinic.db.transact(({ q }) =>
    insertType(q, { name: 'X-ray', doctorIds: [clinic.cast.doctor] }),
  );
});
afterEach(() => clinic.close());

const admin = () => clinic.call(clinic.actors.admin).forms;
const set = (over: Partial<Setting>) =>
  admin().setAudience({ id: WHY, audience: 'everyone', expectedVersion: 1, ...over });
async function askedOf(startsAt: string, appointmentTypeId: AppointmentTypeId): Promise<string[]> {
  const { id } = await book(clinic, { startsAt: wall(startsAt), appointmentTypeId });
  const own = await clinic.call(clinic.actors.patient).forms.ofOwnVisit({ appointmentId: id });
  return own.forms.map((form) => form.id);
}

describe('whom a form is for', () => {
  it('is set by the administrator: all, some types of visit, or no one', async () => {
    expect(await set({ audience: 'types', typeIds: [xray, xray] })).toMatchObject({
      id: WHY,
      audience: 'types',
      typeIds: [xray],
      version: 2,
    });
    expect(await lastAudit(clinic)).toMatchObject({
      subtype: 'clinic.setFormAudience',
      type: 'clinic',
      action: 'U',
      objectId: WHY,
    });
    expect(clinic.events).toContainEqual(expect.objectContaining({ type: 'clinic.changed' }));
    await set({ id: NEW_HERE, audience: 'nobody' });
    expect(await askedOf('11:00', clinic.cast.type)).not.toContain(WHY);
    const asked = await askedOf('12:00', xray);
    expect(asked).toContain(WHY);
    expect(asked).not.toContain(NEW_HERE);

    const back = await set({ audience: 'everyone', expectedVersion: 2 });
    expect(back).toMatchObject({ typeIds: [], version: 3 });
    expect(await askedOf('13:00', clinic.cast.type)).toContain(WHY);
  });

  it('leaves what was said before, and counts it no longer', async () => {
    const { id: appointmentId } = await book(clinic);
    const own = clinic.call(clinic.actors.patient).forms;
    await own.answer({ appointmentId, answers: FILLED_FORMS, expectedVersion: 0 });
    await set({ id: MEDICINES, audience: 'nobody' });
    expect(await own.ofOwnVisit({ appointmentId })).toMatchObject({
      missing: 0,
      answers: FILLED_FORMS.filter(({ form }) => form !== MEDICINES),
    });
    const { forms } = await clinic.call(clinic.actors.doctor).forms.read({ appointmentId });
    expect(forms.map(({ id }) => id)).toContain(MEDICINES);
  });

  it('is refused of a form or a type that is not there, or half said', async () => {
    expect(await reasonOf(set({ id: crypto.randomUUID() }))).toBe('not_found');
    expect(await reasonOf(set({ audience: 'types', typeIds: [crypto.randomUUID()] }))).toBe('not_found');
    expect(await reasonOf(set({ audience: 'types' }))).toBe('invalid_input');
    expect(await reasonOf(set({ audience: 'everyone', typeIds: [xray] }))).toBe('invalid_input');
  });

  it('is set by one of two at once, and the other is shown how', async () => {
    const both = await Promise.allSettled([
      set({ id: CONSENT, audience: 'nobody' }),
      set({ id: CONSENT, audience: 'new' }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await refusal(set({ id: CONSENT, audience: 'new' }))).toMatchObject({
      reason: 'stale_version',
      details: { current: { id: CONSENT, version: 2 } },
    });
  });

  it('is nobody else’s to see or to set', async () => {
    for (const who of ['reception', 'doctor', 'patient'] as const) {
      const { forms } = clinic.call(clinic.actors[who]);
      expect({ who, why: await reasonOf(forms.list({})) }).toEqual({ who, why: 'forbidden' });
      const change = forms.setAudience({ id: WHY, audience: 'nobody', expectedVersion: 1 });
      expect({ who, why: await reasonOf(change) }).toEqual({ who, why: 'forbidden' });
    }
    expect((await admin().list({})).items).toHaveLength(5);
  });
});
