import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServices } from '../../../server/app/services.ts';
import { latestKnownTime } from '../../../server/db/known-time.ts';
import { uuidv7Ids } from '../../../server/lib/ids.ts';
import { createLogger } from '../../../server/lib/logger.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { HOLD_SEC } from '../../../shared/domain/hold.ts';
import { CALLER, PASSWORD } from '../../support/actors.ts';
import { comeBack } from '../../support/come-back.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { insertPatient } from '../../support/factories.ts';
import { reasonOf, refusedFields } from '../../support/refusal.ts';
import { startClinic, TEST_NOW, TEST_SEAL, type TestClinic } from '../../support/start-clinic.ts';
import { newRequestId, wall } from '../../support/visits.ts';

let clinic: TestClinic;
let stranger: PatientId;
beforeEach(async () => {
  clinic = await startClinic();
  const person = { familyName: 'Stranger', birthDate: '1971-01-02' } as const;
  stranger = await clinic.db.transact(({ q }) => insertPatient(q, person));
});
afterEach(() => clinic.close());

const NEW_PASSWORD = 'copper lantern ninety-one';
let invited = 0;
let lastSecret = '';

async function openGlass() {
  const doctor = await comeBack(clinic, 'doctor');
  await doctor.breakGlass.open({
    person: 'Stranger',
    birthDate: '1971-01-02',
    reason: 'Unconscious in the waiting room',
    password: PASSWORD,
    requestId: newRequestId(),
  });
  return async () => {
    // The server does so by itself, twice a second.
    await clinic.services.breakGlass.endDue();
    return (await reasonOrOk(doctor.patients.get({ id: stranger }))) === 'ok';
  };
}

async function invite() {
  const { users } = await comeBack(clinic, 'admin');
  const person = { name: 'Nia New', email: `nia${++invited}@clinic.test`, role: 'receptionist' } as const;
  const { link } = await users.invite({ ...person, password: PASSWORD, requestId: newRequestId() });
  const secret = link?.split('#')[1] ?? '';
  lastSecret = secret;
  return async () => (await reasonOrOk(clinic.call(null).users.openInvitation({ secret }))) === 'ok';
}

async function pair() {
  const { displays } = await comeBack(clinic, 'admin');
  const { code } = await displays.add({ kind: 'calls', name: 'Hall', shows: 'ticket' });
  return async () => (await reasonOrOk(clinic.call(null).displays.pair({ kind: 'calls', code }))) === 'ok';
}

async function ticket() {
  const { services, actors } = clinic;
  const { actor } = await services.auth.issueSession(actors.patient.userId, CALLER);
  const prepared = await clinic.call(actor).exports.prepareOwn({ password: PASSWORD });
  return async () => (await reasonOrOk(services.exports.fetch(actor, prepared.ticket))) === 'ok';
}

async function hold() {
  const { holds } = clinic.services;
  const slot = { doctorId: clinic.cast.doctor, startsAt: wall('10:00'), durationMin: 30 };
  holds.take('a screen', clinic.actors.reception, slot);
  return () => Promise.resolve(holds.listAll().length === 1);
}

async function resetCode() {
  const { auth } = await comeBack(clinic, 'admin');
  const { userId } = clinic.actors.otherDoctor;
  const { code } = await auth.issueStaffResetCode({ userId, password: PASSWORD });
  const reset = { secret: code, email: 'otherdoctor@clinic.test', newPassword: NEW_PASSWORD };
  return async () => (await reasonOrOk(clinic.call(null).auth.confirmReset(reset))) === 'ok';
}

const reasonOrOk = (call: Promise<unknown>) =>
  Promise.allSettled([call]).then(([{ status }]) => (status === 'fulfilled' ? 'ok' : reasonOf(call)));

/** What is good for a while, and for how long. */
const RIGHTS = [
  ['a chart opened with a reason', openGlass, { minutes: 30 }],
  ['an invitation', invite, { days: 7 }],
  ['a pairing code', pair, { minutes: 10 }],
  ['a ticket for a copy', ticket, { minutes: 1 }],
  ['a hold', hold, { seconds: HOLD_SEC }],
  ['a code for a new password', resetCode, { days: 1 }],
] as const;

const back = (span: object): object =>
  Object.fromEntries(Object.entries(span).map(([unit, count]) => [unit, -Number(count)]));

describe.each(RIGHTS)('%s', (_name, begin, lasts) => {
  it('does not come back when the clock is set back', async () => {
    const isGood = await begin();
    clinic.clock.advance(lasts);
    expect(await isGood()).toBe(false);
    clinic.clock.advance(back(lasts));
    expect(await isGood()).toBe(false);
  });

  it('lasts no longer because the clock was set back meanwhile', async () => {
    const isGood = await begin();
    clinic.clock.advance({ hours: -48 });
    // Whatever asks for the time shows it to the clock.
    await comeBack(clinic, 'reception');
    clinic.clock.advance(lasts);
    expect(await isGood()).toBe(false);
  });

  describe('after the clock was a year ahead and put right', () => {
    beforeEach(async () => {
      clinic.clock.advance({ days: 365 });
      await comeBack(clinic, 'admin');
      clinic.clock.set(TEST_NOW);
    });

    it('is good', async () => {
      const isGood = await begin();
      expect(await isGood()).toBe(true);
    });

    it('lasts no longer than ever', async () => {
      const isGood = await begin();
      clinic.clock.advance(lasts);
      expect(await isGood()).toBe(false);
    });
  });
});

describe('a server that is started with a clock that was set back', () => {
  const startAgain = (now: string) =>
    createServices({
      db: clinic.db,
      clock: createFakeClock(now),
      ids: uuidv7Ids,
      logger: createLogger('silent'),
      seal: TEST_SEAL,
      mail: null,
      linkBase: () => 'http://clinic.test',
    });

  it('begins at the time of the last act, so that nothing comes back with it', async () => {
    const isGood = await invite();
    expect(await isGood()).toBe(true);
    clinic.clock.advance({ days: 8 });
    await clinic.services.auth.sweepSessions();
    await (await comeBack(clinic, 'reception')).auth.signOut({});
    expect(await clinic.db.read(latestKnownTime)).toBe(clinic.clock.now());

    const { users } = await startAgain(TEST_NOW);
    expect(await refusedFields(users.openInvitation({ secret: lastSecret }))).toEqual(['secret']);
  });
});
