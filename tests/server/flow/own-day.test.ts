import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import { addMinutes, toInstant } from '../../../shared/time/instant.ts';
import type { Actor } from '../../../server/trpc/context.ts';
import { insertPatient, insertVisit } from '../../support/factories.ts';
import { reasonOf } from '../../support/refusal.ts';
import { openScreen } from '../../support/screen.ts';
import { listen, startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, DAY, rowOf, wall } from '../../support/visits.ts';

const IN_HOUSE = '192.168.1.23';
const AT_HOME = '84.23.11.5';

let clinic: TestClinic;
let visit: AppointmentDto;
beforeEach(async () => {
  clinic = await startClinic({ now: wall('09:30') });
  visit = await book(clinic);
});
afterEach(() => clinic.close());

const api = (address = IN_HOUSE, actor: Actor | null = clinic.actors.patient) =>
  clinic.call(actor, { caller: { address } });
const arrive = (over: { address?: string; actor?: Actor | null; id?: string; version?: number } = {}) =>
  api(over.address, over.actor).appointments.arriveOwn({
    id: over.id ?? visit.id,
    expectedVersion: over.version ?? 1,
  });
const today = async (address?: string) => (await api(address).flow.ownDay({})).visits[0];

async function step(id: AppointmentId, status: Exclude<AppointmentStatus, 'cancelled'>): Promise<void> {
  const { version } = await rowOf(clinic, id);
  await clinic.call(clinic.actors.reception).appointments.setStatus({ id, status, expectedVersion: version });
}
const waysOf = (id: AppointmentId) =>
  clinic.db.read((q) =>
    q.selectFrom('arrival').select(['via', 'ticket']).where('appointmentId', '=', id).execute(),
  );

describe('a patient who says to have come', () => {
  it('has come, by the phone: on the board, with a number, in the history and in the trail', async () => {
    expect(await arrive()).toMatchObject({ id: visit.id, status: 'arrived', version: 2 });

    const [person] = (await clinic.call(clinic.actors.reception).flow.waitingRoom({})).visits;
    expect(person).toMatchObject({ visit: { id: visit.id, arrivedAt: wall('09:30') }, ticket: 1 });
    expect(await waysOf(visit.id)).toEqual([{ via: 'portal', ticket: 1 }]);
    const detail = await clinic.call(clinic.actors.reception).appointments.get({ id: visit.id });
    expect(detail.history.at(-1)).toMatchObject({ byName: 'Maria Lopez', toStatus: 'arrived' });
    expect(clinic.events).toContainEqual(
      expect.objectContaining({ type: 'appointment.changed', id: visit.id, version: 2 }),
    );
    await arrive({ id: visit.id });
    const change = await clinic.db.read((q) =>
      q.selectFrom('auditEvent').selectAll().where('subtype', '=', 'appointment.arriveOwn').execute(),
    );
    expect(change).toMatchObject([{ objectId: visit.id, objectVersion: 2 }]);
  });

  it('says it twice, and has come once', async () => {
    const both = await Promise.all([arrive(), arrive()]);
    expect(both.map(({ status, version }) => [status, version])).toEqual([
      ['arrived', 2],
      ['arrived', 2],
    ]);
    expect(await waysOf(visit.id)).toEqual([{ via: 'portal', ticket: 1 }]);
  });

  it('keeps the number that the desk was quicker to give', async () => {
    await step(visit.id, 'checked_in');
    expect((await arrive()).status).toBe('checked_in');
    expect(await waysOf(visit.id)).toEqual([{ via: 'desk', ticket: 1 }]);
  });

  it('is in the clinic’s own network, or is told so and nothing changes', async () => {
    expect(await reasonOf(arrive({ address: AT_HOME }))).toBe('not_in_clinic');
    const relayed = clinic.call(clinic.actors.patient, { caller: { address: IN_HOUSE, isRelayed: true } });
    const coming = relayed.appointments.arriveOwn({ id: visit.id, expectedVersion: 1 });
    expect(await reasonOf(coming)).toBe('not_in_clinic');
    expect((await rowOf(clinic, visit.id)).status).toBe('booked');
  });

  it.each([
    { time: '08:59', outcome: 'not_arrival_time' },
    { time: '09:00', outcome: 'arrived' },
    { time: '10:05', outcome: 'arrived' },
    { time: '10:29', outcome: 'arrived' },
    { time: '10:30', outcome: 'not_arrival_time' },
  ])('is heard from an hour before the visit until its end: at $time $outcome', async ({ time, outcome }) => {
    clinic.clock.set(wall(time));
    const said = arrive();
    const heard = outcome === 'arrived' ? (await said).status : await reasonOf(said);
    expect(heard).toBe(outcome);
  });

  it('cannot come back by that from a visit that is over or was called off', async () => {
    await step(visit.id, 'completed');
    expect(await reasonOf(arrive({ version: 2 }))).toBe('illegal_transition');
  });

  it('is refused with an old version, another’s visit, one that is not there, or signed out', async () => {
    await step(visit.id, 'confirmed');
    expect(await reasonOf(arrive())).toBe('stale_version');
    expect(await reasonOf(arrive({ actor: clinic.actors.otherPatient, version: 2 }))).toBe('not_found');
    expect(await reasonOf(arrive({ id: crypto.randomUUID() }))).toBe('not_found');
    expect(await reasonOf(arrive({ actor: clinic.actors.reception }))).toBe('forbidden');
    expect(await reasonOf(arrive({ actor: clinic.actors.doctor }))).toBe('forbidden');
    expect(await reasonOf(arrive({ actor: clinic.actors.admin }))).toBe('forbidden');
    expect(await reasonOf(arrive({ actor: null }))).toBe('unauthenticated');
  });
});

describe('the own day', () => {
  const seenBefore = async () => {
    for (let days = 1; days <= 5; days++) {
      const startsAt = addMinutes(toInstant(wall('11:00')), -days * 1440);
      const stamps = { arrivedAt: startsAt, withDoctorAt: startsAt, endedAt: addMinutes(startsAt, 20) };
      await clinic.db.transact(async ({ q }) => {
        const patientId = await insertPatient(q, { familyName: 'Seen' });
        const who = { doctorId: clinic.cast.doctor, appointmentTypeId: clinic.cast.type, patientId };
        await insertVisit(q, { ...who, startsAt, ...stamps, source: 'desk', status: 'completed' });
      });
    }
  };

  it('says from when on one may say to have come, and whether this is the place for it', async () => {
    expect(await api(AT_HOME).flow.ownDay({})).toEqual({
      isInClinic: false,
      visits: [
        {
          id: visit.id,
          version: 1,
          lateMin: 0,
          ticket: null,
          turn: null,
          arrival: { opensAt: wall('09:00'), closesAt: wall('10:30') },
        },
      ],
    });
    expect((await api().flow.ownDay({})).isInClinic).toBe(true);
    clinic.clock.set(wall('09:30', '2026-03-02'));
    expect((await api().flow.ownDay({})).visits).toEqual([]);
  });

  it('is the same place and the same wait as the desk reads', async () => {
    await seenBefore();
    const other = { patientId: clinic.cast.otherPatient, startsAt: wall('09:30') };
    const first = await book(clinic, { ...other, isWalkIn: true });
    await arrive();

    const atDesk = (await clinic.call(clinic.actors.reception).flow.waitingRoom({})).visits;
    expect(await today()).toMatchObject({
      arrival: null,
      ticket: 2,
      turn: atDesk.find((each) => each.visit.id === visit.id)?.turn,
    });
    expect((await today())?.turn?.position).toBe(2);
    await step(first.id, 'left');
    expect((await today())?.turn?.position).toBe(1);
    await step(visit.id, 'with_doctor');
    expect((await today())?.turn).toBeNull();
  });

  it('says by how much the doctor runs late', async () => {
    await clinic.call(clinic.actors.doctor).delays.say({ doctorId: clinic.cast.doctor, lateMin: 15 });
    expect(await today()).toMatchObject({ lateMin: 15 });
  });

  it('tells nothing of anybody else', async () => {
    await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('09:30'), isWalkIn: true });
    expect(JSON.stringify(await api().flow.ownDay({}))).not.toMatch(/Weber|Noah/);
    expect((await api().flow.ownDay({})).visits).toHaveLength(1);
  });

  it('keeps whoever still waits on the first page, past the time the visit was booked for', async () => {
    await arrive();
    clinic.clock.set(wall('10:45'));
    const ids = async (when: 'upcoming' | 'past') =>
      (await api().appointments.listOwn({ when })).items.map(({ id }) => id);
    expect([await ids('upcoming'), await ids('past')]).toEqual([[visit.id], []]);
    clinic.clock.set(wall('00:01', '2026-03-04'));
    expect([await ids('upcoming'), await ids('past')]).toEqual([[], [visit.id]]);
  });
});

describe('behind a proxy', () => {
  it('judges by the phone’s own address, and only where the clinic names the proxy', async () => {
    const config = { trustedProxies: '127.0.0.1' };
    const named = await listen({ now: wall('09:30'), config });
    const unnamed = await listen({ now: wall('09:30') });
    const seen = async ({ url, tokens }: typeof named, from: string) => {
      const headers = { authorization: `Bearer ${tokens.patient}`, 'x-forwarded-for': from };
      return ((await (await fetch(`${url}/api/me/day`, { headers })).json()) as { isInClinic: boolean })
        .isInClinic;
    };
    expect([await seen(named, AT_HOME), await seen(named, IN_HOUSE)]).toEqual([false, true]);
    expect(await seen(named, `${IN_HOUSE}, ${AT_HOME}`)).toBe(false);
    // Whom it passes on is not known.
    expect(await seen(unnamed, AT_HOME)).toBe(false);
    expect(await seen(unnamed, IN_HOUSE)).toBe(false);
    await named.close();
    await unnamed.close();
  });
});

describe('a phone in the waiting room', () => {
  it('hears when something moves in a line of today, and nothing of what', async () => {
    const live = await listen({ now: wall('09:30') });
    const [own, other, tomorrow] = [
      await book(live),
      await book(live, { patientId: live.cast.otherPatient, startsAt: wall('11:00') }),
      await book(live, { startsAt: wall('11:00', '2026-03-04') }),
    ];
    const phone = await openScreen(live.url, live.tokens.patient);
    const desk = live.call(live.actors.reception).appointments;
    await desk.setStatus({ id: tomorrow.id, status: 'confirmed', expectedVersion: 1 });
    await phone.waitFor(({ type }) => type === 'appointment.changed');
    await phone.socket.emitWithAck('ping');
    expect(phone.hints.map(({ change }) => change.type)).toEqual(['appointment.changed']);

    await desk.setStatus({ id: other.id, status: 'arrived', expectedVersion: 1 });
    await phone.waitFor(({ type }) => type === 'turn.changed');
    expect(phone.hints.map(({ change }) => change).slice(1)).toEqual([{ type: 'turn.changed' }]);
    await live.call(live.actors.doctor).delays.say({ doctorId: live.cast.doctor, lateMin: 10 });
    await expect
      .poll(() => phone.hints.filter(({ change }) => change.type === 'turn.changed'))
      .toHaveLength(2);
    expect(own.startsAt).toBe(wall('10:00', DAY));
    phone.close();
    await live.close();
  });
});
