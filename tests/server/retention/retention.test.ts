import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordAudit } from '../../../server/features/audit/audit.repo.ts';
import type { RetentionKind } from '../../../shared/domain/retention.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { addMinutes, type Instant, toInstant } from '../../../shared/time/instant.ts';
import { PASSWORD } from '../../support/actors.ts';
import { comeBack } from '../../support/come-back.ts';
import { insertPatient, insertVisit } from '../../support/factories.ts';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { startClinic, TEST_NOW, type TestClinic } from '../../support/start-clinic.ts';
import { newRequestId } from '../../support/visits.ts';

const DAY_MIN = 24 * 60;

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const admin = () => clinic.call(clinic.actors.admin).retention;
const apply = () => admin().run({ password: PASSWORD });
const lineOf = async (kind: RetentionKind) =>
  (await admin().report({})).lines.find((line) => line.kind === kind);
/** After a jump over months or years that somebody has worked through. */
async function applyHere() {
  for (const days of [8, 0]) await atWork(addMinutes(clinic.clock.now(), -days * DAY_MIN));
  return clinic.services.retention.applyHere();
}
const atWork = (at: Instant) =>
  clinic.db.transact(({ q }) =>
    recordAudit(q, { who: clinic.actors.reception, at }, { action: 'R', subtype: 'patient.list' }),
  );
const one = (query: string) => clinic.db.file.prepare(query).pluck().get();

/** A grown-up with one visit, so long ago. */
function seenOn(day: string, person: Parameters<typeof insertPatient>[1] = {}): Promise<PatientId> {
  return clinic.db.transact(async ({ q }) => {
    const patientId = await insertPatient(q, { birthDate: '1960-01-01', ...person });
    const { doctor: doctorId, type: appointmentTypeId } = clinic.cast;
    const visit = { doctorId, patientId, appointmentTypeId, startsAt: toInstant(`${day}T09:00:00Z`) };
    await insertVisit(q, { ...visit, status: 'completed' });
    return patientId;
  });
}

describe('the report', () => {
  it('counts a chart from the day after ten years, and changes nothing', async () => {
    // Today is 2 March 2026; a day more, because midnight is not everywhere at once.
    await seenOn('2016-03-01');
    await seenOn('2016-03-02');
    const before = one('SELECT total_changes()');

    expect(await lineOf('charts')).toMatchObject({
      dueCount: 1,
      total: 4,
      kept: { hold: 0, openVisits: 0, minors: 0 },
    });
    expect(one('SELECT total_changes()')).toBe(before);
  });

  it('keeps who is too young, forbidden, or asking for a visit: each counted by why', async () => {
    await seenOn('2010-05-05', { birthDate: '2003-05-05' });
    const held = await seenOn('2010-05-06');
    const asking = await seenOn('2010-05-07');
    const desk = clinic.call(clinic.actors.reception);
    await desk.privacy.placeHold({ patientId: held, reason: 'A case at court' });
    await desk.requests.createFor({
      patientId: asking,
      doctorId: clinic.cast.doctor,
      date: '2026-03-05',
      dayPart: 'morning',
      reason: 'Cough',
      requestId: newRequestId(),
    });

    expect(await lineOf('charts')).toMatchObject({
      dueCount: 0,
      kept: { hold: 1, openVisits: 1, minors: 1 },
    });
    expect((await apply()).gone).toEqual([]);
  });

  it('goes by the periods the admin chooses, with the password', async () => {
    await seenOn('2020-01-01');
    const shorter = { changes: { chartYears: 5 }, password: PASSWORD };
    const after = await admin().update(shorter);

    expect(after.settings.chartYears).toBe(5);
    expect(after.lines.find(({ kind }) => kind === 'charts')?.dueCount).toBe(1);
    expect(await refusedFields(admin().update({ ...shorter, password: 'x' }))).toEqual(['password']);
    expect(await refusedFields(admin().run({ password: 'x' }))).toEqual(['password']);
  });
});

describe('what is due', () => {
  it('goes: a chart becomes nobody’s, its visits stay in the counts', async () => {
    const patientId = await seenOn('2015-01-01', { familyName: 'Longago' });
    const visits = one('SELECT count(*) FROM appointment');
    const applied = await apply();

    expect(applied.gone).toContainEqual({ kind: 'charts', count: 1 });
    const desk = clinic.call(clinic.actors.reception);
    expect(await reasonOf(desk.patients.get({ id: patientId }))).toBe('not_found');
    expect(one('SELECT count(*) FROM appointment')).toBe(visits);
    expect(one("SELECT count(*) FROM audit_event WHERE subtype = 'retention.erase'")).toBe(1);
    expect((await apply()).gone).toEqual([]);
  });

  it('goes with what was closed into it, which never goes alone and whose hold keeps both', async () => {
    const closedInto = (mergedInto: PatientId) =>
      clinic.db.transact(async ({ q }) => {
        const id = await insertPatient(q, { birthDate: '1960-01-01' });
        const long = toInstant('2010-01-01T09:00:00Z');
        await q.updateTable('patient').set({ mergedInto, createdAt: long }).where('id', '=', id).execute();
        return id;
      });
    await closedInto(await seenOn('2026-01-05'));
    const held = await closedInto(await seenOn('2015-01-01'));
    await closedInto(await seenOn('2015-01-02'));
    const desk = clinic.call(clinic.actors.reception).privacy;
    await desk.placeHold({ patientId: held, reason: 'A case at court' });

    expect(await lineOf('charts')).toMatchObject({ total: 5, dueCount: 1, kept: { hold: 1 } });
    expect((await apply()).gone).toContainEqual({ kind: 'charts', count: 1 });
    expect(one('SELECT count(*) FROM patient WHERE erased_at IS NOT NULL')).toBe(2);
  });

  it('stays as long as a hold does, whatever its age: what was asked for and answered, too', async () => {
    const { patient: patientId } = clinic.cast;
    const own = clinic.call(clinic.actors.patient).corrections;
    const correction = await own.ask({ field: 'other', wanted: 'No', requestId: newRequestId() });
    await own.withdraw({ id: correction.id, expectedVersion: 1 });
    const desk = clinic.call(clinic.actors.reception).privacy;
    await desk.placeHold({ patientId, reason: 'A case at court' });
    const countLater = async () => {
      await applyHere();
      return one('SELECT count(*) FROM correction');
    };
    clinic.clock.set('2031-03-02T07:00:00Z');
    expect(await countLater()).toBe(1);

    await clinic.db.transact(({ q }) => q.deleteFrom('legalHold').execute());
    expect(await countLater()).toBe(0);
  });

  it('goes to the day: requests, cases, sessions, answers and sealed records', async () => {
    const desk = clinic.call(clinic.actors.reception);
    const asked = { patientId: clinic.cast.patient, doctorId: clinic.cast.doctor, date: '2026-03-05' };
    const request = await desk.requests.createFor({
      ...asked,
      dayPart: 'morning',
      reason: 'Cough',
      requestId: newRequestId(),
    });
    await desk.requests.reject({ id: request.id, reason: 'Full', expectedVersion: 1 });
    const own = clinic.call(clinic.actors.patient).corrections;
    const correction = await own.ask({ field: 'other', wanted: 'No', requestId: newRequestId() });
    await own.withdraw({ id: correction.id, expectedVersion: 1 });
    await clinic.services.auth.signOut(clinic.actors.otherPatient);
    const counts = () => ({
      requests: one('SELECT count(*) FROM appointment_request'),
      corrections: one('SELECT count(*) FROM correction'),
      ended: one('SELECT count(*) FROM session WHERE ended_at IS NOT NULL'),
      answers: one('SELECT count(*) FROM idempotency'),
    });
    expect(counts()).toEqual({ requests: 1, corrections: 1, ended: 1, answers: 2 });

    const run = async () => {
      await applyHere();
      return counts();
    };
    clinic.clock.set('2026-03-09T06:59:59Z');
    expect(await run()).toMatchObject({ answers: 2 });
    clinic.clock.set('2026-03-09T07:00:00Z');
    expect(await run()).toMatchObject({ answers: 0, ended: 1 });
    clinic.clock.set('2026-05-31T07:00:00Z');
    expect(await run()).toMatchObject({ ended: 0, requests: 1 });
    clinic.clock.set('2027-03-02T07:00:00Z');
    expect(await run()).toMatchObject({ requests: 0, corrections: 1 });
    clinic.clock.set('2029-03-02T07:00:00Z');
    expect(await run()).toMatchObject({ corrections: 0 });
  });

  it('goes to the day, too: places on the waitlist with who was asked, invitations and codes', async () => {
    const { patient, type, doctor } = clinic.cast;
    const { waitlist } = clinic.call(clinic.actors.reception);
    const wish = {
      patientId: patient,
      appointmentTypeId: type,
      doctorId: doctor,
      urgency: 'medium',
    } as const;
    const dates = { earliestDate: '2026-03-03', latestDate: '2026-03-20' };
    const entry = await waitlist.add({ ...wish, ...dates, requestId: newRequestId() });
    await waitlist.withdraw({ id: entry.id, expectedVersion: 1 });
    const waiting = await waitlist.add({ ...wish, ...dates, requestId: newRequestId() });
    const past = toInstant('2026-03-02T07:00:00Z');
    const { userId } = clinic.actors.admin;
    await clinic.db.transact(async ({ q }) => {
      const offer = {
        id: 'o',
        doctorId: doctor,
        startsAt: past,
        endsAt: toInstant('2026-03-02T07:30:00Z'),
        expiresAt: past,
      };
      const made = { createdBy: userId, createdAt: past, updatedAt: past };
      await q
        .insertInto('waitlistOffer')
        .values({ ...offer, state: 'expired', version: 1, ...made } as never)
        .execute();
      for (const { id } of [entry, waiting])
        await q
          .insertInto('waitlistInvite')
          .values({
            id: `i ${id}`,
            offerId: 'o',
            entryId: id,
            patientId: patient,
            answer: 'closed',
            answeredAt: past,
            createdAt: past,
          } as never)
          .execute();
      const codes = { userId, kind: 'code', issuedBy: null, issuedAt: past, expiresAt: past } as const;
      await q
        .insertInto('passwordReset')
        .values({ secretHash: 'x', ...codes })
        .execute();
    });
    await clinic.call(clinic.actors.admin).users.invite({
      name: 'Nora',
      email: 'nora@example.org',
      role: 'receptionist',
      password: PASSWORD,
      requestId: newRequestId(),
    });
    const counts = () => ({
      entries: one('SELECT count(*) FROM waitlist_entry'),
      invites: one('SELECT count(*) FROM waitlist_invite'),
      invitations: one('SELECT count(*) FROM invitation'),
      codes: one('SELECT count(*) FROM password_reset'),
    });
    const run = async () => {
      await applyHere();
      return counts();
    };

    clinic.clock.set('2026-05-31T06:59:59Z');
    expect(await run()).toEqual({ entries: 2, invites: 2, invitations: 1, codes: 1 });
    clinic.clock.set('2026-05-31T07:00:00Z');
    expect(await run()).toMatchObject({ codes: 0 });
    clinic.clock.set('2026-06-10T07:00:00Z');
    expect(await run()).toMatchObject({ invitations: 0, entries: 2 });
    clinic.clock.set('2027-03-02T07:00:00Z');
    expect(await run()).toMatchObject({ entries: 1, invites: 1 });
    expect(one(`SELECT count(*) FROM waitlist_entry WHERE id = '${waiting.id}'`)).toBe(1);
  });

  it('goes in steps that a desk does not wait for', async () => {
    await clinic.db.transact(async ({ q }) => {
      const row = {
        operation: 'x',
        inputHash: 'x',
        answer: '{}',
        createdAt: toInstant('2026-01-01T00:00:00Z'),
      };
      for (let n = 0; n < 450; n++) {
        await q
          .insertInto('idempotency')
          .values({ actorId: 'x', requestId: `${n}`, ...row })
          .execute();
      }
    });
    await apply();
    const lines = await clinic.db.read((q) =>
      q
        .selectFrom('auditEvent')
        .select('reason')
        .where('subtype', '=', 'retention.delete')
        .where('objectType', '=', 'answers')
        .execute(),
    );

    expect(lines.map(({ reason }) => reason)).toEqual(['200', '200', '50']);
  });

  it('goes by itself at night where the clinic says so, once', async () => {
    await seenOn('2015-01-01');
    const charts = () => one('SELECT count(*) FROM patient WHERE erased_at IS NOT NULL');
    clinic.clock.set('2026-03-03T02:30:00Z');
    await clinic.services.retention.applyNightly();
    expect(charts()).toBe(0);
    const { retention } = await comeBack(clinic, 'admin');
    await retention.update({ changes: { isNightly: true }, password: PASSWORD });
    clinic.clock.set('2026-03-03T09:00:00Z');
    await clinic.services.retention.applyNightly();
    expect(charts()).toBe(0);
    clinic.clock.set('2026-03-04T02:30:00Z');
    await clinic.services.retention.applyNightly();
    expect(charts()).toBe(1);
  });
});

describe('a clock that is years ahead', () => {
  const charts = () => one('SELECT count(*) FROM patient WHERE erased_at IS NOT NULL');
  const sessions = () => one('SELECT count(*) FROM session WHERE ended_at IS NOT NULL');
  beforeEach(async () => {
    await seenOn('2020-01-01');
    await clinic.services.auth.signOut(clinic.actors.otherPatient);
    clinic.clock.advance({ days: 9 * 365 });
  });

  it('makes nothing go, by whoever is told to: it is said when somebody was last at work', async () => {
    const { retention } = await comeBack(clinic, 'admin');
    const { reason, details } = await refusal(retention.run({ password: PASSWORD }));
    expect({ reason, ...details }).toMatchObject({
      reason: 'clock_doubtful',
      lastAtWork: toInstant(TEST_NOW),
      now: clinic.clock.now(),
      believedFrom: addMinutes(clinic.clock.now(), 7 * DAY_MIN),
    });
    await expect(clinic.services.retention.applyHere()).rejects.toMatchObject({ code: 'clock_doubtful' });
    expect([charts(), sessions()]).toEqual([0, 1]);
    expect(await lineOf('charts')).toMatchObject({ dueCount: 1 });
  });

  it('makes nothing go at night either, and the trail says why; nor does a server that stands alone for weeks', async () => {
    const { retention } = await comeBack(clinic, 'admin');
    await retention.update({ changes: { isNightly: true }, password: PASSWORD });
    clinic.clock.set('2035-03-10T02:30:00Z');
    for (let night = 0; night < 20; night += 1) {
      await clinic.services.retention.applyNightly();
      clinic.clock.advance({ days: 1 });
    }
    expect([charts(), sessions()]).toEqual([0, 1]);
    const refused = "subtype = 'retention.run' AND outcome = 'failure' AND reason = 'clock_doubtful'";
    expect(one(`SELECT count(*) FROM audit_event WHERE ${refused}`)).toBe(20);
  });

  it('is believed after a week in which people have worked by it', async () => {
    await atWork(clinic.clock.now());
    clinic.clock.advance({ days: 7, seconds: -1 });
    await atWork(clinic.clock.now());
    await expect(clinic.services.retention.applyHere()).rejects.toMatchObject({ code: 'clock_doubtful' });
    clinic.clock.advance({ seconds: 1 });
    // Nobody has worked yet at its end.
    await expect(clinic.services.retention.applyHere()).rejects.toMatchObject({ code: 'clock_doubtful' });
    await atWork(clinic.clock.now());
    await clinic.services.retention.applyHere();
    expect(charts()).toBe(1);
  });

  it('is forgotten as soon as it is put right', async () => {
    const { retention } = await comeBack(clinic, 'admin');
    await refusal(retention.run({ password: PASSWORD }));
    clinic.clock.set(TEST_NOW);
    const back = await comeBack(clinic, 'admin');
    expect((await back.retention.run({ password: PASSWORD })).gone).toEqual([]);
  });
});
