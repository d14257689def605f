import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestApi, type TestClinic } from '../../support/start-clinic.ts';
import { newRequestId } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

type Ask = Parameters<TestApi['corrections']['ask']>[0];
const patient = () => clinic.call(clinic.actors.patient);
const desk = () => clinic.call(clinic.actors.reception);
const ask = (over: Partial<Ask> = {}) =>
  patient().corrections.ask({ field: 'familyName', wanted: 'López', requestId: newRequestId(), ...over });
const inbox = async () => (await desk().corrections.list({})).items;

describe('asking for a correction', () => {
  it('shows the desk what the chart says and what it should say, and changes nothing yet', async () => {
    const asked = await ask({ note: 'With an accent' });

    expect(asked).toMatchObject({
      status: 'open',
      currentValue: 'Lopez',
      can: { withdraw: true, decide: false },
    });
    expect(await inbox()).toMatchObject([
      {
        id: asked.id,
        wanted: 'López',
        note: 'With an accent',
        patient: { id: clinic.cast.patient, familyName: 'Lopez' },
        can: { withdraw: false, decide: true },
      },
    ]);
  });

  it('refuses what the chart could not hold, by the name of the field', async () => {
    expect(await refusedFields(ask({ field: 'birthDate', wanted: '1980-02-30' }))).toEqual(['wanted']);
    expect(await refusedFields(ask({ field: 'sex', wanted: 'robot' }))).toEqual(['wanted']);
    expect(await refusedFields(ask({ field: 'email', wanted: 'nobody' }))).toEqual(['wanted']);
    expect(await inbox()).toEqual([]);
  });

  it('is refused while twenty wait already', async () => {
    const other = () => ask({ field: 'other', wanted: 'My visit of 3 March was by phone' });
    for (let n = 0; n < 20; n++) await other();
    expect(await refusedFields(other())).toEqual(['field']);
    const [first] = await inbox();
    await desk().corrections.decline({ id: first?.id as never, expectedVersion: 1, reason: 'It was not' });
    expect(await other()).toMatchObject({ status: 'open' });
  });

  it('is refused a second time for one field while the first is open; in words as often as needed', async () => {
    const first = await ask();

    expect(await refusal(ask({ wanted: 'Lopes' }))).toMatchObject({ reason: 'already_asked', status: 409 });
    await ask({ field: 'other', wanted: 'My visit of 3 March was by phone' });
    await ask({ field: 'other', wanted: 'And so was the next' });
    await patient().corrections.withdraw({ id: first.id, expectedVersion: 1 });
    expect((await ask({ wanted: 'Lopes' })).status).toBe('open');
  });

  it('happens once for one request id', async () => {
    const requestId = newRequestId();

    expect(await ask({ requestId })).toEqual(await ask({ requestId }));
  });
});

describe('the desk answers', () => {
  it('by accepting: the chart says the new value, the correction keeps the old one', async () => {
    const { id } = await ask();
    const [shown] = await inbox();
    clinic.events.length = 0;

    const accepted = await desk().corrections.accept({
      id,
      expectedVersion: 1,
      expectedChartVersion: shown!.chartVersion,
    });

    expect(accepted).toMatchObject({
      status: 'accepted',
      oldValue: 'Lopez',
      currentValue: 'López',
      version: 2,
    });
    expect(await desk().patients.get({ id: clinic.cast.patient })).toMatchObject({
      familyName: 'López',
      version: 2,
    });
    expect((await patient().corrections.listOwn({})).items).toMatchObject([
      { status: 'accepted', oldValue: 'Lopez', can: { withdraw: false } },
    ]);
    expect((await desk().patients.find({ query: 'López' })).items).toHaveLength(1);
    expect(clinic.events).toEqual([
      { type: 'patient.changed', id: clinic.cast.patient, version: 2 },
      { type: 'correction.changed', id, version: 2, patientId: clinic.cast.patient },
    ]);
  });

  it('by accepting words: nothing changes by itself', async () => {
    const { id } = await ask({ field: 'other', wanted: 'Please call me Mia' });
    const accepted = await desk().corrections.accept({ id, expectedVersion: 1, expectedChartVersion: 1 });

    expect(accepted).toMatchObject({ status: 'accepted', oldValue: null });
    expect((await desk().patients.get({ id: clinic.cast.patient })).version).toBe(1);
  });

  it('by declining with a reason the patient reads', async () => {
    const { id } = await ask();
    await desk().corrections.decline({ id, expectedVersion: 1, reason: 'The ID says Lopez' });

    expect((await patient().corrections.listOwn({})).items).toMatchObject([
      { status: 'declined', decisionReason: 'The ID says Lopez', currentValue: 'Lopez' },
    ]);
    expect(await inbox()).toEqual([]);
  });

  it('not to a chart that has changed since: the whole answer is taken back', async () => {
    const { id } = await ask();
    const contact = { expectedVersion: 1, changes: { phone: '+1 555 010-9999' } };
    await patient().patients.editOwnContact(contact);

    const late = desk().corrections.accept({ id, expectedVersion: 1, expectedChartVersion: 1 });
    expect(await reasonOf(late)).toBe('stale_version');
    expect(await inbox()).toMatchObject([{ id, status: 'open', chartVersion: 2 }]);
  });

  it('once: of an answer and a withdrawal at the same moment one holds', async () => {
    const { id } = await ask();
    const outcomes = await Promise.allSettled([
      desk().corrections.accept({ id, expectedVersion: 1, expectedChartVersion: 1 }),
      desk().corrections.decline({ id, expectedVersion: 1, reason: 'No' }),
      patient().corrections.withdraw({ id, expectedVersion: 1 }),
    ]);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await reasonOf(desk().corrections.decline({ id, expectedVersion: 2, reason: 'No' }))).toBe(
      'already_decided',
    );
  });

  it('and each step is on the record without what was said', async () => {
    const { id } = await ask({ note: 'Secret words' });
    await desk().corrections.accept({ id, expectedVersion: 1, expectedChartVersion: 1 });
    const trail = await clinic.db.read((q) => q.selectFrom('auditEvent').selectAll().execute());

    expect(trail.map(({ subtype }) => subtype)).toEqual(
      expect.arrayContaining(['correction.ask', 'patient.correct', 'correction.accept']),
    );
    expect(JSON.stringify(trail)).not.toMatch(/Secret|López/);
  });
});
