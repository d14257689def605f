import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertPatient } from '../../support/factories.ts';
import { reasonOf } from '../../support/refusal.ts';
import { type ListeningClinic, listen, startClinic } from '../../support/start-clinic.ts';
import { book } from '../../support/visits.ts';

let clinic: ListeningClinic;
beforeEach(async () => {
  clinic = await listen();
});
afterEach(() => clinic.close());

const denials = () =>
  clinic.db.read((q) =>
    q.selectFrom('auditEvent').selectAll().where('outcome', '=', 'denied').orderBy('id').execute(),
  );

async function overTrpc(path: string, token: string, input: object): Promise<number> {
  const response = await fetch(
    `${clinic.url}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`,
    { headers: { authorization: `Bearer ${token}` } },
  );
  await response.arrayBuffer();
  return response.status;
}

async function overRest(path: string, token: string): Promise<number> {
  const response = await fetch(`${clinic.url}/api${path}`, { headers: { authorization: `Bearer ${token}` } });
  await response.arrayBuffer();
  return response.status;
}

describe('a refusal by the policy', () => {
  it('leaves a line with who, from where, which session, call and rule, over tRPC and over REST', async () => {
    const { patient } = clinic.cast;
    expect(await overTrpc('patients.get', clinic.tokens.otherDoctor, { id: patient })).toBe(404);
    expect(await overRest(`/patients/${patient}`, clinic.tokens.admin)).toBe(403);

    const { otherDoctor, admin } = clinic.actors;
    expect(await denials()).toMatchObject([
      {
        subtype: 'patient.read',
        action: 'R',
        userId: otherDoctor.userId,
        role: 'doctor',
        sessionId: otherDoctor.sessionId,
        address: '127.0.0.1',
        patientId: patient,
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      },
      { subtype: 'patient.read', userId: admin.userId, sessionId: admin.sessionId, address: '127.0.0.1' },
    ]);
  });

  it('is told apart from a thing that is not there, which only its answer is like', async () => {
    const unknown = '019ed000-0000-7000-8000-000000000000';
    const visit = await book(clinic);
    const doctor = clinic.call(clinic.actors.otherDoctor);

    expect(await reasonOf(doctor.patients.get({ id: unknown }))).toBe('not_found');
    expect(await denials()).toEqual([]);
    expect(await reasonOf(doctor.appointments.get({ id: visit.id }))).toBe('not_found');
    expect(await denials()).toMatchObject([{ subtype: 'appointment.read', patientId: clinic.cast.patient }]);
  });

  it('is one line of a locked screen, whatever that goes on asking for', async () => {
    await clinic.call(clinic.actors.reception).auth.lock({});
    const { reception } = clinic.tokens;
    expect(await overRest(`/patients/${clinic.cast.patient}`, reception)).toBe(403);
    expect(await overRest('/rooms/now', reception)).toBe(403);
    expect(await overRest('/paper/day-sheet?day=2026-03-02', reception)).toBe(403);

    expect(await denials()).toMatchObject([
      { subtype: 'session.locked', userId: clinic.actors.reception.userId, procedure: 'patients.get' },
    ]);
  });

  it('leaves a line of secrets nobody was given, once each, and nothing of the secrets', async () => {
    const secret = 'A'.repeat(22);
    const ask = async (path: string, body?: object) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
      const sent = body === undefined ? {} : { ...init, body: JSON.stringify(body) };
      return (await fetch(`${clinic.url}${path}`, sent)).status;
    };
    for (let n = 0; n < 2; n++) {
      expect(await ask(`/calendars/${secret}.ics`)).toBe(404);
      expect(await ask('/api/invitations/open', { secret })).toBe(400);
      expect(await ask('/api/displays/pair', { code: 'AAAAA-AAAAA', kind: 'calls' })).toBe(400);
    }

    const lines = await denials();
    expect(lines).toMatchObject([
      { subtype: 'calendars.readFeed', objectType: 'calendar_feed', userId: null, address: '127.0.0.1' },
      { subtype: 'users.openInvitation', objectType: 'invitation', userId: null },
      { subtype: 'displays.pair', objectType: 'display', userId: null },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/AAAAA/);
  });

  it('says nothing more to the one refused', async () => {
    const response = await fetch(`${clinic.url}/api/patients/${clinic.cast.patient}`, {
      headers: { authorization: `Bearer ${clinic.tokens.otherDoctor}` },
    });

    expect(await response.text()).not.toMatch(/denied|patientId|objectId/);
  });

  it('is kept where the work of others shares its commit: each line has its own call', async () => {
    const { patient, otherPatient } = clinic.cast;
    const call = (address: string) =>
      clinic.call(clinic.actors.reception, { caller: { address, requestId: `call ${address}` } });
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        call(`192.0.2.${i}`).patients.get({ id: i % 2 === 0 ? patient : otherPatient }),
      ),
    );
    const lines = await clinic.db.read((q) =>
      q.selectFrom('auditEvent').selectAll().where('subtype', '=', 'patient.get').execute(),
    );

    expect(lines.map((line) => line.requestId)).toEqual(lines.map((line) => `call ${line.address}`));
    expect(new Set(lines.map((line) => line.address)).size).toBe(20);
  });
});

describe('a refusal by role', () => {
  const somePatients = (count: number) =>
    clinic.db.transact(async ({ q }) => {
      const ids = [clinic.cast.patient];
      while (ids.length < count) ids.push(await insertPatient(q, { familyName: `Stranger ${ids.length}` }));
      return ids;
    });
  const lineOf = async (procedure: string) =>
    (await denials()).filter((line) => line.procedure === procedure).at(-1);

  it('names the chart that was asked for, each by itself, by whichever door', async () => {
    const ids = await somePatients(40);
    const { admin, reception } = clinic.tokens;
    for (const id of ids) expect(await overRest(`/patients/${id}`, admin)).toBe(403);
    for (const id of ids) expect(await overTrpc('profiles.clinical', reception, { id })).toBe(403);
    for (const id of ids.slice(0, 2)) expect(await overRest(`/patients/${id}/notes`, reception)).toBe(403);

    const lines = await denials();
    expect(lines.map(({ patientId }) => patientId)).toEqual([...ids, ...ids, ...ids.slice(0, 2)]);
    expect(lines[0]).toMatchObject({ objectType: 'patient', objectId: ids[0], policy: 'patient.read' });
    const { items } = await clinic.call(clinic.actors.patient).audit.ofMyChart({});
    expect(items.map(({ did, who }) => [did, who?.role])).toEqual([
      ['refused', 'receptionist'],
      ['refused', 'receptionist'],
      ['refused', 'admin'],
    ]);
  });

  it('names whose the visit, the request or the picture is that was asked for', async () => {
    const visit = await book(clinic);
    const { patient, doctor } = clinic.cast;
    const { admin, reception } = clinic.tokens;
    await overRest(`/appointments/${visit.id}`, admin);
    expect(await lineOf('appointments.get')).toMatchObject({
      patientId: patient,
      objectType: 'appointment',
      objectId: visit.id,
    });
    await overTrpc('notes.ofVisit', reception, { appointmentId: visit.id });
    expect(await lineOf('notes.ofVisit')).toMatchObject({ patientId: patient, objectType: 'appointment' });
    await overRest(`/me/appointments/${visit.id}/calendar`, admin);
    expect(await lineOf('GET /api/me/appointments/:id/calendar')).toMatchObject({ patientId: patient });
    await overTrpc('clinic.doctorCalendar', clinic.tokens.patient, { doctorId: doctor, from: '2026-03-02' });
    expect(await lineOf('clinic.doctorCalendar')).toMatchObject({ objectType: 'doctor', objectId: doctor });
  });

  it('names nothing of an id nobody has, and nothing that is no id', async () => {
    for (const id of ['019ed000-0000-7000-8000-000000000000', 'Mrs Lopez', "' OR 1=1 --", { deep: 1 }])
      await overTrpc('patients.get', clinic.tokens.admin, { id });

    expect(await denials()).toMatchObject([{ patientId: null, objectType: null, objectId: null }]);
  });

  it('keeps its call, and whose chart it was, where it is counted', async () => {
    const [id, other] = await somePatients(2);
    for (let n = 0; n < 5; n++) await overRest(`/patients/${id}`, clinic.tokens.admin);
    clinic.clock.advance({ minutes: 10 });
    // Written when the next one is, which is another's.
    const notes = clinic.call(clinic.actors.reception).notes.listForPatient({ patientId: other as never });
    expect(await reasonOf(notes)).toBe('forbidden');

    const { userId } = clinic.actors.admin;
    expect((await denials()).find(({ repeats }) => repeats > 0)).toMatchObject({
      ...{ userId, repeats: 4, patientId: id, procedure: 'patients.get', policy: 'patient.read' },
    });
  });

  it('at three hundred charts stays within a hundred lines', async () => {
    for (const id of await somePatients(300))
      await reasonOf(clinic.call(clinic.actors.admin).patients.get({ id }));
    await clinic.services.audit.close();

    const lines = await denials();
    expect(lines).toHaveLength(101);
    expect(lines.at(-1)).toMatchObject({ subtype: 'denial.many', repeats: 200, procedure: null });
  });
});

describe('a flood of refusals', () => {
  it('is one line and, ten minutes later, how often it came again', async () => {
    const admin = clinic.call(clinic.actors.admin);
    for (let i = 0; i < 50; i++) await reasonOf(admin.patients.get({ id: clinic.cast.patient }));
    expect(await denials()).toHaveLength(1);
    clinic.clock.advance({ minutes: 10 });
    await clinic.services.audit.writeRepeats();

    expect(await denials()).toMatchObject([{ repeats: 0 }, { repeats: 49 }]);
    await clinic.services.audit.writeRepeats();
    expect(await denials()).toHaveLength(2);
  });

  it('at a thousand things of the clinic stays within a hundred lines', async () => {
    const visit = await book(clinic);
    const doctor = clinic.call(clinic.actors.otherDoctor);
    await reasonOf(doctor.appointments.get({ id: visit.id }));
    const ids = await clinic.db.transact(async ({ q }) => {
      const row = await q.selectFrom('patient').selectAll().limit(1).executeTakeFirstOrThrow();
      const rows = Array.from({ length: 300 }, (_, i) => ({
        ...row,
        id: `019ed000-0000-7000-8000-${String(i).padStart(12, '0')}` as typeof row.id,
        chartNumber: 10_000 + i,
      }));
      await q.insertInto('patient').values(rows).execute();
      return rows.map(({ id }) => id);
    });
    for (const id of ids) await reasonOf(doctor.patients.get({ id }));
    await clinic.services.audit.close();

    const lines = await denials();
    expect(lines).toHaveLength(101);
    expect(lines.at(-1)).toMatchObject({ subtype: 'denial.many', repeats: 201 });
  });
});

describe('a failed sign-in', () => {
  it('leaves its line, and so do the attempts nobody looked at any more', async () => {
    const limited = await startClinic();
    const nobody = limited.call(null);
    const guess = () => nobody.auth.signIn({ email: 'reception@clinic.test', password: 'not the password' });
    for (let i = 0; i < 14; i++) await reasonOf(guess());
    await limited.services.audit.close();
    const lines = await limited.db.read((q) =>
      q.selectFrom('auditEvent').selectAll().where('outcome', '<>', 'success').orderBy('id').execute(),
    );

    const outcomes = lines.map((line) => `${line.subtype} ${line.outcome} ${line.repeats}`);
    expect(outcomes.filter((line) => line === 'session.signIn failure 0')).toHaveLength(10);
    expect(outcomes.slice(10)).toEqual(['auth.signIn denied 0', 'auth.signIn denied 3']);
    expect(lines.every((line) => line.address === '192.0.2.10')).toBe(true);
    await limited.close();
  });

  it('of strangers from ever new addresses stays within a hundred lines, and tells of how many more', async () => {
    const limited = await startClinic();
    const guess = (address: string) =>
      limited
        .call(null, { caller: { address } })
        .auth.signIn({ email: 'reception@clinic.test', password: 'not the password' });
    for (let i = 0; i < 10; i++) await reasonOf(guess('192.0.2.10'));
    for (let i = 0; i < 250; i++) expect(await reasonOf(guess(`198.51.100.${i}`))).toBe('rate_limited');
    await limited.services.audit.close();

    const lines = await limited.db.read((q) =>
      q.selectFrom('auditEvent').selectAll().where('outcome', '=', 'denied').orderBy('id').execute(),
    );
    expect(lines.map((line) => line.address)).toEqual([
      ...Array.from({ length: 100 }, (_, i) => `198.51.100.${i}`),
      null,
    ]);
    expect(lines.at(-1)).toMatchObject({ subtype: 'denial.many', repeats: 150, userId: null });
    await limited.close();
  });
});
