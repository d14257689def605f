import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addMinutes, toInstant } from '../../../shared/time/instant.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import { insertVisit } from '../../support/factories.ts';
import { reasonOf, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { newRequestId, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic({ now: wall('18:00') });
});
afterEach(() => clinic.close());

const of = (who: 'doctor' | 'otherDoctor' | 'reception' | 'admin' | 'patient') =>
  clinic.call(clinic.actors[who]).notes;
type Row = Partial<Parameters<typeof insertVisit>[1]>;

/** So many days before today. */
function visitOf(daysAgo: number, row: Row = {}): Promise<AppointmentId> {
  const startsAt = addMinutes(toInstant(wall('10:00')), -daysAgo * 24 * 60);
  const who = {
    doctorId: clinic.cast.doctor,
    patientId: clinic.cast.patient,
    appointmentTypeId: clinic.cast.type,
  };
  return clinic.db.transact(({ q }) => insertVisit(q, { ...who, startsAt, status: 'completed', ...row }));
}
const sign = (appointmentId: AppointmentId) =>
  of('doctor').sign({ appointmentId, reason: 'Cough', findings: '', plan: '', requestId: newRequestId() });
const listed = async () => (await of('doctor').listUnsigned({})).items.map((item) => item.appointmentId);

describe('visits without a signed note', () => {
  it('are the doctor’s own that are done, the oldest first, each until its note is signed', async () => {
    const yesterday = await visitOf(1);
    const lastWeek = await visitOf(7);
    await visitOf(2, { doctorId: clinic.cast.otherDoctor });
    for (const [at, status] of (['no_show', 'with_doctor', 'left'] as const).entries())
      await visitOf(10 + at, { status });
    await visitOf(20, { importSource: 'elsewhere', sourceId: '1' });
    await visitOf(91);

    const { items, count, nextCursor } = await of('doctor').listUnsigned({});
    expect({ count, nextCursor }).toEqual({ count: 2, nextCursor: null });
    expect(items.map(({ appointmentId }) => appointmentId)).toEqual([lastWeek, yesterday]);
    expect(items[0]).toMatchObject({ typeName: 'Consultation', patient: { familyName: 'Lopez' } });
    await sign(lastWeek);
    expect(await listed()).toEqual([yesterday]);
    expect((await of('otherDoctor').listUnsigned({})).count).toBe(1);
  });

  it('come by pages, each once, and the count is of all of them', async () => {
    const made = [];
    for (const daysAgo of [5, 4, 3, 2, 1]) made.push(await visitOf(daysAgo));
    const seen: AppointmentId[] = [];
    let cursor: string | undefined;
    do {
      const page = await of('doctor').listUnsigned({ limit: 2, cursor });
      expect(page.count).toBe(5);
      seen.push(...page.items.map(({ appointmentId }) => appointmentId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(made);
  });

  it('are nobody else’s to see, and a made-up place in the list is refused', async () => {
    for (const who of ['reception', 'admin', 'patient'] as const)
      expect(await reasonOf(of(who).listUnsigned({}))).toBe('forbidden');
    expect(await refusedFields(of('doctor').listUnsigned({ cursor: 'x' }))).toEqual(['cursor']);
  });
});
