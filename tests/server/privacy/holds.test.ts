import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../support/actors.ts';
import { reasonOf, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const desk = () => clinic.call(clinic.actors.reception).privacy;
const REASON = 'A case at court';

async function subtypes(): Promise<string[]> {
  const rows = await clinic.db.read((q) =>
    q.selectFrom('auditEvent').select('subtype').where('type', '=', 'privacy').orderBy('id').execute(),
  );
  return rows.map(({ subtype }) => subtype);
}

describe('a legal hold', () => {
  it('is lifted for a reason, and who placed and who lifted it stays to be read', async () => {
    const { patient: patientId } = clinic.cast;
    const placedAt = clinic.clock.now();
    await desk().placeHold({ patientId, reason: REASON });
    clinic.clock.advance({ minutes: 90 });
    const after = await desk().liftHold({ patientId, reason: 'The case is closed', password: PASSWORD });

    const was = { reason: REASON, byName: 'Rita Desk', placedAt };
    const end = {
      liftReason: 'The case is closed',
      liftedByName: 'Rita Desk',
      liftedAt: clinic.clock.now(),
    };
    expect(after).toMatchObject({ hold: null, lifted: [{ ...was, ...end }] });
    expect(await subtypes()).toEqual(['privacy.placeHold', 'privacy.liftHold']);

    clinic.clock.advance({ minutes: 1 });
    await desk().placeHold({ patientId, reason: 'Another case' });
    const { hold, lifted } = await desk().ofPatient({ patientId });
    expect(hold?.reason).toBe('Another case');
    expect(lifted.map(({ reason }) => reason)).toEqual([REASON]);
  });

  it('on a chart that was closed into another is one on that other, and is lifted there', async () => {
    const { patient: patientId, otherPatient: closed } = clinic.cast;
    await clinic.db.transact(({ q }) =>
      q.updateTable('patient').set({ mergedInto: patientId }).where('id', '=', closed).execute(),
    );
    await desk().placeHold({ patientId: closed, reason: REASON });

    for (const either of [patientId, closed])
      expect((await desk().ofPatient({ patientId: either })).hold?.reason).toBe(REASON);
    const after = await desk().liftHold({ patientId, reason: 'The case is closed', password: PASSWORD });
    expect(after).toMatchObject({ hold: null, lifted: [{ reason: REASON }] });
  });

  it('is one for both reasons where two charts that are held turn out to be one person’s', async () => {
    const { patient: to, otherPatient: from } = clinic.cast;
    await desk().placeHold({ patientId: to, reason: REASON });
    await desk().placeHold({ patientId: from, reason: 'A claim' });
    await clinic.db.transact(async ({ q }) => {
      await clinic.services.privacy.moveToChart(q, { from, to });
      await q.updateTable('patient').set({ mergedInto: to }).where('id', '=', from).execute();
    });

    expect((await desk().ofPatient({ patientId: from })).hold?.reason).toBe(`${REASON}; A claim`);
    const lift = { patientId: to, reason: 'Both are closed', password: PASSWORD };
    expect(await desk().liftHold(lift)).toMatchObject({ hold: null });
    expect(await clinic.db.read((q) => q.selectFrom('legalHold').selectAll().execute())).toEqual([]);
  });

  it('stands against a wrong password, and against no reason', async () => {
    const { patient: patientId } = clinic.cast;
    await desk().placeHold({ patientId, reason: REASON });
    const wrong = desk().liftHold({ patientId, reason: 'Settled', password: 'a guess of somebody' });
    expect(await refusedFields(wrong)).toEqual(['password']);
    const silent = desk().liftHold({ patientId, reason: ' ', password: PASSWORD });
    expect(await refusedFields(silent)).toEqual(['reason']);
    expect(await desk().ofPatient({ patientId })).toMatchObject({ hold: { reason: REASON }, lifted: [] });
  });

  it('is placed once and lifted once, however many ask at once', async () => {
    const { patient: patientId } = clinic.cast;
    await Promise.all(['One', 'Two', 'Three'].map((reason) => desk().placeHold({ patientId, reason })));
    const lift = () => desk().liftHold({ patientId, reason: 'Settled', password: PASSWORD });
    const asked = await Promise.allSettled([lift(), lift(), lift()]);
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await reasonOf(lift())).toBe('not_found');
    expect((await desk().ofPatient({ patientId })).lifted.map(({ reason }) => reason)).toEqual(['One']);
    expect(await subtypes()).toEqual(['privacy.placeHold', 'privacy.liftHold', 'privacy.readOfPatient']);
  });
});
