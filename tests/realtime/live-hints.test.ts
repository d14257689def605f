import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../shared/realtime/changes.ts';
import { ACTOR_NAMES, type ActorName, PASSWORD } from '../support/actors.ts';
import { insertBreakGlass, insertVisit } from '../support/factories.ts';
import { openScreen, type Screen } from '../support/screen.ts';
import { gatherIn } from '../support/specializations.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, bookInput, DAY, newRequestId, wall } from '../support/visits.ts';

let clinic: ListeningClinic;
let screens: Record<ActorName, Screen>;
beforeEach(async () => {
  clinic = await listen();
  const opened = ACTOR_NAMES.map(async (name) => [name, await openScreen(clinic.url, clinic.tokens[name])]);
  screens = Object.fromEntries(await Promise.all(opened)) as Record<ActorName, Screen>;
});
afterEach(async () => {
  for (const screen of Object.values(screens)) screen.close();
  await clinic.close();
});

/** Who was told of a thing, once everybody has heard of something said after it. */
async function whoHeard(fits: (change: Change) => boolean): Promise<ActorName[]> {
  await clinic
    .call(clinic.actors.admin)
    .clinic.createRoom({ name: `Room ${newRequestId()}`, requestId: newRequestId() });
  const revision = (await clinic.call(clinic.actors.admin).clinic.overview({})).revision;
  const isLast = (change: Change) => change.type === 'clinic.changed' && change.revision === revision;
  await Promise.all(Object.values(screens).map((screen) => screen.waitFor(isLast)));
  return ACTOR_NAMES.filter((name) => screens[name].hints.some(({ change }) => fits(change)));
}

const about = (id: string) => (change: Change) => 'id' in change && change.id === id;

describe('a hint', () => {
  it('of a visit reaches the desk, its doctor and its patient, nobody else', async () => {
    const visit = await book(clinic);

    expect(await whoHeard(about(visit.id))).toEqual(['reception', 'doctor', 'patient']);
  });

  it('of every change of a visit carries its version and days, and no word about the person', async () => {
    const visit = await book(clinic, { reason: 'Secret pain' });
    const desk = clinic.call(clinic.actors.reception);
    await desk.appointments.move({
      id: visit.id,
      expectedVersion: 1,
      requestId: newRequestId(),
      startsAt: wall('10:00', '2026-03-05'),
    });
    await desk.appointments.setStatus({ id: visit.id, status: 'confirmed', expectedVersion: 2 });
    await desk.appointments.cancel({ id: visit.id, code: 'pat', note: 'Hidden', expectedVersion: 3 });
    await whoHeard(about(visit.id));

    const told = screens.doctor.hints.map((hint) => hint.change).filter(about(visit.id));
    expect(told.map((change) => 'version' in change && change.version)).toEqual([1, 2, 3, 4]);
    expect(told[1]).toMatchObject({ days: ['2026-03-05', DAY] });
    const words = JSON.stringify(screens.reception.hints);
    for (const word of ['Secret', 'Hidden', 'Lopez', 'Maria', 'pat"']) expect(words).not.toContain(word);
  });

  it('of a visit moved to another doctor reaches both doctors', async () => {
    const visit = await book(clinic);
    await clinic.call(clinic.actors.reception).appointments.move({
      id: visit.id,
      expectedVersion: 1,
      requestId: newRequestId(),
      doctorId: clinic.cast.otherDoctor,
      startsAt: wall('11:00'),
    });
    const isMoved = (change: Change) =>
      about(visit.id)(change) && 'version' in change && change.version === 2;

    expect(await whoHeard(isMoved)).toEqual(['reception', 'doctor', 'otherDoctor', 'patient']);
  });

  it('of a request reaches the desk, the asked doctor and the patient', async () => {
    const request = await clinic.call(clinic.actors.patient).requests.create({
      doctorId: clinic.cast.doctor,
      date: DAY,
      dayPart: 'morning',
      reason: 'Cough',
      requestId: newRequestId(),
    });

    expect(await whoHeard(about(request.id))).toEqual(['reception', 'doctor', 'patient']);
  });

  it('of a request to any doctor of a specialization reaches the desk and the patient alone', async () => {
    const { doctor, otherDoctor } = clinic.cast;
    const request = await clinic.call(clinic.actors.patient).requests.create({
      specializationId: await gatherIn(clinic, 'Cardiology', [doctor, otherDoctor]),
      date: DAY,
      dayPart: 'morning',
      reason: 'Cough',
      requestId: newRequestId(),
    });

    expect(await whoHeard(about(request.id))).toEqual(['reception', 'patient']);
  });

  it('of a chart reaches the desk and the patient, of an account the admins', async () => {
    const { patient } = clinic.cast;
    const desk = clinic.call(clinic.actors.reception);
    await desk.patients.edit({ id: patient, expectedVersion: 1, changes: { phone: '+1 555 010-2039' } });
    const staff = await clinic.call(clinic.actors.admin).users.createStaff({
      name: 'New Desk',
      email: 'new@clinic.test',
      password: PASSWORD,
      newPassword: 'copper lantern forty two',
      role: 'receptionist',
      requestId: newRequestId(),
    });

    expect(await whoHeard(about(patient))).toEqual(['reception', 'patient']);
    expect(await whoHeard(about(staff.id))).toEqual(['admin']);
  });

  it('of a chart and its visits reaches the doctors who treat the patient or have opened the chart', async () => {
    const { patient, otherPatient, type, doctor } = clinic.cast;
    const visit = { patientId: patient, appointmentTypeId: type, startsAt: '2025-10-06T08:00:00Z' };
    await clinic.db.transact(async ({ q }) => {
      await insertVisit(q, { ...visit, doctorId: doctor, status: 'completed' });
      const { userId } = clinic.actors.otherDoctor;
      await insertBreakGlass(q, { userId, patientId: patient, openedAt: clinic.clock.now() });
    });
    const desk = clinic.call(clinic.actors.reception);
    const phone = { expectedVersion: 1, changes: { phone: '+1 555 010-2039' } };
    await desk.patients.edit({ id: patient, ...phone });
    await desk.patients.edit({ id: otherPatient, ...phone });

    expect(await whoHeard(about(patient))).toEqual(['reception', 'doctor', 'otherDoctor', 'patient']);
    expect(await whoHeard(about(otherPatient))).toEqual(['reception', 'otherPatient']);

    clinic.clock.advance({ minutes: 31 });
    const later = await book(clinic, { doctorId: clinic.cast.doctor });
    expect(await whoHeard(about(later.id))).toEqual(['reception', 'doctor', 'patient']);
    const heard = screens.doctor.hints.filter(({ change }) => about(later.id)(change));
    expect(heard).toHaveLength(1);
  });

  it('of the clinic’s hours reaches everyone', async () => {
    await clinic
      .call(clinic.actors.admin)
      .clinic.setDateException({ doctorId: clinic.cast.doctor, date: DAY, open: [] });

    expect(await whoHeard((change) => change.type === 'clinic.changed')).toEqual([...ACTOR_NAMES]);
  });

  it('of what only the server needs to know leaves it never', async () => {
    await book(clinic);
    await whoHeard(() => false);
    const types = new Set(
      Object.values(screens).flatMap((screen) => screen.hints.map((hint) => hint.change.type)),
    );

    expect([...types].toSorted()).toEqual(['appointment.changed', 'clinic.changed']);
    expect(clinic.events.some((event) => event.type === 'occupancy.changed')).toBe(true);
  });
});

describe('a booking that fails', () => {
  it('is told to nobody: neither a refusal, nor an acceptance half done', async () => {
    await book(clinic);
    await whoHeard(() => false);
    for (const screen of Object.values(screens)) screen.hints.length = 0;
    const desk = clinic.call(clinic.actors.reception);
    const request = await desk.requests.createFor({
      patientId: clinic.cast.otherPatient,
      doctorId: clinic.cast.doctor,
      date: DAY,
      dayPart: 'morning',
      reason: 'Cough',
      requestId: newRequestId(),
    });
    const accept = desk.requests.accept({
      id: request.id,
      appointmentTypeId: clinic.cast.type,
      startsAt: wall('10:00'),
      expectedVersion: 1,
      requestId: newRequestId(),
    });
    await expect(accept).rejects.toThrow('slot_taken');
    const again = desk.appointments.book(bookInput(clinic, { patientId: clinic.cast.otherPatient }));
    await expect(again).rejects.toThrow('slot_taken');

    expect(await whoHeard((change) => change.type === 'appointment.changed')).toEqual([]);
    expect(
      await whoHeard((change) => about(request.id)(change) && 'version' in change && change.version > 1),
    ).toEqual([]);
  });

  it('is not announced before the commit: who asks on the hint finds it there', async () => {
    const found: unknown[] = [];
    screens.doctor.socket.on('changes', (changes) => {
      for (const change of changes) {
        if (change.type !== 'appointment.changed') continue;
        const row = clinic.db.file.prepare('SELECT version FROM appointment WHERE id = ?').get(change.id);
        found.push(row);
      }
    });
    const { id } = await book(clinic);
    await screens.doctor.waitFor(about(id));

    expect(found).toEqual([{ version: 1 }]);
  });
});
