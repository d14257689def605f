import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HoursProposalId } from '../../../shared/ids.ts';
import { PASSWORD } from '../../support/actors.ts';
import { opening, proposeHours } from '../../support/proposals.ts';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, newRequestId, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const doctor = () => clinic.call(clinic.actors.doctor).hours;
const admin = () => clinic.call(clinic.actors.admin);
const waiting = async () => (await admin().hours.listProposals({})).items;
const calendar = () => admin().clinic.doctorCalendar({ doctorId: clinic.cast.doctor });
/** A Tuesday on which the proposed hours would hold. */
const LATER = '2026-03-10';

describe('a doctor proposes hours', () => {
  it('which the administration sees, and changes nothing yet', async () => {
    const before = await calendar();
    clinic.events.length = 0;
    const proposed = await proposeHours(clinic, { note: 'I teach in the mornings' });

    expect(proposed).toMatchObject({
      status: 'open',
      isMoot: false,
      week: [opening(2, '13:00', '17:00')],
      validFrom: '2026-03-09',
      validTo: null,
      can: { withdraw: true, decide: false },
    });
    expect(await waiting()).toMatchObject([
      {
        id: proposed.id,
        doctorName: 'Dr. Ana Ruiz',
        note: 'I teach in the mornings',
        can: { withdraw: false, decide: true },
      },
    ]);
    expect(await calendar()).toEqual(before);
    const hint = { type: 'hours.changed', id: proposed.id, version: 1, doctorId: clinic.cast.doctor };
    expect(clinic.events).toEqual([hint]);
  });

  it('and finds the own ones with it, as they are', async () => {
    const { weeklyHours, hoursMark } = await calendar();
    const proposed = await proposeHours(clinic);

    expect(await doctor().own({})).toEqual({
      doctorId: clinic.cast.doctor,
      weeklyHours,
      hoursMark,
      latest: proposed,
      can: { propose: true },
    });
    const other = await clinic.call(clinic.actors.otherDoctor).hours.own({});
    expect(other).toMatchObject({ doctorId: clinic.cast.otherDoctor, latest: null });
  });

  it('after seeing which of the own coming visits it would touch, and nothing is changed by looking', async () => {
    const early = await book(clinic, { startsAt: wall('09:00', LATER) });
    await book(clinic, { startsAt: wall('14:00', LATER), patientId: clinic.cast.otherPatient });
    await book(clinic, {
      startsAt: wall('09:00', LATER),
      doctorId: clinic.cast.otherDoctor,
      patientId: clinic.cast.otherPatient,
    });
    const before = await calendar();
    const week = [opening(2, '13:00', '17:00')];

    expect(await doctor().previewOwn({ week, validFrom: '2026-03-09' })).toEqual({
      count: 1,
      mark: expect.any(String),
      nextCursor: null,
      items: [
        {
          id: early.id,
          startsAt: early.startsAt,
          endsAt: early.endsAt,
          doctorId: clinic.cast.doctor,
          typeId: clinic.cast.type,
          reason: 'outside_hours',
        },
      ],
    });
    expect((await doctor().previewOwn({ week, validFrom: '2026-03-11' })).count).toBe(0);
    expect(await calendar()).toEqual(before);
  });

  it('once for one request id', async () => {
    const { hoursMark: seenHours } = await doctor().own({});
    const wish = { week: [], validFrom: '2026-03-09', note: 'Away', seenHours, requestId: newRequestId() };

    expect(await doctor().propose(wish)).toEqual(await doctor().propose(wish));
    expect(await waiting()).toHaveLength(1);
    const kept = await clinic.db.read((q) => q.selectFrom('idempotency').select('answer').execute());
    expect(JSON.stringify(kept)).not.toContain('Away');
  });

  it('and a new one takes the place of the one that waits', async () => {
    const first = await proposeHours(clinic);
    const second = await proposeHours(clinic, { week: [] });

    expect(await waiting()).toMatchObject([{ id: second.id, week: [] }]);
    const answer = { id: first.id, expectedVersion: 1, reason: 'Too late' };
    expect(await refusal(admin().hours.decline(answer))).toMatchObject({
      reason: 'already_decided',
      details: { status: 'replaced' },
    });
  });

  it('and takes it back', async () => {
    const { id } = await proposeHours(clinic);
    expect(await reasonOf(doctor().withdraw({ id, expectedVersion: 9 }))).toBe('stale_version');

    const withdrawn = await doctor().withdraw({ id, expectedVersion: 1 });
    expect(withdrawn).toMatchObject({ status: 'withdrawn', can: { withdraw: false } });
    expect(await waiting()).toEqual([]);
    expect(await reasonOf(doctor().withdraw({ id, expectedVersion: 2 }))).toBe('already_decided');
  });
});

describe('a proposal is refused', () => {
  it('on hours that have changed since they were shown', async () => {
    const { hoursMark: seenHours } = await doctor().own({});
    await admin().clinic.replaceWeeklyHours({ doctorId: clinic.cast.doctor, hours: [] });

    const wish = { week: [], validFrom: '2026-03-09', seenHours, requestId: newRequestId() };
    expect(await reasonOf(doctor().propose(wish))).toBe('stale_version');
  });

  it('where it could not be accepted: in the past, upside down, or over itself', async () => {
    const past = { validFrom: '2026-03-01' };
    expect(await refusedFields(proposeHours(clinic, past))).toEqual(['validFrom']);
    expect(await refusedFields(doctor().previewOwn({ ...past, week: [] }))).toEqual(['validFrom']);
    expect(await refusedFields(proposeHours(clinic, { validTo: '2026-03-08' }))).toEqual(['validTo']);
    const twice = { week: [opening(2, '09:00', '12:00'), opening(2, '11:00', '13:00')] };
    expect(await refusedFields(proposeHours(clinic, twice))).toEqual(['week']);
    expect(await refusedFields(proposeHours(clinic, { week: [opening(2, '12:00', '09:00')] }))).toEqual([
      'week.0.endTime',
    ]);
    expect(await waiting()).toEqual([]);
  });

  it('to whoever is no doctor, and of another doctor’s there is nothing to take back', async () => {
    const { id } = await proposeHours(clinic);
    const { hoursMark: seenHours } = await doctor().own({});
    const wish = { week: [], validFrom: '2026-03-09', seenHours, requestId: newRequestId() };
    for (const who of ['patient', 'reception', 'admin'] as const) {
      expect(await reasonOf(clinic.call(clinic.actors[who]).hours.propose(wish))).toBe('forbidden');
      expect(await reasonOf(clinic.call(clinic.actors[who]).hours.own({}))).toBe('forbidden');
    }
    const other = clinic.call(clinic.actors.otherDoctor).hours;
    expect(await reasonOf(other.withdraw({ id, expectedVersion: 1 }))).toBe('not_found');
    for (const who of ['doctor', 'otherDoctor', 'reception', 'patient'] as const) {
      const { hours } = clinic.call(clinic.actors[who]);
      expect(await reasonOf(hours.listProposals({}))).toBe('forbidden');
      expect(await reasonOf(hours.review({ id }))).toBe('forbidden');
      expect(await reasonOf(hours.decline({ id, expectedVersion: 1, reason: 'No' }))).toBe('forbidden');
    }
    expect(await waiting()).toMatchObject([{ id, status: 'open' }]);
  });

  it('of a doctor who works here no longer', async () => {
    const { id, version } = await admin().clinic.getDoctor({ id: clinic.cast.doctor });
    await admin().clinic.updateDoctor({ id, expectedVersion: version, changes: { isActive: false } });

    expect(await doctor().own({})).toMatchObject({ can: { propose: false } });
    expect(await reasonOf(proposeHours(clinic))).toBe('doctor_inactive');
  });
});

describe('a proposal is moot', () => {
  /** What comes of each way to look at it and to answer it. */
  const answersTo = async (id: HoursProposalId) => {
    const marks = { seenHours: (await calendar()).hoursMark, touched: 'none' };
    return {
      waiting: (await waiting()).length,
      review: await reasonOf(admin().hours.review({ id })),
      accept: await reasonOf(admin().hours.accept({ id, expectedVersion: 1, ...marks })),
      decline: await reasonOf(admin().hours.decline({ id, expectedVersion: 1, reason: 'Gone' })),
    };
  };
  const GONE = { waiting: 0, review: 'not_found', accept: 'not_found', decline: 'not_found' };

  it('once the account of its doctor is disabled', async () => {
    const { id } = await proposeHours(clinic);
    const { userId } = clinic.actors.doctor;
    await admin().users.setActive({ id: userId, isActive: false, expectedVersion: 1, password: PASSWORD });
    expect(await answersTo(id)).toEqual(GONE);
  });

  it('once whoever proposed it is no doctor any more', async () => {
    const { id } = await proposeHours(clinic);
    const { userId } = clinic.actors.doctor;
    const role = { id: userId, role: 'receptionist', expectedVersion: 1, password: PASSWORD } as const;
    await admin().users.changeRole(role);
    expect(await answersTo(id)).toEqual(GONE);
  });

  it('once its doctor works here no longer', async () => {
    const { id } = await proposeHours(clinic);
    const { version } = await admin().clinic.getDoctor({ id: clinic.cast.doctor });
    const leave = { id: clinic.cast.doctor, expectedVersion: version, changes: { isActive: false } };
    await admin().clinic.updateDoctor(leave);
    expect(await answersTo(id)).toEqual(GONE);
    expect((await doctor().own({})).latest).toMatchObject({ id, status: 'open', isMoot: true });
  });

  it('once its last day is over, and can still be taken back', async () => {
    const { id } = await proposeHours(clinic, { validTo: '2026-03-15' });
    clinic.clock.set('2026-03-15T22:30:00Z');
    expect(await waiting()).toHaveLength(1);
    clinic.clock.set('2026-03-15T23:30:00Z');
    expect(await answersTo(id)).toEqual(GONE);
    expect(await doctor().withdraw({ id, expectedVersion: 1 })).toMatchObject({ status: 'withdrawn' });
  });
});
