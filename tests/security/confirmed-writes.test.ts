import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Transaction } from '../../server/db/transact.ts';
import { hashPassword } from '../../server/lib/passwords.ts';
import type { Actor } from '../../server/trpc/context.ts';
import { CALLER, emailOf, PASSWORD } from '../support/actors.ts';
import { insertPatient } from '../support/factories.ts';
import { createMailbox } from '../support/mailbox.ts';
import { reasonOf, refusal } from '../support/refusal.ts';
import { startClinic, type TestClinic } from '../support/start-clinic.ts';
import { procedureOf } from './matrix-cells.ts';
import { createMatrixInputs, type MatrixInputs } from './matrix-inputs.ts';
import { MATRIX_SETTINGS } from './matrix-things.ts';
import { expectedOutcome, PROCEDURES, type ProcedureName } from './rights-table.ts';

/** Where a passkey may be set up. */
const ORIGIN = 'https://desk.clinic.example';
const OTHER_PASSWORD = 'crimson kettle ninety one';

let clinic: TestClinic;
let inputs: MatrixInputs;
let otherHash: string;
let run: TestClinic['db']['transact'];
/** Done by others after the secret was compared and before the first transaction. */
let meanwhile: ((tx: Transaction) => Promise<unknown>) | undefined;

beforeAll(async () => {
  clinic = await startClinic({ settings: MATRIX_SETTINGS, mail: createMailbox() });
  inputs = createMatrixInputs(clinic);
  otherHash = await hashPassword(OTHER_PASSWORD);
  run = clinic.db.transact;
  clinic.db.transact = async (work) => {
    const others = meanwhile;
    meanwhile = undefined;
    if (others !== undefined) await run(others);
    return run(work);
  };
});
afterAll(() => clinic.close());

/** All that ask somebody who is signed in for the password again. */
const askAgain = PROCEDURES.filter((name) => {
  const { inputs: schemas, meta } = procedureOf(name)._def as unknown as {
    inputs: readonly z.ZodObject[];
    meta: { policy: string };
  };
  return meta.policy !== 'public' && schemas.some(({ shape }) => 'password' in shape);
});

const setUser = (actor: Actor, changes: Record<string, unknown>) => (tx: Transaction) =>
  tx.q.updateTable('appUser').set(changes).where('id', '=', actor.userId).execute();

const FAULTS = {
  'the account was disabled': (actor: Actor) => setUser(actor, { isActive: 0 }),
  'the session was ended': (actor: Actor) => (tx: Transaction) =>
    tx.q
      .updateTable('session')
      .set({ endedAt: clinic.clock.now(), endReason: 'session.end' })
      .where('id', '=', actor.sessionId)
      .execute(),
  'the account became another one’s': (actor: Actor) => async (tx: Transaction) => {
    if (actor.patientId === null) {
      const role = actor.role === 'admin' ? 'receptionist' : 'admin';
      return setUser(actor, { role, doctorId: null })(tx);
    }
    return setUser(actor, { patientId: await insertPatient(tx.q, { familyName: 'Else' }) })(tx);
  },
  'the password was changed': (actor: Actor) => setUser(actor, { passwordHash: otherHash, version: 1000 }),
} as const;

const WHO = ['admin', 'reception', 'doctor', 'patient'] as const;

/** Who may do this; this clinic sends mail, and where a passkey may be set up. */
function callerOf(procedure: ProcedureName): (typeof WHO)[number] {
  const caller = WHO.find((name) => ['ok', '409'].includes(expectedOutcome(procedure, name)));
  if (caller === undefined) throw new Error(`nobody may call ${procedure}`);
  return caller;
}

const trailLength = async () => {
  const { count } = await clinic.db.read((q) =>
    q.selectFrom('auditEvent').select(q.fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
  );
  return count;
};

/** How the call is refused when this happens while the secret is compared; nothing of it may be written. */
async function refusedAfter(
  call: (actor: Actor) => Promise<unknown>,
  whose: (typeof WHO)[number],
  fault: (actor: Actor) => (tx: Transaction) => Promise<unknown>,
) {
  const { userId } = clinic.actors[whose];
  const kept = await clinic.db.read((q) =>
    q.selectFrom('appUser').selectAll().where('id', '=', userId).executeTakeFirstOrThrow(),
  );
  const { actor } = await clinic.services.auth.issueSession(userId, CALLER);
  const lines = await trailLength();
  meanwhile = fault(actor);
  try {
    const refused = await refusal(call(actor));
    expect(meanwhile, 'nothing was written at all').toBeUndefined();
    expect(await trailLength()).toBe(lines);
    return refused;
  } finally {
    const { role, doctorId, patientId, passwordHash, version } = kept;
    await run(setUser(actor, { isActive: 1, role, doctorId, patientId, passwordHash, version }));
  }
}

function calling(procedure: ProcedureName, input: object) {
  const [feature, name] = procedure.split('.') as [string, string];
  return (actor: Actor): Promise<unknown> => {
    const api = clinic.call(actor, { caller: { origin: ORIGIN } }) as unknown as Record<
      string,
      Record<string, (input: object) => Promise<unknown>>
    >;
    return api[feature]?.[name]?.(input) ?? Promise.reject(new Error(procedure));
  };
}

describe('what the password is asked for again', () => {
  it('is walked whole', () => {
    expect(askAgain.length).toBeGreaterThan(25);
    expect(askAgain).toContain('users.createStaff');
    expect(askAgain).toContain('calendars.addFeed');
  });

  it.each(askAgain)('%s is not done for somebody who has lost the right meanwhile', async (procedure) => {
    const whose = callerOf(procedure);
    for (const [what, fault] of Object.entries(FAULTS)) {
      const input = await inputs(procedure, whose);
      const { reason, fields } = await refusedAfter(calling(procedure, input), whose, fault);
      const expected = fault === FAULTS['the password was changed'] ? 'invalid_input' : 'unauthenticated';
      expect({ what, reason, fields }).toEqual({
        what,
        reason: expected,
        fields: expected === 'invalid_input' ? ['password'] : [],
      });
    }
  });

  it('is done where the password was only hashed anew meanwhile', async () => {
    const passwordHash = await hashPassword(PASSWORD);
    const { actor } = await clinic.services.auth.issueSession(clinic.actors.doctor.userId, CALLER);
    await run(setUser(actor, { passwordHash: await hashPassword(PASSWORD) }));
    meanwhile = setUser(actor, { passwordHash });
    const added = await clinic.call(actor).calendars.addFeed({ name: 'Phone', password: PASSWORD });
    expect(added.feed.name).toBe('Phone');
  });
});

describe('a PIN', () => {
  it('opens no screen once it was taken away', async () => {
    const { actor } = await clinic.services.auth.issueSession(clinic.actors.reception.userId, CALLER);
    const held = { heldBack: { actor, why: 'session_locked' } } as const;
    await clinic.call(actor).auth.setPin({ pin: '2580', password: PASSWORD });
    await clinic.call(actor).auth.lock({});
    // The first transaction counts the try; what others do comes after it.
    let isCounted = false;
    const guarded = clinic.db.transact;
    clinic.db.transact = async (work) => {
      if (isCounted) await run(({ q }) => q.deleteFrom('quickPin').execute());
      isCounted = true;
      return run(work);
    };
    const unlock = clinic.call(null, held).auth.unlock({ pin: '2580' });
    expect((await refusal(unlock)).fields).toEqual(['pin']);
    clinic.db.transact = guarded;
    expect((await clinic.call(null, held).auth.lockState({})).isLocked).toBe(true);
  });
});

describe('signing in', () => {
  it('opens no session by a password that was changed while it was compared', async () => {
    const { doctor } = clinic.actors;
    const { passwordHash } = await clinic.db.read((q) =>
      q.selectFrom('appUser').selectAll().where('id', '=', doctor.userId).executeTakeFirstOrThrow(),
    );
    meanwhile = setUser(doctor, { passwordHash: otherHash, version: 1000 });
    const signIn = clinic.call(null).auth.signIn({ email: emailOf('doctor'), password: PASSWORD });
    expect(await reasonOf(signIn)).toBe('bad_credentials');
    await run(setUser(doctor, { passwordHash, version: 1001 }));
  });
});
