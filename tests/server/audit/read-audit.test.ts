import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditLineDto } from '../../../shared/contracts/audit.ts';
import { insertPatient } from '../../support/factories.ts';
import { reasonOf } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, lastAudit, newRequestId, wall } from '../../support/visits.ts';

const MARK = 'zebrafish';
let clinic: TestClinic;
beforeAll(async () => {
  clinic = await startClinic({ settings: { isOverbookingAllowed: true } });
  const desk = clinic.call(clinic.actors.reception);
  const visit = await book(clinic, { reason: `${MARK} cough` });
  const { patient, otherPatient } = clinic.cast;
  await desk.patients.get({ id: patient });
  await desk.appointments.get({ id: visit.id });
  await clinic.call(clinic.actors.doctor).appointments.listForPatient({ patientId: patient });
  await reasonOf(clinic.call(clinic.actors.otherDoctor).patients.get({ id: patient }));
  await desk.patients.edit({
    id: patient,
    expectedVersion: 1,
    changes: { deskNote: `${MARK} note`, phone: '+1 555 010-7777' },
  });
  await book(clinic, {
    startsAt: wall('10:15'),
    patientId: otherPatient,
    overrideReason: `${MARK} override`,
    reason: MARK,
  });
  await desk.appointments.cancel({ id: visit.id, code: 'pat', note: `${MARK} flu`, expectedVersion: 1 });
  await clinic.call(clinic.actors.patient).requests.create({
    doctorId: clinic.cast.doctor,
    date: '2026-03-05',
    dayPart: 'morning',
    reason: `${MARK} pain`,
    requestId: newRequestId(),
  });
  await reasonOf(
    clinic.call(null).auth.signIn({ email: 'doctor@clinic.test', password: `${MARK} password` }),
  );
});
afterAll(() => clinic.close());

const admin = () => clinic.call(clinic.actors.admin).audit;
const shown = ({ subtype, outcome }: AuditLineDto) => `${subtype} ${outcome}`;

describe('the trail', () => {
  it('holds no clinical text, no contents of fields and no secret', () => {
    const all = clinic.db.file.prepare('SELECT * FROM audit_event').raw().all().join('\n');

    expect(all.length).toBeGreaterThan(2_000);
    expect(all).not.toContain(MARK);
    expect(all).not.toContain('7777');
    expect(all).toContain('["phone","deskNote"]');
  });

  it('is filtered by person, chart, kind and outcome', async () => {
    const { reception, otherDoctor } = clinic.actors;
    const byPerson = await admin().list({ userId: reception.userId, type: 'patient', limit: 100 });
    expect(byPerson.items.map(shown)).toEqual(['patient.edit success', 'patient.get success']);
    expect(byPerson.items[0]?.person).toEqual({
      id: reception.userId,
      name: 'Rita Desk',
      role: 'receptionist',
    });

    const [line] = byPerson.items;
    const byChart = await admin().list({ chartNumber: line?.chartNumber ?? 0, outcome: 'denied' });
    expect(byChart.items.map((item) => item.person?.id)).toEqual([otherDoctor.userId]);
    const failed = await admin().list({ outcome: 'failure' });
    expect(failed.items.map(shown)).toEqual(['session.signIn failure']);
    expect((await admin().list({ chartNumber: 999_999 })).items).toEqual([]);
    expect((await admin().list({ to: '2026-03-01' })).items).toEqual([]);
  });

  it('names the rule by which somebody was let through', async () => {
    const { items } = await admin().list({ userId: clinic.actors.doctor.userId, type: 'appointment' });

    expect(items[0]).toMatchObject({
      subtype: 'appointment.listForPatient',
      policy: 'appointment.read by treating',
      procedure: 'appointments.listForPatient',
    });
  });

  it('comes in pages without a gap or a double', async () => {
    const ids: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await admin().list({ type: 'appointment', limit: 2, cursor });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    const all = await admin().list({ type: 'appointment', limit: 100 });

    expect(ids).toEqual(all.items.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('shows staff their own actions alone', async () => {
    const { items } = await clinic.call(clinic.actors.doctor).audit.own({ limit: 100 });

    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map(({ person }) => person?.id))).toEqual(new Set([clinic.actors.doctor.userId]));
  });

  it('tells patients who was at their record, and nothing of anybody else’s', async () => {
    const { items } = await clinic.call(clinic.actors.patient).audit.ofMyChart({ limit: 100 });
    const told = items.map(({ who, did, what }) => `${who?.name} ${did} ${what}`);

    expect(told).toEqual([
      'Rita Desk changed appointment',
      'Rita Desk changed patient',
      'Dr. Ben Osei refused patient',
      'Dr. Ana Ruiz looked appointment',
      'Rita Desk looked appointment',
      'Rita Desk looked patient',
      'Rita Desk added appointment',
    ]);
  });
});

describe('a look at a patient’s things', () => {
  it.each([
    ['doctor', 'TREAT'],
    ['reception', 'HOPERAT'],
  ] as const)('of the %s bears its reason, %s', async (who, purpose) => {
    const other = await startClinic();
    await book(other);
    await other.call(other.actors[who]).patients.get({ id: other.cast.patient });
    expect(await lastAudit(other)).toMatchObject({ subtype: 'patient.get', action: 'R', purpose });
    await other.close();
  });
});

describe('the report of charts viewed without relation', () => {
  it('names a chart the desk opened though nobody expected its patient', async () => {
    expect((await admin().withoutRelation({})).items).toEqual([]);
    const { otherPatient } = clinic.cast;
    clinic.clock.advance({ days: 120 });
    await clinic.call(clinic.actors.reception).patients.get({ id: otherPatient });

    expect((await admin().withoutRelation({})).items).toMatchObject([
      { subtype: 'patient.get', patientId: otherPatient, person: { name: 'Rita Desk' } },
    ]);
  });
});

describe('the state of the chain', () => {
  it('is known once it was checked, and the check is a line itself', async () => {
    expect((await admin().state({})).lastVerified).toBeNull();
    const state = await admin().verifyNow({});

    expect(state.lastVerified).toMatchObject({ isWhole: true, breaches: [], at: clinic.clock.now() });
    expect(state.lineCount).toBe((state.lastVerified?.lineCount ?? 0) + 1);
    expect(await admin().state({})).toEqual(state);
  });

  it('goes to the file outside once a day, and when the clinic closes', async () => {
    await clinic.services.audit.anchorDaily();
    const first = clinic.db.trail.anchors.read();
    await clinic.services.audit.anchorDaily();
    expect(clinic.db.trail.anchors.read()).toEqual(first);
    clinic.clock.advance({ days: 1 });
    await admin().list({});
    await clinic.services.audit.anchorDaily();

    expect(clinic.db.trail.anchors.read()).toHaveLength(first.length + 1);
  });
});

describe('looking something up in the trail', () => {
  it.each([
    ['user_id = ?', 'audit_event_by_user'],
    ['patient_id = ?', 'audit_event_by_patient'],
    ['type = ?', 'audit_event_by_type'],
    [`outcome = ? AND outcome <> 'success'`, 'audit_event_refused'],
    ['recorded_at < ?', 'audit_event_by_time'],
  ])('%s reads its index in order, and sorts nothing', (condition, index) => {
    const plan = clinic.db.file
      .prepare(
        `EXPLAIN QUERY PLAN SELECT * FROM audit_event WHERE ${condition} AND (recorded_at, id) < (?, ?)
         ORDER BY recorded_at DESC, id DESC LIMIT 400`,
      )
      .all('x', 'y', 1) as { detail: string }[];
    const details = plan.map(({ detail }) => detail).join('; ');

    expect(details).toContain(`USING INDEX ${index}`);
    expect(details).not.toMatch(/SCAN|TEMP B-TREE/);
  });
});

describe('who has two charts that were joined', () => {
  it('reads who was at either, the newest first, page by page', async () => {
    const closed = await clinic.db.transact(({ q }) =>
      insertPatient(q, { familyName: 'Lopez', givenName: 'Maria', chartNumber: 7001 }),
    );
    clinic.clock.advance({ minutes: 5 });
    await clinic.call(clinic.actors.reception).patients.get({ id: closed });
    clinic.clock.advance({ minutes: 5 });
    await clinic.call(clinic.actors.reception).patients.get({ id: clinic.cast.patient });
    const own = clinic.call(clinic.actors.patient).audit;
    const before = (await own.ofMyChart({ limit: 100 })).items;
    await clinic.db.transact(({ q }) =>
      q.updateTable('patient').set({ mergedInto: clinic.cast.patient }).where('id', '=', closed).execute(),
    );

    const { items } = await own.ofMyChart({ limit: 100 });
    expect(items).toHaveLength(before.length + 1);
    const times = items.map(({ recordedAt }) => recordedAt);
    expect(times).toEqual(times.toSorted().toReversed());
    const first = await own.ofMyChart({ limit: 2 });
    const second = await own.ofMyChart({ limit: 2, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...second.items]).toEqual(items.slice(0, 4));
  });
});
