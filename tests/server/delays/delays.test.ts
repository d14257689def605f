import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addMinutes, toInstant } from '../../../shared/time/instant.ts';
import { insertPatient, insertVisit } from '../../support/factories.ts';
import { reasonOf, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, lastAudit, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic({ now: wall('10:00') });
});
afterEach(() => clinic.close());

const doctor = () => clinic.call(clinic.actors.doctor).delays;
const say = (lateMin: 0 | 5 | 10 | 15 | 20 | 30) => doctor().say({ doctorId: clinic.cast.doctor, lateMin });
const seenBy = async (who: 'reception' | 'doctor' | 'otherDoctor') =>
  (await clinic.call(clinic.actors[who]).delays.today({})).doctors.map(({ lateMin }) => lateMin);

/** Five who were seen on time, for twenty minutes each, on the days before. */
async function seenBefore(): Promise<void> {
  const patientId = await clinic.db.transact(({ q }) => insertPatient(q, { familyName: 'Before' }));
  const who = { doctorId: clinic.cast.doctor, patientId, appointmentTypeId: clinic.cast.type };
  for (let days = 1; days <= 5; days++) {
    const startsAt = addMinutes(toInstant(wall('11:00')), -days * 1440);
    const stamps = { arrivedAt: startsAt, withDoctorAt: startsAt, endedAt: addMinutes(startsAt, 20) };
    const row = { ...who, startsAt, ...stamps, status: 'completed' as const };
    await clinic.db.transact(({ q }) => insertVisit(q, row));
  }
}
async function expectedOf() {
  const { visits } = await clinic.call(clinic.actors.reception).flow.waitingRoom({});
  return visits[0]?.turn?.expected;
}

describe('a doctor who runs late', () => {
  it('says so once, and the desk and all doctors see it, with a line in the trail', async () => {
    expect(await say(15)).toMatchObject({ doctorName: 'Dr. Ana Ruiz', lateMin: 15, saidAt: wall('10:00') });

    expect(await lastAudit(clinic)).toMatchObject({
      action: 'U',
      subtype: 'delay.say',
      objectType: 'doctor',
      objectId: clinic.cast.doctor,
      changedFields: '["lateMin"]',
    });
    expect(clinic.events).toContainEqual({
      type: 'delay.changed',
      doctorId: clinic.cast.doctor,
      version: 1,
    });
    expect(await seenBy('reception')).toEqual([15]);
    expect(await seenBy('doctor')).toEqual([15]);
    expect(await seenBy('otherDoctor')).toEqual([15]);
    await say(15);
    expect(clinic.events.filter(({ type }) => type === 'delay.changed')).toHaveLength(1);
    await say(0);
    expect(await seenBy('reception')).toEqual([]);
  });

  it('keeps the newest of words said at once, each with a version of its own', async () => {
    const words = [5, 10, 20, 30] as const;
    await Promise.all(words.map(say));

    expect(await seenBy('reception')).toHaveLength(1);
    const { version } = await clinic.db.read((q) =>
      q.selectFrom('doctorDelay').selectAll().executeTakeFirstOrThrow(),
    );
    expect(version).toBe(words.length);
  });

  it('makes those who wait be told so: nobody is promised a time before it', async () => {
    await seenBefore();
    await book(clinic, { startsAt: wall('10:00'), isWalkIn: true });
    expect(await expectedOf()).toEqual({ from: wall('10:00'), until: wall('10:00'), basis: 5 });

    await say(20);
    expect(await expectedOf()).toEqual({ from: wall('10:20'), until: wall('10:20'), basis: 5 });
    clinic.clock.advance({ minutes: 5 });
    expect(await expectedOf()).toMatchObject({ from: wall('10:20') });
    await say(0);
    expect(await expectedOf()).toMatchObject({ from: wall('10:05') });
  });

  it('is late no more on the next day', async () => {
    await say(30);
    clinic.clock.advance({ hours: 14 });

    expect(await seenBy('reception')).toEqual([]);
    expect(await say(30)).toMatchObject({ lateMin: 30 });
    expect(await seenBy('reception')).toEqual([30]);
  });

  it('speaks for nobody else, and in steps alone', async () => {
    const input = { doctorId: clinic.cast.doctor, lateMin: 15 } as const;
    const refusals = {
      reception: 'forbidden',
      patient: 'forbidden',
      admin: 'forbidden',
      otherDoctor: 'not_found',
    };
    for (const [who, reason] of Object.entries(refusals)) {
      const theirs = clinic.call(clinic.actors[who as keyof typeof refusals]).delays;
      expect(await reasonOf(theirs.say(input))).toBe(reason);
    }
    expect(await refusedFields(doctor().say({ ...input, lateMin: 7 as 5 }))).toEqual(['lateMin']);
  });
});
