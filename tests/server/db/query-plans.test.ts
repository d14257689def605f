import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RECALL_STATES } from '../../../shared/domain/recalls.ts';
import { PASSWORD } from '../../support/actors.ts';
import { insertType } from '../../support/factories.ts';
import { refusal } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, bookInput, DAY, newRequestId, onlineInput, wall } from '../../support/visits.ts';

/** What grows with the years. The clinic's shape (doctors, rooms, hours ...) stays small and is read whole. */
const GROWING = [
  'appointment',
  'appointment_change',
  'appointment_request',
  'patient',
  'idempotency',
  'audit_event',
  'session',
  'refresh_token',
  'break_glass',
  'arrival',
  'visit_note',
  'visit_answers',
  'recall_contact',
];

let clinic: TestClinic;
let seen: Set<string>;
beforeAll(async () => {
  clinic = await startClinic({ settings: { isOverbookingAllowed: true } });
  seen = new Set();
  const { file } = clinic.db;
  const prepare = file.prepare.bind(file);
  file.prepare = (sql: string) => {
    seen.add(sql);
    return prepare(sql);
  };
});
afterAll(() => clinic.close());

/** The statements SQLite was asked for the first time while `work` ran. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const before = new Set(seen);
  await work();
  return [...seen].filter((sql) => !before.has(sql) && /^\s*(select|insert|update|delete|with)/i.test(sql));
}

function planOf(sql: string): string[] {
  const parameters = sql.replaceAll(/'[^']*'|"[^"]*"/g, '').match(/\?/g)?.length ?? 0;
  const rows = clinic.db.file
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...Array.from({ length: parameters }, () => null)) as { detail: string }[];
  return rows.map((row) => row.detail);
}

/** Reads of a growing table from its beginning to its end. */
function scansIn(statements: readonly string[]): string[] {
  return statements.flatMap((sql) => {
    const names = new Map(GROWING.map((table) => [table, table]));
    for (const [, table, alias] of sql.matchAll(/\b(?:from|join)\s+"?(\w+)"?\s+as\s+"?(\w+)"?/gi)) {
      if (table !== undefined && alias !== undefined && GROWING.includes(table)) names.set(alias, table);
    }
    return planOf(sql)
      .filter((step) => names.has(/^SCAN (\w+)/.exec(step)?.[1] ?? ''))
      .map((step) => `${step} in: ${sql}`);
  });
}

const desk = () => clinic.call(clinic.actors.reception);

describe('the reads and writes of a clinic’s day', () => {
  it('find their rows by an index, whatever the table has grown to', async () => {
    const statements = await statementsOf(async () => {
      const visit = await book(clinic);
      await book(clinic, {
        patientId: clinic.cast.otherPatient,
        startsAt: wall('10:15'),
        overrideReason: 'Acute',
      });
      await refusal(desk().appointments.book(bookInput(clinic, { startsAt: wall('10:15') })));
      await clinic
        .call(clinic.actors.patient)
        .appointments.bookOnline(onlineInput(clinic, { startsAt: wall('13:00') }));
      await desk().appointments.dayBoard({ day: DAY });
      await desk().appointments.dayBoard({ day: DAY, doctorIds: [clinic.cast.doctor] });
      await clinic.call(clinic.actors.doctor).appointments.dayBoard({ day: DAY });
      await desk().appointments.get({ id: visit.id });
      await desk().appointments.counts({ day: DAY });
      await desk().appointments.listForPatient({ patientId: clinic.cast.patient, limit: 1 });
      await clinic.call(clinic.actors.patient).appointments.listOwn({});
      await clinic.call(clinic.actors.patient).appointments.listOwn({ when: 'past' });
      await clinic.call(clinic.actors.doctor).patients.get({ id: clinic.cast.patient });
      await desk().appointments.move({
        id: visit.id,
        startsAt: wall('14:00'),
        expectedVersion: 1,
        requestId: newRequestId(),
      });
      await desk().appointments.cancel({ id: visit.id, code: 'pat', expectedVersion: 2 });
      await desk().appointments.setStatus({ id: visit.id, status: 'booked', expectedVersion: 3 });
    });

    expect(statements.length).toBeGreaterThan(15);
    expect(scansIn(statements)).toEqual([]);
  });

  it('find requests by an index: the inbox, one’s own, the overdue', async () => {
    const statements = await statementsOf(async () => {
      const patient = clinic.call(clinic.actors.patient);
      const asked = await patient.requests.create({
        doctorId: clinic.cast.doctor,
        date: DAY,
        dayPart: 'morning',
        reason: 'Cough',
        requestId: newRequestId(),
      });
      await desk().requests.list({ limit: 1 });
      await clinic.call(clinic.actors.doctor).requests.list({});
      await patient.requests.listOwn({});
      await desk().requests.reject({ id: asked.id, reason: 'Full', expectedVersion: 1 });
      await clinic.services.requests.expireOverdue();
    });

    expect(statements.length).toBeGreaterThan(4);
    expect(scansIn(statements)).toEqual([]);
  });

  it('find the charts of a doctor and those opened with a reason by an index', async () => {
    const statements = await statementsOf(async () => {
      const doctor = clinic.call(clinic.actors.doctor);
      const admin = clinic.call(clinic.actors.admin);
      await doctor.patients.find({ query: 'Lopez' });
      await doctor.patients.find({ query: 'Maria Lopez' });
      const { id, patient } = await clinic.call(clinic.actors.otherDoctor).breakGlass.open({
        person: 'Weber',
        birthDate: '1975-11-30',
        reason: 'Unconscious at the desk',
        password: PASSWORD,
        requestId: newRequestId(),
      });
      await clinic.call(clinic.actors.otherDoctor).patients.get({ id: patient.id });
      await doctor.breakGlass.listOwn({});
      await admin.breakGlass.review({ id, note: 'Fine', expectedVersion: 1 });
    });

    expect(statements.length).toBeGreaterThan(8);
    expect(scansIn(statements)).toEqual([]);
  });

  it('find what hangs on a visit by an index: answers, notes, the lines of the day, recalls', async () => {
    const { patient: patientId, type: appointmentTypeId, doctor: doctorId } = clinic.cast;
    const { id } = await book(clinic, {
      patientId: clinic.cast.otherPatient,
      startsAt: wall('16:00', '2026-03-04'),
    });
    const statements = await statementsOf(async () => {
      const patient = clinic.call(clinic.actors.otherPatient);
      await patient.forms.ofOwnVisit({ appointmentId: id });
      await patient.flow.ownDay({});
      await clinic.services.flow.movedInLine([{ type: 'delay.changed', doctorId, version: 1 }]);
      await clinic.call(clinic.actors.doctor).notes.listUnsigned({});
      const due = { patientId, appointmentTypeId, dueInMonths: 6, requestId: newRequestId() };
      const recall = await desk().recalls.add(due);
      await desk().pins.pin({ recallId: recall.id, requestId: newRequestId() });
      await desk().pins.pin({ appointmentId: id, requestId: newRequestId() });
      await desk().pins.list({});
      await desk().recalls.list({});
    });

    expect(statements.length).toBeGreaterThan(12);
    expect(scansIn(statements)).toEqual([]);
  });

  it('find who is due again past those who came, did not want to or were given up', async () => {
    const { type: appointmentTypeId } = clinic.cast;
    const statements = await statementsOf(async () => {
      for (const state of [undefined, ...RECALL_STATES])
        await desk().recalls.list({ state, appointmentTypeId });
    });
    const plans = statements.filter((sql) => sql.includes('from "recall" ')).map(planOf);

    // One for all that are open, one for a kind of them, one for those who come, one for either end.
    expect(plans).toHaveLength(4);
    for (const plan of plans) {
      expect(plan[0]).toBe('SEARCH recall USING INDEX recall_by_end (ended_as=?)');
      expect(plan.join('; ')).not.toContain('TEMP B-TREE');
    }
  });

  it('find what one person did, and what was done at their account, by an index each', async () => {
    const { userId } = clinic.actors.reception;
    const statements = await statementsOf(() => clinic.call(clinic.actors.admin).audit.list({ userId }));
    const plans = statements.map((sql) => planOf(sql).join('; '));

    expect(scansIn(statements)).toEqual([]);
    for (const index of ['user', 'account']) {
      expect(plans).toContainEqual(expect.stringContaining(`audit_event_by_${index} (`));
    }
    expect(plans.filter((plan) => plan.includes('TEMP B-TREE FOR ORDER BY'))).toEqual([]);
  });

  it('search openings without reading what is not asked for', async () => {
    const statements = await statementsOf(async () => {
      const asked = { appointmentTypeId: clinic.cast.type };
      clinic.services.schedule.forgetAll();
      await desk().schedule.slots({ ...asked, doctorId: clinic.cast.doctor, from: DAY, to: DAY });
      await desk().schedule.nextOpenings({ ...asked, from: DAY });
      await clinic.call(clinic.actors.patient).schedule.nextOpenings({ ...asked, from: DAY });
      await clinic.call(clinic.actors.reception).auth.me({});
      await clinic.services.auth.actorFromToken(clinic.tokens.reception);
    });

    // Who asks is looked up at every call: that statement is known from before.
    const lookUps = [...seen].filter((sql) => /^\s*select\b.*\bfrom session\b/is.test(sql));
    expect(lookUps.length).toBeGreaterThan(0);
    expect(statements.length).toBeGreaterThan(0);
    expect(scansIn([...statements, ...lookUps])).toEqual([]);
  });

  it('check a changed calendar against coming visits only', async () => {
    const statements = await statementsOf(async () => {
      await clinic.call(clinic.actors.admin).clinic.setDateException({
        doctorId: clinic.cast.otherDoctor,
        date: DAY,
        open: [],
      });
    });

    expect(scansIn(statements)).toEqual([]);
  });

  it.each(['insert', 'update'])(
    'judge overlaps on %s by the doctor’s, the patient’s and the room’s index',
    (event) => {
      const plans = lookUpsOf(`appointment_no_overlap_${event}`).map((sql) => planOf(sql).join('; '));

      expect(plans).toHaveLength(6);
      for (const [at, resource] of ['doctor', 'patient', 'room'].entries()) {
        expect(plans[at * 2]).toMatch(new RegExp(`SEARCH a USING INDEX appointment_by_${resource} .*<`));
        expect(plans[at * 2 + 1]).toContain(`SEARCH a USING INDEX appointment_long_by_${resource}`);
      }
    },
  );
});

/** The look-ups inside a trigger, with the changed row's values as parameters. */
function lookUpsOf(trigger: string): string[] {
  const { sql } = clinic.db.file
    .prepare(`SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?`)
    .get(trigger) as { sql: string };
  return sql
    .split('EXISTS (')
    .slice(1)
    .map((rest) => rest.slice(0, closingBracket(rest)).replaceAll(/\b(NEW|OLD)\.\w+/g, '?'));
}

function closingBracket(text: string): number {
  let depth = 1;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error('a bracket stays open');
}

describe('the reads of the waiting room and of the card', () => {
  it('find who waits, how a doctor’s visits went and what became of a patient’s by an index', async () => {
    const { id } = await book(clinic, { startsAt: wall('16:00') });
    clinic.clock.set(wall('16:00'));
    await desk().appointments.setStatus({ id, status: 'arrived', expectedVersion: 1 });
    const statements = await statementsOf(async () => {
      await desk().flow.waitingRoom({});
      await desk().profiles.get({ id: clinic.cast.patient });
    });

    expect(scansIn(statements)).toEqual([]);
    expect(statements.some((sql) => sql.includes('is_late_cancel') && sql.includes('FILTER'))).toBe(true);
    expect(statements.some((sql) => sql.includes('"with_doctor_at" is not null'))).toBe(true);
  });
});

describe('the check of plans itself', () => {
  it('sees a table read from end to end, under its name or another', () => {
    expect(scansIn(['SELECT * FROM appointment WHERE reason = ?'])).toHaveLength(1);
    expect(scansIn(['SELECT * FROM patient AS p WHERE p.phone = ?'])).toHaveLength(1);
  });

  it('is quiet about the clinic’s shape', async () => {
    const statements = await statementsOf(() => clinic.db.transact(({ q }) => insertType(q, { name: 'X' })));

    expect(scansIn([...statements, 'SELECT * FROM doctor'])).toEqual([]);
  });
});
