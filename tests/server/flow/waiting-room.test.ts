import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import { PASSWORD } from '../../support/actors.ts';
import { reasonOf } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, rowOf, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic({ now: wall('09:30') });
});
afterEach(() => clinic.close());

const room = (who: 'reception' | 'doctor' | 'otherDoctor' = 'reception') =>
  clinic.call(clinic.actors[who]).flow.waitingRoom({});
const idsSeenBy = async (who?: 'reception' | 'doctor' | 'otherDoctor') =>
  (await room(who)).visits.map(({ visit }) => visit.id);

async function step(id: AppointmentId, status: Exclude<AppointmentStatus, 'cancelled'>): Promise<void> {
  const { version } = await rowOf(clinic, id);
  await clinic.call(clinic.actors.reception).appointments.setStatus({ id, status, expectedVersion: version });
}

describe('the waiting room', () => {
  it('holds whoever has come today, with doctor and room, until they are done', async () => {
    const { id } = await book(clinic);
    expect(await idsSeenBy()).toEqual([]);

    await step(id, 'arrived');
    const [person] = (await room()).visits;
    expect(person).toMatchObject({
      visit: { id, status: 'arrived', arrivedAt: wall('09:30'), room: { name: 'Room 1' } },
      doctorName: 'Dr. Ana Ruiz',
    });

    await step(id, 'with_doctor');
    expect(await idsSeenBy()).toEqual([id]);
    await step(id, 'completed');
    expect(await idsSeenBy()).toEqual([]);
  });

  it('says when the next one is expected, and nothing once nobody is', async () => {
    expect((await room()).nextAt).toBeNull();
    const { id } = await book(clinic);
    expect((await room()).nextAt).toBe(wall('10:00'));
    await step(id, 'arrived');
    expect((await room()).nextAt).toBeNull();
  });

  it('forgets at midnight those whom nobody has taken to the end', async () => {
    const { id } = await book(clinic);
    await step(id, 'checked_in');
    clinic.clock.set(wall('00:01', '2026-03-04'));

    expect(await idsSeenBy()).toEqual([]);
  });

  it('says who should be here or is to come within the hour, until they come or are missed', async () => {
    const { id } = await book(clinic, { startsAt: wall('10:35') });
    const due = async (who?: 'otherDoctor') => (await room(who)).due.map(({ visit }) => visit.id);
    expect(await due()).toEqual([]);
    clinic.clock.set(wall('09:35'));
    expect(await due()).toEqual([id]);
    expect(await due('otherDoctor')).toEqual([]);
    clinic.clock.set(wall('10:50'));
    expect(await room()).toMatchObject({ lateAlertMin: 10, noShowGraceMin: 15 });
    await step(id, 'no_show');
    expect(await due()).toEqual([]);
  });

  it('tells that there is an allergy, and not which', async () => {
    const { patient } = clinic.cast;
    const desk = clinic.call(clinic.actors.reception);
    const { id } = await book(clinic);
    await step(id, 'arrived');
    await clinic.db.transact(({ q }) =>
      q.insertInto('patientProfile').values({ patientId: patient, allergies: 'Penicillin' }).execute(),
    );

    const answer = await desk.flow.waitingRoom({});
    expect(answer.visits[0]?.visit.hasAllergyAlert).toBe(true);
    expect(JSON.stringify(answer)).not.toContain('Penicillin');
  });

  it('carries the clinic’s own limits', async () => {
    const alerts = { arrived: 5, checked_in: 15, in_room: 10, with_doctor: 45, total: 30 };
    const admin = clinic.call(clinic.actors.admin);
    const { revision } = await admin.clinic.overview({});
    await admin.clinic.updateSettings({
      changes: { waitAlertMin: alerts },
      expectedRevision: revision,
      password: PASSWORD,
    });

    expect((await room()).alertMin).toEqual(alerts);
    const { revision: next } = await admin.clinic.overview({});
    const never = {
      changes: { waitAlertMin: { ...alerts, total: 0 } },
      expectedRevision: next,
      password: PASSWORD,
    };
    expect(await reasonOf(admin.clinic.updateSettings(never))).toBe('invalid_input');
  });

  it('shows doctors their own patients alone, and nobody else anything', async () => {
    const { id } = await book(clinic);
    await step(id, 'arrived');

    expect(await idsSeenBy('doctor')).toEqual([id]);
    expect(await idsSeenBy('otherDoctor')).toEqual([]);
    for (const who of ['patient', 'admin'] as const) {
      expect(await reasonOf(clinic.call(clinic.actors[who]).flow.waitingRoom({}))).toBe('forbidden');
    }
    expect(await reasonOf(clinic.call(null).flow.waitingRoom({}))).toBe('unauthenticated');
  });
});
