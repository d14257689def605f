import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PasskeyId } from '../../../shared/ids.ts';
import { type ActorName, PASSWORD } from '../../support/actors.ts';
import { insertDoctor, insertPasskey, insertPatient } from '../../support/factories.ts';
import { reasonOf } from '../../support/refusal.ts';
import { openScreen } from '../../support/screen.ts';
import { type ListeningClinic, listen, startClinic } from '../../support/start-clinic.ts';
import { book, bookInput, DAY, lastAudit, newRequestId, wall } from '../../support/visits.ts';

let clinic: ListeningClinic;
beforeEach(async () => {
  clinic = await listen();
});
afterEach(() => clinic.close());

const denials = (of: Pick<ListeningClinic, 'db'> = clinic) =>
  of.db.read((q) =>
    q.selectFrom('auditEvent').selectAll().where('outcome', '=', 'denied').orderBy('id').execute(),
  );
const as = (name: ActorName) => clinic.call(clinic.actors[name]);
const NOBODYS_ID = '019ed000-0000-7000-8000-000000000000';

async function ask(path: string, token: string, init: RequestInit = {}): Promise<number> {
  const headers = new Headers({ authorization: `Bearer ${token}` });
  if (typeof init.body === 'string') headers.set('content-type', 'application/json');
  const response = await fetch(`${clinic.url}/api${path}`, { ...init, headers });
  await response.arrayBuffer();
  return response.status;
}

describe('a refusal by a route that is no procedure leaves its line', () => {
  it('of paper and calendar files that are another’s: who, at which door, about whom', async () => {
    const { id } = await book(clinic);
    const { doctor, patient } = clinic.cast;
    const { otherDoctor, otherPatient } = clinic.tokens;
    expect(await ask(`/paper/visits/${id}/routing-slip`, otherDoctor)).toBe(404);
    expect(await ask(`/paper/day-sheet?day=${DAY}&doctorId=${doctor}`, otherDoctor)).toBe(404);
    expect(await ask(`/me/appointments/${id}/calendar`, otherPatient)).toBe(404);

    const by = { userId: clinic.actors.otherDoctor.userId, sessionId: clinic.actors.otherDoctor.sessionId };
    expect(await denials()).toMatchObject([
      {
        ...by,
        action: 'R',
        subtype: 'appointment.read',
        patientId: patient,
        address: '127.0.0.1',
        procedure: 'GET /api/paper/visits/:id/:kind',
        policy: 'appointment.read',
      },
      { ...by, subtype: 'board.read', objectType: 'doctor', objectId: doctor },
      { userId: clinic.actors.otherPatient.userId, subtype: 'appointment.readOwn', patientId: patient },
    ]);
  });

  it('of what a role can never do, before its handler', async () => {
    const { reception, doctor, admin, patient } = clinic.tokens;
    expect(await ask('/figures/file?from=2026-03-01&to=2026-03-02&step=day', reception)).toBe(403);
    expect(await ask('/copies', doctor, { method: 'POST', body: '{}' })).toBe(403);
    expect(await ask('/profile/picture', admin, { method: 'PUT', body: new FormData() })).toBe(403);
    expect(await ask(`/paper/day-sheet?day=${DAY}`, patient)).toBe(403);

    expect((await denials()).map(({ role, action, subtype }) => `${role} ${action} ${subtype}`)).toEqual([
      'receptionist R figures.read',
      'doctor U copy.fetch',
      'admin U picture.editOwn',
      'patient R board.read',
    ]);
  });

  it('of a ticket that another session earned, and none of a ticket that never was', async () => {
    const { ticket } = await as('patient').exports.prepareOwn({ password: PASSWORD });
    const post = (body: object) => ({ method: 'POST', body: JSON.stringify(body) });
    expect(await ask('/copies', clinic.tokens.admin, post({ ticket: 'A'.repeat(43) }))).toBe(404);
    expect(await denials()).toEqual([]);
    expect(await ask('/copies', clinic.tokens.admin, post({ ticket }))).toBe(404);

    expect(await denials()).toMatchObject([
      { userId: clinic.actors.admin.userId, subtype: 'copy.fetch', patientId: clinic.cast.patient },
    ]);
    expect(await ask('/copies', clinic.tokens.patient, post({ ticket }))).toBe(200);
  });
});

describe('a refusal of what is another’s own leaves its line', () => {
  it('of a session and of a calendar address; what is not there leaves none', async () => {
    const { sessionId } = clinic.actors.otherPatient;
    const { feed } = await as('otherPatient').calendars.addFeed({ name: 'Phone', password: PASSWORD });
    expect(await reasonOf(as('patient').auth.endSession({ id: sessionId }))).toBe('not_found');
    expect(await reasonOf(as('patient').calendars.removeFeed({ id: feed.id }))).toBe('not_found');
    const lines = await denials();
    expect(lines).toMatchObject([
      { userId: clinic.actors.patient.userId, objectType: 'session', objectId: sessionId },
      { userId: clinic.actors.patient.userId, objectType: 'calendar_feed', objectId: feed.id },
    ]);

    await reasonOf(as('patient').auth.endSession({ id: NOBODYS_ID }));
    await reasonOf(as('patient').calendars.removeFeed({ id: NOBODYS_ID }));
    expect(await denials()).toEqual(lines);
  });

  it('of a passkey, and of a doctor who has left for those who are told of the present ones', async () => {
    const id = newRequestId() as PasskeyId;
    const gone = await clinic.db.transact(async ({ q }) => {
      await insertPasskey(q, { id, userId: clinic.actors.doctor.userId });
      return insertDoctor(q, { name: 'Dr. Gone', isActive: 0 });
    });
    const change = { id, name: 'Mine', expectedVersion: 1 };
    expect(await reasonOf(as('reception').auth.renamePasskey(change))).toBe('not_found');
    expect(await reasonOf(as('patient').clinic.getDoctor({ id: gone }))).toBe('not_found');
    const lines = await denials();
    expect(lines).toMatchObject([
      { userId: clinic.actors.reception.userId, objectType: 'passkey', objectId: id },
      { userId: clinic.actors.patient.userId, objectType: 'doctor', objectId: gone },
    ]);

    await reasonOf(as('reception').auth.renamePasskey({ ...change, id: NOBODYS_ID }));
    await reasonOf(as('patient').clinic.getDoctor({ id: NOBODYS_ID }));
    expect(await denials()).toEqual(lines);
  });

  it('of a patient the doctor does not treat and would book for: one visit, or a series', async () => {
    const stranger = await clinic.db.transact(({ q }) => insertPatient(q, { familyName: 'Stranger' }));
    const doctor = as('doctor');
    expect(await reasonOf(doctor.appointments.book(bookInput(clinic, { patientId: stranger })))).toBe(
      'not_found',
    );
    const { startsAt: _, ...visit } = bookInput(clinic, { patientId: stranger });
    const end = { kind: 'count', count: 2 } as const;
    const rule = { frequency: 'daily', startsOn: DAY, time: '10:00', end } as const;
    expect(await reasonOf(doctor.series.book({ ...visit, rule }))).toBe('not_found');
    const lines = await denials();
    const line = { userId: clinic.actors.doctor.userId, action: 'C', patientId: stranger };
    expect(lines).toMatchObject([
      { ...line, procedure: 'appointments.book' },
      { ...line, procedure: 'series.book' },
    ]);

    const unknown = bookInput(clinic, { patientId: NOBODYS_ID });
    expect(await reasonOf(doctor.appointments.book(unknown))).toBe('not_found');
    expect(await denials()).toEqual(lines);
  });
});

describe('a refusal on a live line leaves its line', () => {
  it('of a slot in another’s calendar and of what the role may not say, a flood of them as a count', async () => {
    const slot = { doctorId: clinic.cast.doctor, startsAt: wall('11:00'), durationMin: 30 };
    const other = await openScreen(clinic.url, clinic.tokens.otherDoctor);
    expect(await other.socket.emitWithAck('hold', slot)).toBeNull();
    const patient = await openScreen(clinic.url, clinic.tokens.patient);
    for (let n = 0; n < 5; n++) patient.socket.emit('hold', slot, () => undefined);
    await patient.socket.emitWithAck('ping');
    for (const screen of [other, patient]) screen.close();
    await clinic.services.audit.close();

    const { doctor } = clinic.cast;
    expect(await denials()).toMatchObject([
      {
        userId: clinic.actors.otherDoctor.userId,
        subtype: 'hold.take',
        address: '127.0.0.1',
        objectType: 'doctor',
        objectId: doctor,
        procedure: 'socket hold',
        repeats: 0,
      },
      { userId: clinic.actors.patient.userId, subtype: 'hold.take', repeats: 0 },
      { userId: clinic.actors.patient.userId, subtype: 'hold.take', repeats: 4 },
    ]);
  });
});

describe('a token that somebody made up leaves its line', () => {
  it('over HTTP and at a live line, each once; one that is merely over leaves none', async () => {
    const forged = `${clinic.tokens.admin.split('.').slice(0, 2).join('.')}.AAAA`;
    for (let n = 0; n < 3; n++) expect(await ask('/users', forged)).toBe(401);
    for (let n = 0; n < 3; n++)
      await expect(openScreen(clinic.url, forged)).rejects.toThrow('unauthenticated');
    await clinic.services.audit.close();
    const lines = await denials();
    expect(lines.map(({ subtype, type, repeats }) => ({ subtype, type, repeats }))).toEqual([
      { subtype: 'auth.token', type: 'sign_in', repeats: 0 },
      { subtype: 'auth.liveLine', type: 'sign_in', repeats: 0 },
      { subtype: 'auth.token', type: 'sign_in', repeats: 2 },
      { subtype: 'auth.liveLine', type: 'sign_in', repeats: 2 },
    ]);
    expect(lines.every(({ userId, address }) => userId === null && address === '127.0.0.1')).toBe(true);

    clinic.clock.advance({ minutes: 11 });
    expect(await ask('/users', clinic.tokens.admin)).toBe(401);
    await expect(openScreen(clinic.url, clinic.tokens.admin)).rejects.toThrow('unauthenticated');
    expect(await denials()).toEqual(lines);
  });
});

describe('an act leaves its line also where it changes little', () => {
  it('beginning with an authenticator, which takes the place of one begun before', async () => {
    await as('reception').auth.beginTotp({ password: PASSWORD });

    expect(await lastAudit(clinic)).toMatchObject({
      subtype: 'user.beginTotp',
      action: 'U',
      outcome: 'success',
      userId: clinic.actors.reception.userId,
      changedFields: '["secondFactor"]',
    });
  });

  it('ending the sessions of somebody who is nowhere signed in', async () => {
    const id = clinic.actors.reception.userId;
    expect(await as('admin').users.endSessions({ id })).toEqual({ ended: 1 });
    expect(await as('admin').users.endSessions({ id })).toEqual({ ended: 0 });

    expect(await lastAudit(clinic)).toMatchObject({
      subtype: 'session.endByAdmin',
      action: 'E',
      objectType: 'user',
      objectId: id,
      userId: clinic.actors.admin.userId,
    });
  });

  it('letting go of what is old, when nothing is', async () => {
    expect((await as('admin').retention.run({ password: PASSWORD })).gone).toEqual([]);

    expect(await lastAudit(clinic)).toMatchObject({
      subtype: 'retention.run',
      action: 'E',
      userId: clinic.actors.admin.userId,
    });
  });

  it('preparing a copy that nobody fetches', async () => {
    const patientId = clinic.cast.patient;
    const wish = { patientId, kind: 'copy', idDocument: 'passport', requestId: newRequestId() } as const;
    const { id } = await as('reception').privacy.note(wish);
    await as('admin').exports.prepare({ id, password: PASSWORD });

    expect(await lastAudit(clinic)).toMatchObject({
      subtype: 'privacy.prepareCopy',
      type: 'privacy',
      action: 'E',
      patientId,
      objectId: id,
      userId: clinic.actors.admin.userId,
    });

    await as('patient').exports.prepareOwn({ password: PASSWORD });
    expect(await lastAudit(clinic)).toMatchObject({
      subtype: 'privacy.prepareCopy',
      patientId,
      objectType: 'patient',
      objectId: patientId,
      userId: clinic.actors.patient.userId,
    });
  });
});

describe('guesses inside a session beyond the limit', () => {
  it('leave a line and a count, by whoever is signed in, at a locked screen too', async () => {
    const limited = await startClinic();
    const { reception } = limited.actors;
    const locked = limited.call(null, { heldBack: { actor: reception, why: 'session_locked' } });
    for (let n = 0; n < 14; n++) await reasonOf(locked.auth.unlock({ password: 'not the password' }));
    const open = limited.call(reception);
    await reasonOf(open.auth.setPin({ pin: '2580', password: 'not the password' }));
    await limited.services.audit.close();
    const lines = await denials(limited);
    await limited.close();

    expect(lines.map(({ userId, subtype, repeats }) => ({ userId, subtype, repeats }))).toEqual([
      { userId: reception.userId, subtype: 'auth.unlock', repeats: 0 },
      { userId: reception.userId, subtype: 'auth.setPin', repeats: 0 },
      { userId: reception.userId, subtype: 'auth.unlock', repeats: 3 },
    ]);
  });
});
