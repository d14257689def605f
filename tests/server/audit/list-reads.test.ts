import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDenialFolds } from '../../../server/features/audit/fold-denials.ts';
import type { Actor } from '../../../server/trpc/context.ts';
import { reasonOf } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const DAY = '2026-03-02';
const desk = () => clinic.call(clinic.actors.reception);
const reads = async () => {
  const lines = await clinic.db.read((q) =>
    q.selectFrom('auditEvent').selectAll().where('action', '=', 'R').orderBy('id').execute(),
  );
  return lines.map(({ userId, subtype, procedure, outcome, repeats }) => {
    const who = Object.entries(clinic.actors).find(([, actor]) => actor.userId === userId)?.[0];
    return [who, subtype, procedure, outcome, repeats];
  });
};

describe('a look at a list of patients', () => {
  it('has a line for each person and list', async () => {
    await desk().patients.list({});
    await desk().patients.find({ query: 'lo', limit: 5 });
    await desk().requests.list({});
    await desk().appointments.dayBoard({ day: DAY });
    await clinic.call(clinic.actors.doctor).appointments.dayBoard({ day: DAY });

    expect(await reads()).toEqual([
      ['reception', 'patient.find', 'patients.list', 'success', 0],
      ['reception', 'patient.find', 'patients.find', 'success', 0],
      ['reception', 'request.read', 'requests.list', 'success', 0],
      ['reception', 'board.read', 'appointments.dayBoard', 'success', 0],
      ['doctor', 'board.read', 'appointments.dayBoard', 'success', 0],
    ]);
  });

  it('is one line in an hour however often it comes, and then one of how often, with the same names', async () => {
    const look = (actor: Actor) => clinic.call(actor).patients.list({});
    await Promise.all(Array.from({ length: 20 }, () => look(clinic.actors.reception)));
    clinic.clock.advance({ minutes: 59 });
    await clinic.services.audit.writeRepeats();
    await look(clinic.actors.reception);
    expect(await reads()).toEqual([['reception', 'patient.find', 'patients.list', 'success', 0]]);

    clinic.clock.advance({ minutes: 1 });
    await clinic.services.audit.writeRepeats();
    await clinic.services.audit.writeRepeats();
    await look(clinic.actors.reception);
    expect((await reads()).slice(1)).toEqual([
      ['reception', 'patient.find', 'patients.list', 'success', 20],
      ['reception', 'patient.find', 'patients.list', 'success', 0],
    ]);
  });

  it('of one’s own is one line, too, of each patient and thing, and then one of how often', async () => {
    const look = (actor: Actor) => clinic.call(actor).appointments.listOwn({ when: 'upcoming', limit: 10 });
    const { patient, otherPatient } = clinic.actors;
    for (let n = 0; n < 20; n += 1) await look(patient);
    await look(otherPatient);
    await clinic.call(patient).profiles.own({});
    await clinic.call(patient).profiles.own({});
    const first = [
      ['patient', 'appointment.listOwn', 'appointments.listOwn', 'success', 0],
      ['otherPatient', 'appointment.listOwn', 'appointments.listOwn', 'success', 0],
      ['patient', 'patient.getProfile', 'profiles.own', 'success', 0],
    ];
    expect(await reads()).toEqual(first);

    clinic.clock.advance({ minutes: 60 });
    await clinic.services.audit.writeRepeats();
    expect((await reads()).slice(first.length)).toEqual([
      ['patient', 'appointment.listOwn', 'appointments.listOwn', 'success', 19],
      ['patient', 'patient.getProfile', 'profiles.own', 'success', 1],
    ]);
    const lines = await clinic.db.read((q) =>
      q.selectFrom('auditEvent').select(['patientId', 'purpose']).where('repeats', '>', 0).execute(),
    );
    expect(new Set(lines.map(({ patientId }) => patientId))).toEqual(new Set([clinic.cast.patient]));
    await look(patient);
    expect(await reads()).toHaveLength(first.length + 3);
  });

  it('of more things than have lines is one number that says what it was: nobody was refused', async () => {
    const patientId = clinic.cast.patient;
    const who = clinic.actors.patient;
    const folds = createDenialFolds();
    const look = (n: number) => {
      const entry = { action: 'R', subtype: 'appointment.get', outcome: 'success', patientId } as const;
      return folds.add({ person: who.userId, what: `visit ${n}`, address: undefined }, { who, entry }, 0);
    };
    const written = Array.from({ length: 130 }, (_, n) => look(n)).filter(Boolean);

    expect(written).toHaveLength(100);
    expect(folds.take('all', 0).map(({ entry }) => entry)).toEqual([
      { action: 'R', subtype: 'read.many', outcome: 'success', patientId, address: undefined, repeats: 30 },
    ]);
  });

  it('of staff at one chart has a line each time', async () => {
    const look = () => desk().patients.get({ id: clinic.cast.patient });
    await look();
    await look();
    const line = ['reception', 'patient.get', 'patients.get', 'success', 0];
    expect(await reads()).toEqual([line, line]);
  });

  it('is none where nothing was shown', async () => {
    expect(await reasonOf(clinic.call(clinic.actors.admin).patients.list({}))).toBe('forbidden');
    expect(await reasonOf(desk().patients.list({ limit: 100_000 }))).toBe('invalid_input');

    expect(await reads()).toMatchObject([['admin', 'patient.find', 'patients.list', 'denied', 0]]);
  });

  it('names no patient, and stays whole where it is counted at the end of the day', async () => {
    await desk().patients.list({});
    await desk().patients.list({});
    await clinic.services.audit.close();
    const lines = await clinic.db.read((q) => q.selectFrom('auditEvent').selectAll().execute());

    expect(lines.filter(({ action }) => action === 'R')).toMatchObject([{ repeats: 0 }, { repeats: 1 }]);
    expect(JSON.stringify(lines)).not.toMatch(/lopez/i);
  });
});
