import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reasonOf } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { newRequestId } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const admin = () => clinic.call(clinic.actors.admin).clinic;
const addDoctor = () =>
  admin().createDoctor({ name: 'Dr. Iris Novak', specializationIds: [], requestId: newRequestId() });
const mondays = (validFrom: string, validTo: string | null) => [
  { weekday: 1, kind: 'open' as const, startTime: '09:00', endTime: '12:00', validFrom, validTo },
];

describe('what the set-up still lacks', () => {
  it('is nothing in a clinic where every doctor has hours and a type of visit', async () => {
    expect(await admin().readiness({})).toEqual({ withoutHours: [], notOffered: [], closuresAhead: 0 });
  });

  it('names a new doctor until there are hours and a type of visit, and no longer once they have left', async () => {
    const { id } = await addDoctor();
    expect(await admin().readiness({})).toMatchObject({ withoutHours: [id], notOffered: [id] });

    await admin().replaceWeeklyHours({ doctorId: id, hours: mondays('2026-04-01', null) });
    const [type] = (await admin().listTypes({})).items;
    if (type === undefined) throw new Error('the clinic has no type of visit');
    const offer = { id: type.id, expectedVersion: type.version };
    await admin().updateType({ ...offer, changes: { doctorIds: [...type.doctorIds, id] } });
    expect(await admin().readiness({})).toMatchObject({ withoutHours: [], notOffered: [] });

    await admin().replaceWeeklyHours({ doctorId: id, hours: mondays('2026-01-01', '2026-02-01') });
    expect((await admin().readiness({})).withoutHours).toEqual([id]);
    await admin().setDateException({
      doctorId: id,
      date: '2026-03-20',
      open: [{ startTime: '09:00', endTime: '12:00' }],
    });
    expect((await admin().readiness({})).withoutHours).toEqual([]);
    await admin().removeDateException({ doctorId: id, date: '2026-03-20' });
    await admin().updateDoctor({ id, expectedVersion: 1, changes: { isActive: false } });
    expect((await admin().readiness({})).withoutHours).toEqual([]);
  });

  it('counts the closed days that are ahead', async () => {
    for (const day of ['2026-01-06', '2026-05-01'])
      await admin().addClosure({ startsOn: day, endsOn: day, name: 'Holiday', requestId: newRequestId() });
    expect((await admin().readiness({})).closuresAhead).toBe(1);
  });

  it('is the admin’s to ask', async () => {
    for (const who of [clinic.actors.reception, clinic.actors.doctor, clinic.actors.patient])
      expect(await reasonOf(clinic.call(who).clinic.readiness({}))).toBe('forbidden');
  });
});
