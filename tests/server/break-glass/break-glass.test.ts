import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBreakGlass } from '../../../server/features/break-glass/break-glass.service.ts';
import { createSecuritySettings } from '../../../server/features/security/security-settings.ts';
import { uuidv7Ids } from '../../../server/lib/ids.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { CALLER, PASSWORD } from '../../support/actors.ts';
import { comeBack } from '../../support/come-back.ts';
import { insertPatient, insertVisit } from '../../support/factories.ts';
import { reasonOf, refusedFields } from '../../support/refusal.ts';
import { startClinic, TEST_SEAL, type TestApi, type TestClinic } from '../../support/start-clinic.ts';
import { lastAudit, newRequestId } from '../../support/visits.ts';

let clinic: TestClinic;
let doctor: TestApi;
let admin: TestApi;
let stranger: PatientId;
beforeEach(async () => {
  clinic = await startClinic();
  doctor = clinic.call(clinic.actors.doctor);
  admin = clinic.call(clinic.actors.admin);
  stranger = await addStranger('Stranger', 5001);
});
afterEach(() => clinic.close());

type Asked = Parameters<TestApi['breakGlass']['open']>[0];

/** A patient of the other doctor's, with a visit. */
function addStranger(familyName: string, chartNumber: number): Promise<PatientId> {
  return clinic.db.transact(async ({ q }) => {
    const birthDate = '1971-01-02';
    const patientId = await insertPatient(q, { familyName, givenName: 'Sam', birthDate, chartNumber });
    await insertVisit(q, {
      doctorId: clinic.cast.otherDoctor,
      patientId,
      appointmentTypeId: clinic.cast.type,
      startsAt: `2026-02-10T08:${String(chartNumber % 60).padStart(2, '0')}:00Z`,
      minutes: 1,
      status: 'completed',
    });
    return patientId;
  });
}

const asked = (over: Partial<Asked> = {}): Asked => ({
  person: '5001',
  birthDate: '1971-01-02',
  reason: 'Unconscious in the waiting room',
  password: PASSWORD,
  requestId: newRequestId(),
  ...over,
});

function auditOf(patientId: PatientId) {
  return clinic.db.read((q) =>
    q
      .selectFrom('auditEvent')
      .select(['action', 'subtype', 'userId', 'reason', 'outcome'])
      .where('patientId', '=', patientId)
      .orderBy('id')
      .execute(),
  );
}

describe('a doctor who opens a chart with a reason', () => {
  it('reads it, its visits and finds it, and changes nothing in it', async () => {
    const opened = await doctor.breakGlass.open(asked());

    expect(opened).toMatchObject({ patient: { id: stranger, chartNumber: 5001, familyName: 'Stranger' } });
    expect((await doctor.patients.get({ id: stranger })).can.edit).toBe(false);
    const { items } = await doctor.appointments.listForPatient({ patientId: stranger });
    expect(items.map((visit) => visit.can)).toEqual([{ move: false, cancel: false, setStatus: false }]);
    expect((await doctor.patients.find({ query: 'Stranger' })).items).toHaveLength(1);
    expect((await doctor.patients.list({})).items.map(({ id }) => id)).toContain(stranger);
    const change = { id: items[0]?.id ?? '', code: 'prov', expectedVersion: 1 } as const;
    expect(await reasonOf(doctor.appointments.cancel(change))).toBe('not_found');
    const again = clinic.call(clinic.actors.otherPatient);
    expect(await reasonOf(again.appointments.getOwn({ id: change.id }))).toBe('not_found');
  });

  it('has it for half an hour, this one patient, alone', async () => {
    const other = await addStranger('Elsewhere', 5002);
    await doctor.breakGlass.open(asked());

    expect(await reasonOf(doctor.patients.get({ id: other }))).toBe('not_found');
    clinic.clock.advance({ minutes: 29 });
    expect((await doctor.breakGlass.listOwn({})).items.map(({ patient }) => patient.id)).toEqual([stranger]);
    expect((await doctor.patients.get({ id: stranger })).familyName).toBe('Stranger');
    clinic.clock.advance({ minutes: 1 });
    expect(await reasonOf(doctor.patients.get({ id: stranger }))).toBe('not_found');
    expect((await doctor.patients.find({ query: 'Stranger' })).items).toEqual([]);
    expect((await doctor.breakGlass.listOwn({})).items).toEqual([]);
  });

  it('leaves two lines of its own in the chart’s trail: at the opening and at the first look', async () => {
    await doctor.breakGlass.open(asked());
    await doctor.patients.get({ id: stranger });
    await doctor.patients.get({ id: stranger });

    const lines = await auditOf(stranger);
    const { userId } = clinic.actors.doctor;
    expect(lines.map(({ action, subtype }) => `${action} ${subtype}`)).toEqual([
      'E patient.breakGlass',
      'R patient.breakGlassRead',
      'R patient.get',
      'R patient.get',
    ]);
    // Why stands with the glass, which goes with the chart; the trail never goes.
    expect(lines[0]).toMatchObject({ userId, reason: null, outcome: 'success' });
    expect((await admin.breakGlass.list({})).items[0]?.reason).toBe('Unconscious in the waiting room');
  });

  it('leaves no read that seems to be one of a doctor who treats the patient', async () => {
    await doctor.breakGlass.open(asked());
    await doctor.patients.get({ id: stranger });
    await doctor.appointments.listForPatient({ patientId: stranger });
    await doctor.notes.listForPatient({ patientId: stranger });
    await clinic.call(clinic.actors.otherDoctor).patients.get({ id: stranger });

    const purposes = (userId: string) =>
      clinic.db.file
        .prepare(
          'SELECT DISTINCT purpose FROM audit_event WHERE patient_id = ? AND user_id = ? AND action = ?',
        )
        .pluck()
        .all(stranger, userId, 'R');
    expect(purposes(clinic.actors.doctor.userId)).toEqual(['BTG']);
    expect(purposes(clinic.actors.otherDoctor.userId)).toEqual(['TREAT']);
  });

  it('goes on reading where the chart is joined into another one meanwhile, and no longer than before', async () => {
    const whole = await addStranger('Whole', 5002);
    await doctor.breakGlass.open(asked());
    await clinic.db.transact(({ q }) =>
      q.updateTable('patient').set({ mergedInto: whole }).where('id', '=', stranger).execute(),
    );

    expect((await doctor.patients.get({ id: whole })).familyName).toBe('Whole');
    expect((await doctor.patients.find({ query: 'Whole' })).items.map(({ id }) => id)).toEqual([whole]);
    expect((await doctor.breakGlass.listOwn({})).items.map(({ patient }) => patient.id)).toEqual([whole]);
    expect((await auditOf(whole)).map(({ subtype }) => subtype)).toContain('patient.breakGlassRead');
    expect(await reasonOf(clinic.call(clinic.actors.admin).patients.get({ id: whole }))).toBe('forbidden');
    clinic.clock.advance({ minutes: 30 });
    expect(await reasonOf(doctor.patients.get({ id: whole }))).toBe('not_found');
  });

  it('opens nothing by a chart that was joined into the one it was opened for', async () => {
    const other = await addStranger('Other', 5002);
    await doctor.breakGlass.open(asked());

    expect(await reasonOf(doctor.patients.get({ id: other }))).toBe('not_found');
    await clinic.db.transact(({ q }) =>
      q.updateTable('patient').set({ mergedInto: stranger }).where('id', '=', other).execute(),
    );
    expect((await doctor.patients.get({ id: stranger })).familyName).toBe('Stranger');
    expect(await reasonOf(doctor.patients.get({ id: other }))).toBe('not_found');
  });

  it('is in the patient’s own access log at once', async () => {
    const userId = clinic.actors.otherPatient.userId;
    await clinic.db.transact(({ q }) =>
      q.updateTable('appUser').set({ patientId: stranger }).where('id', '=', userId).execute(),
    );
    await doctor.breakGlass.open(asked());

    const { actor } = await clinic.services.auth.issueSession(userId, CALLER);
    const { items } = await clinic.call(actor).audit.ofMyChart({});
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items)).toContain('Dr. Ana Ruiz');
  });

  it('is announced to the admins at once, without a word of whom or why', async () => {
    const { id } = await doctor.breakGlass.open(asked());

    const { userId } = clinic.actors.doctor;
    expect(clinic.events).toEqual([{ type: 'breakGlass.changed', id, userId }]);
  });

  it('does not try out birth dates', async () => {
    const open = (over: Partial<Asked> = {}) => reasonOf(doctor.breakGlass.open(asked(over)));
    for (let day = 3; day < 11; day += 1)
      expect(await open({ person: 'Stranger', birthDate: `1971-01-${String(day).padStart(2, '0')}` })).toBe(
        'not_found',
      );
    // Not with the right one either.
    expect(await open()).toBe('rate_limited');
    expect(
      await reasonOf(clinic.call(clinic.actors.otherDoctor).breakGlass.open(asked({ person: '9' }))),
    ).toBe('not_found');
    clinic.clock.advance({ minutes: 61 });
    expect((await doctor.breakGlass.open(asked())).patient.id).toBe(stranger);
  });

  it('does not try out many birth dates at once either', async () => {
    const { db, clock } = clinic;
    // Whoever has many processors has all passwords judged in the same moment.
    const auth = { confirmPassword: () => Promise.resolve(db) };
    const settings = createSecuritySettings(db);
    const { open } = createBreakGlass({ db, clock, ids: uuidv7Ids, seal: TEST_SEAL, auth, settings });
    const days = Array.from({ length: 20 }, (_, day) => `1971-02-${String(day + 1).padStart(2, '0')}`);
    const tries = days.map((birthDate) =>
      reasonOf(open(clinic.actors.doctor, asked({ person: 'Stranger', birthDate }))),
    );
    const told = (await Promise.all(tries)).filter((reason) => reason === 'not_found');
    expect(told).toHaveLength(8);
  });

  it('names the patient by chart number or family name, and the day of birth', async () => {
    await addStranger('Twin', 5003);
    await addStranger('Twin', 5004);
    const open = (over: Partial<Asked>) => doctor.breakGlass.open(asked(over));

    expect((await open({ person: 'STRANGER' })).patient.id).toBe(stranger);
    expect(await refusedFields(open({ person: 'Twin' }))).toEqual(['person']);
    expect((await open({ person: '5003' })).patient.familyName).toBe('Twin');
    for (const unknown of [{ person: 'Stran' }, { person: 'Nobody' }, { birthDate: '1971-01-03' }]) {
      expect(await reasonOf(open(unknown))).toBe('not_found');
    }
    expect(await lastAudit(clinic)).toMatchObject({ subtype: 'breakGlass.open', outcome: 'denied' });
  });

  it('opens the chart that goes on, where charts of the person were joined, by name and by either number', async () => {
    const closed = await addStranger('Stranger', 5002);
    await clinic.db.transact(({ q }) =>
      q.updateTable('patient').set({ mergedInto: stranger }).where('id', '=', closed).execute(),
    );

    for (const person of ['Stranger', '5002', '5001']) {
      const { patient } = await doctor.breakGlass.open(asked({ person }));
      expect(patient.id).toBe(stranger);
      await clinic.db.transact(({ q }) => q.deleteFrom('breakGlass').execute());
    }
    await clinic.db.transact(({ q }) =>
      q.updateTable('patient').set({ erasedAt: clinic.clock.now() }).where('id', '=', stranger).execute(),
    );
    expect(await reasonOf(doctor.breakGlass.open(asked()))).toBe('not_found');
  });

  it('is on record for each person it was tried for in vain, without who that is', async () => {
    const miss = (over: Partial<Asked>) => reasonOf(doctor.breakGlass.open(asked(over)));
    expect(await miss({ birthDate: '1971-01-03' })).toBe('not_found');
    expect(await miss({ birthDate: '1971-01-03' })).toBe('not_found');
    expect(await miss({ birthDate: '1971-01-04' })).toBe('not_found');
    const lines = await clinic.db.read((q) =>
      q.selectFrom('auditEvent').selectAll().where('outcome', '=', 'denied').execute(),
    );

    expect(lines.map(({ subtype, objectType }) => [subtype, objectType])).toEqual([
      ['breakGlass.open', 'person'],
      ['breakGlass.open', 'person'],
    ]);
    expect(lines[0]?.objectId).not.toBe(lines[1]?.objectId);
    expect(JSON.stringify(lines)).not.toMatch(/5001|1971-01-0/);
  });

  it.each(['..........', 'aaaaaaaaaaaa', '1234567890', 'xy xy xy xy xy'])(
    'takes no %s for a reason',
    async (reason) => {
      expect(await refusedFields(doctor.breakGlass.open(asked({ reason })))).toEqual(['reason']);
    },
  );

  it('is refused with a wrong password, a thin reason, or for a patient who is open already', async () => {
    expect(await refusedFields(doctor.breakGlass.open(asked({ password: 'wrong' })))).toEqual(['password']);
    for (const reason of ['', 'urgent', '         urgent          ']) {
      expect(await refusedFields(doctor.breakGlass.open(asked({ reason })))).toEqual(['reason']);
    }
    await doctor.breakGlass.open(asked());
    expect(await refusedFields(doctor.breakGlass.open(asked()))).toEqual(['person']);
    expect(await auditOf(stranger)).toHaveLength(1);
  });

  it('once per request id, and five times a day unless the clinic says otherwise', async () => {
    const first = asked();
    const { id } = await doctor.breakGlass.open(first);
    expect((await doctor.breakGlass.open(first)).id).toBe(id);
    for (let at = 2; at <= 5; at++) {
      await addStranger(`Other${at}`, 6000 + at);
      await doctor.breakGlass.open(asked({ person: String(6000 + at) }));
    }
    await addStranger('Last', 6010);

    expect(await reasonOf(doctor.breakGlass.open(asked({ person: '6010' })))).toBe('rate_limited');
    const other = clinic.call(clinic.actors.otherDoctor);
    expect(await reasonOf(other.breakGlass.open(asked({ person: 'Nobody' })))).toBe('not_found');
    clinic.clock.advance({ minutes: 24 * 60 });
    const settings = { changes: { breakGlassPerDay: 1 }, expectedVersion: 1, password: PASSWORD };
    await (await comeBack(clinic, 'admin')).security.updateSettings(settings);
    const next = await comeBack(clinic, 'doctor');
    expect((await next.breakGlass.open(asked({ person: '6010' }))).patient.familyName).toBe('Last');
    expect(await reasonOf(next.breakGlass.open(asked({ person: '6002' })))).toBe('rate_limited');
  });
});

describe('the admin’s list of opened charts', () => {
  it('shows who, which chart and why, and no name of a patient', async () => {
    await doctor.breakGlass.open(asked());

    const { items } = await admin.breakGlass.list({});
    expect(items).toMatchObject([
      {
        doctorName: 'Dr. Ana Ruiz',
        chartNumber: 5001,
        reason: 'Unconscious in the waiting room',
        firstReadAt: null,
        review: null,
        can: { review: true },
      },
    ]);
    expect(JSON.stringify(items)).not.toContain('Stranger');
    await doctor.patients.get({ id: stranger });
    expect((await admin.breakGlass.list({})).items[0]?.firstReadAt).toBe(clinic.clock.now());
  });

  it('takes a note once, and moves what was looked over to the other list', async () => {
    const { id } = await doctor.breakGlass.open(asked());
    const review = { id, note: 'Talked with Dr. Ruiz', expectedVersion: 1 };

    expect((await admin.breakGlass.review(review)).review).toMatchObject({
      byName: 'Ada Admin',
      note: 'Talked with Dr. Ruiz',
    });
    expect(await reasonOf(admin.breakGlass.review(review))).toBe('stale_version');
    expect((await admin.breakGlass.list({})).items).toEqual([]);
    expect((await admin.breakGlass.list({ state: 'reviewed' })).items).toHaveLength(1);
    expect((await auditOf(stranger)).at(-1)?.subtype).toBe('patient.breakGlassReview');
    expect(await refusedFields(admin.breakGlass.review({ ...review, note: ' ' }))).toEqual(['note']);
  });

  it('is not looked over by whoever is on it, an administrator by now', async () => {
    const { id } = await doctor.breakGlass.open(asked());
    const promoted = clinic.call({ ...clinic.actors.doctor, role: 'admin', doctorId: null });

    expect((await promoted.breakGlass.list({})).items).toMatchObject([{ id, can: { review: false } }]);
    const own = promoted.breakGlass.review({ id, note: 'All was well', expectedVersion: 1 });
    expect(await reasonOf(own)).toBe('forbidden');
    expect((await auditOf(stranger)).at(-1)).toMatchObject({ outcome: 'denied', action: 'U' });
    expect((await admin.breakGlass.list({})).items).toMatchObject([{ id, review: null }]);
  });

  it('pages from the newest on', async () => {
    for (let at = 1; at <= 3; at++) {
      await addStranger(`Page${at}`, 7000 + at);
      await doctor.breakGlass.open(asked({ person: String(7000 + at) }));
      clinic.clock.advance({ minutes: 1 });
    }
    const first = await admin.breakGlass.list({ limit: 2 });
    const second = await admin.breakGlass.list({ limit: 2, cursor: first.nextCursor ?? '' });

    expect([...first.items, ...second.items].map(({ chartNumber }) => chartNumber)).toEqual([
      7003, 7002, 7001,
    ]);
  });
});
