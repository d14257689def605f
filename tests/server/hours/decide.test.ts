import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HoursProposalId } from '../../../shared/ids.ts';
import { PASSWORD } from '../../support/actors.ts';
import { opening, proposeHours } from '../../support/proposals.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const admin = () => clinic.call(clinic.actors.admin);
const latest = async () => (await clinic.call(clinic.actors.doctor).hours.own({})).latest;
const calendar = () => admin().clinic.doctorCalendar({ doctorId: clinic.cast.doctor });
const listStranded = async () =>
  (await clinic.call(clinic.actors.reception).appointments.listStranded({})).items;
/** A Tuesday on which the proposed hours hold. */
const LATER = '2026-03-10';

/** With the marks of what is shown now. */
async function asShown(id: HoursProposalId) {
  const { proposal, present, touched } = await admin().hours.review({ id });
  const marks = { seenHours: present.hoursMark, touched: touched.mark };
  return { id, expectedVersion: proposal.version, ...marks };
}
const accept = async (id: HoursProposalId) => admin().hours.accept(await asShown(id));
const trail = () =>
  clinic.db.read((q) =>
    q
      .selectFrom('auditEvent')
      .select(['subtype', 'userId', 'objectType', 'objectId'])
      .orderBy('id')
      .execute(),
  );

describe('the administration looks at a proposal', () => {
  it('beside the hours as they are, with the visits it touches now', async () => {
    const { id } = await proposeHours(clinic);
    expect(await admin().hours.review({ id })).toMatchObject({
      proposal: { id, note: '', can: { decide: true } },
      present: { hoursMark: (await calendar()).hoursMark, weeklyHours: (await calendar()).weeklyHours },
      isDrawnOnOthers: false,
      from: '2026-03-09',
      touched: { count: 0 },
    });
    const visit = await book(clinic, { startsAt: wall('09:00', LATER) });

    expect((await admin().hours.review({ id })).touched).toMatchObject({
      count: 1,
      items: [{ id: visit.id, reason: 'outside_hours' }],
    });
  });

  it('is told that the hours are others than those it was drawn on', async () => {
    const { id } = await proposeHours(clinic);
    const { doctorId, weeklyHours } = await calendar();
    const hours = weeklyHours.filter(({ weekday }) => weekday !== 5);
    await admin().clinic.replaceWeeklyHours({ doctorId, hours });

    const shown = await admin().hours.review({ id });
    expect(shown).toMatchObject({ isDrawnOnOthers: true, present: { weeklyHours: hours } });
  });
});

describe('an accepted proposal', () => {
  it('becomes the hours, as an own change of the administration does, and the doctor sees it', async () => {
    const { id } = await proposeHours(clinic);
    const before = await calendar();
    clinic.events.length = 0;

    expect(await accept(id)).toMatchObject({
      id,
      status: 'accepted',
      can: { withdraw: false, decide: false },
    });

    const { weeklyHours } = await calendar();
    expect(weeklyHours).toHaveLength(before.weeklyHours.length + 1);
    expect(weeklyHours.filter(({ validTo }) => validTo === null)).toEqual([
      { ...opening(2, '13:00', '17:00'), validFrom: '2026-03-09', validTo: null },
    ]);
    expect(weeklyHours.filter(({ validTo }) => validTo === '2026-03-08')).toHaveLength(
      before.weeklyHours.length,
    );
    expect(await latest()).toMatchObject({ id, status: 'accepted', decisionReason: null });
    expect(clinic.events).toEqual([
      { type: 'hours.changed', id, version: 2, doctorId: clinic.cast.doctor },
      { type: 'clinic.changed', revision: expect.any(Number) },
    ]);
    // The very next booking is held against them.
    const early = book(clinic, { startsAt: wall('09:00', LATER) });
    expect(await reasonOf(early)).toBe('outside_hours');
    await book(clinic, { startsAt: wall('13:00', LATER) });
  });

  it('is put beside those of ten years, each month another week, and all can be saved again', async () => {
    const { doctorId, weeklyHours } = await calendar();
    const months = Array.from({ length: 120 }, (_, n) => {
      const month = `${2016 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`;
      return { validFrom: `${month}-01`, validTo: `${month}-28` };
    });
    const past = months.flatMap((when) =>
      [1, 2].map((day) => ({ ...opening(day, '09:00', '12:00'), ...when })),
    );
    const present = weeklyHours.map((row) => ({ ...row, validFrom: '2026-01-01' }));
    await admin().clinic.replaceWeeklyHours({ doctorId, hours: [...past, ...present] });
    await accept((await proposeHours(clinic)).id);
    const { weeklyHours: all } = await calendar();
    await admin().clinic.replaceWeeklyHours({ doctorId, hours: all });

    expect(all).toHaveLength(past.length + present.length + 1);
    expect((await calendar()).weeklyHours).toEqual(all);
  });

  it('leaves a line for itself and one for the hours it changed', async () => {
    const { id } = await proposeHours(clinic);
    await accept(id);

    const { userId: adminId } = clinic.actors.admin;
    const { userId: doctorId } = clinic.actors.doctor;
    const of = { objectType: 'hoursProposal', objectId: id };
    expect((await trail()).filter(({ subtype }) => /hours/i.test(subtype))).toEqual([
      { subtype: 'hours.propose', userId: doctorId, ...of },
      { subtype: 'hours.accept', userId: adminId, ...of },
      {
        subtype: 'clinic.replaceWeeklyHours',
        userId: adminId,
        objectType: null,
        objectId: clinic.cast.doctor,
      },
    ]);
  });

  it('changes its own days alone, whatever the hours have become', async () => {
    const { id } = await proposeHours(clinic, { validTo: '2026-03-31' });
    const doctorId = clinic.cast.doctor;
    const other = { ...opening(3, '10:00', '12:00'), validFrom: '2026-01-01', validTo: null };
    await admin().clinic.replaceWeeklyHours({ doctorId, hours: [other] });
    await accept(id);

    expect((await calendar()).weeklyHours).toEqual(
      expect.arrayContaining([
        { ...other, validTo: '2026-03-08' },
        { ...opening(2, '13:00', '17:00'), validFrom: '2026-03-09', validTo: '2026-03-31' },
        { ...other, validFrom: '2026-04-01' },
      ]),
    );
  });

  it('that waited beyond its first day holds from today on, and days gone by keep their hours', async () => {
    const { id } = await proposeHours(clinic);
    clinic.clock.set('2026-03-11T09:00:00Z');
    expect((await admin().hours.review({ id })).from).toBe('2026-03-11');
    await accept(id);

    const { weeklyHours } = await calendar();
    expect(weeklyHours.some(({ validFrom }) => validFrom === '2026-03-09')).toBe(false);
    expect(weeklyHours.find(({ validTo }) => validTo === null)).toMatchObject({ validFrom: '2026-03-11' });
    expect(weeklyHours.find(({ validTo }) => validTo !== null)).toMatchObject({ validTo: '2026-03-10' });
  });

  it('puts the visits it touches on the list of the desk', async () => {
    const visit = await book(clinic, { startsAt: wall('09:00', LATER) });
    const { id } = await proposeHours(clinic);
    expect(await listStranded()).toEqual([]);
    await accept(id);

    expect(await listStranded()).toMatchObject([{ visit: { id: visit.id }, reason: 'outside_hours' }]);
  });
});

describe('accepting is refused, and nothing is changed by it', () => {
  const unchanged = async (id: HoursProposalId, before: unknown) => {
    expect(await calendar()).toEqual(before);
    expect(await latest()).toMatchObject({ id, status: 'open', version: 1 });
  };

  it('where the hours are others than those that were shown', async () => {
    const { id } = await proposeHours(clinic);
    const shown = await asShown(id);
    const { doctorId, weeklyHours } = await calendar();
    const hours = weeklyHours.filter(({ weekday }) => weekday !== 5);
    await admin().clinic.replaceWeeklyHours({ doctorId, hours });
    const before = await calendar();

    expect(await reasonOf(admin().hours.accept(shown))).toBe('stale_version');
    await unchanged(id, before);
    expect(await accept(id)).toMatchObject({ status: 'accepted' });
  });

  it('where it touches other visits than those that were shown', async () => {
    const { id } = await proposeHours(clinic);
    const shown = await asShown(id);
    await book(clinic, { startsAt: wall('09:00', LATER) });
    const before = await calendar();

    expect(await refusal(admin().hours.accept(shown))).toMatchObject({
      reason: 'stale_version',
      details: { touchedCount: 1 },
    });
    await unchanged(id, before);
    expect(await accept(id)).toMatchObject({ status: 'accepted' });
  });

  it('where its doctor has put another in its place or taken it back', async () => {
    const first = await proposeHours(clinic);
    const shown = await asShown(first.id);
    const second = await proposeHours(clinic, { week: [] });
    const before = await calendar();
    expect(await refusal(admin().hours.accept(shown))).toMatchObject({
      reason: 'already_decided',
      details: { status: 'replaced' },
    });
    await unchanged(second.id, before);

    const again = await asShown(second.id);
    await clinic.call(clinic.actors.doctor).hours.withdraw({ id: second.id, expectedVersion: 1 });
    expect(await reasonOf(admin().hours.accept(again))).toBe('already_decided');
    expect(await calendar()).toEqual(before);
  });

  it('to whoever accepts what a colleague has accepted already, as one that is answered', async () => {
    const { id } = await proposeHours(clinic);
    const shown = await asShown(id);
    const twice = [admin().hours.accept(shown), reasonOf(admin().hours.accept(shown))] as const;

    expect(await Promise.all(twice)).toEqual([
      expect.objectContaining({ status: 'accepted' }),
      'already_decided',
    ]);
    const before = await calendar();
    expect(await refusal(admin().hours.accept(shown))).toMatchObject({
      reason: 'already_decided',
      details: { status: 'accepted' },
    });
    expect(await calendar()).toEqual(before);
  });

  it('where its doctor has left meanwhile', async () => {
    const { id } = await proposeHours(clinic);
    const shown = await asShown(id);
    const before = await calendar();
    const { userId } = clinic.actors.doctor;
    await admin().users.setActive({ id: userId, isActive: false, expectedVersion: 1, password: PASSWORD });

    expect(await reasonOf(admin().hours.accept(shown))).toBe('not_found');
    expect(await calendar()).toEqual(before);
  });

  it('to the second of two administrators', async () => {
    const { id } = await proposeHours(clinic);
    const shown = await asShown(id);
    const answers = await Promise.allSettled([
      admin().hours.accept(shown),
      admin().hours.decline({ id, expectedVersion: 1, reason: 'Nobody covers it' }),
    ]);

    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { status } = (await latest()) ?? {};
    const isInForce = (await calendar()).weeklyHours.some(({ validFrom }) => validFrom === '2026-03-09');
    expect([status, isInForce]).toEqual(status === 'accepted' ? ['accepted', true] : ['declined', false]);
  });
});

describe('a declined proposal', () => {
  it('tells its doctor why, changes no hours, and is not answered twice', async () => {
    const { id } = await proposeHours(clinic);
    const before = await calendar();
    const no = { id, expectedVersion: 1, reason: 'Nobody covers the mornings' };

    expect(await admin().hours.decline(no)).toMatchObject({ status: 'declined' });
    expect(await latest()).toMatchObject({
      id,
      status: 'declined',
      decisionReason: 'Nobody covers the mornings',
      decidedAt: clinic.clock.now(),
    });
    expect(await calendar()).toEqual(before);
    expect(await reasonOf(admin().hours.decline(no))).toBe('already_decided');
    expect(JSON.stringify(await trail())).not.toContain('mornings');
  });

  it('is forgotten after a year; one that waits is not', async () => {
    const { id } = await proposeHours(clinic);
    await admin().hours.decline({ id, expectedVersion: 1, reason: 'No' });
    await proposeHours(clinic, {}, 'otherDoctor');
    const ids = async () =>
      (await clinic.db.read((q) => q.selectFrom('hoursProposal').select('id').execute())).length;

    clinic.clock.set('2027-03-01T07:00:00Z');
    await clinic.services.hours.forgetOld();
    expect(await ids()).toBe(2);
    clinic.clock.set('2027-03-03T07:00:00Z');
    await clinic.services.hours.forgetOld();
    expect(await ids()).toBe(1);
    const { userId } = clinic.actors.otherDoctor;
    await clinic.db.transact(({ q }) =>
      q.updateTable('appUser').set({ isActive: 0 }).where('id', '=', userId).execute(),
    );
    await clinic.services.hours.forgetOld();
    expect(await ids()).toBe(0);
  });

  it('is forgotten a year after nobody can answer it any more, too', async () => {
    const { id } = await proposeHours(clinic, { validTo: '2026-03-15' });
    await proposeHours(clinic, {}, 'otherDoctor');
    const ids = async () =>
      (await clinic.db.read((q) => q.selectFrom('hoursProposal').select('id').execute())).map(
        (row) => row.id,
      );

    clinic.clock.set('2027-03-15T07:00:00Z');
    await clinic.services.hours.forgetOld();
    expect(await ids()).toContain(id);
    clinic.clock.set('2027-03-17T07:00:00Z');
    await clinic.services.hours.forgetOld();
    expect(await ids()).toHaveLength(1);
    const doctor = await admin().clinic.getDoctor({ id: clinic.cast.otherDoctor });
    const leave = { id: doctor.id, expectedVersion: doctor.version, changes: { isActive: false } };
    await admin().clinic.updateDoctor(leave);
    await clinic.services.hours.forgetOld();
    expect(await ids()).toEqual([]);
  });
});
