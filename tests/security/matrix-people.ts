import { addMinutes } from '../../shared/time/instant.ts';
import type { Actor } from '../../server/trpc/context.ts';
import { CALLER, PASSWORD } from '../support/actors.ts';
import { insertBreakGlass, insertDoctor, insertUser, insertVisit } from '../support/factories.ts';
import type { TestClinic } from '../support/start-clinic.ts';
import type { AnyCaller } from './rights-table.ts';

/** Everybody who tries the doors, each signed in; nobody and the disabled account are nobody to a procedure. */
export type People = {
  readonly actorOf: (caller: AnyCaller) => Actor | null;
  /** In a new session, because some procedures end the one they are called in. */
  readonly newlySignedIn: (caller: AnyCaller) => Promise<Actor | null>;
  readonly tokenOf: (caller: AnyCaller) => Promise<string | undefined>;
  /** A new session and its token; whoever is nobody to the clinic has no actor. */
  readonly signIn: (caller: AnyCaller) => Promise<SignedIn>;
};
export type SignedIn = { readonly actor: Actor | null; readonly token: string | undefined };

/** Besides the cast: a doctor who has treated the patient, and one who has opened the chart with a reason. */
export async function gatherPeople(clinic: TestClinic): Promise<People> {
  const { patient, type } = clinic.cast;
  const now = clinic.clock.now();
  const treating = await addDoctor(clinic, 'Dr. Treating');
  const glass = await addDoctor(clinic, 'Dr. Glass');
  await clinic.db.transact(async ({ q }) => {
    await insertVisit(q, {
      doctorId: treating.doctorId as NonNullable<Actor['doctorId']>,
      patientId: patient,
      appointmentTypeId: type,
      startsAt: '2025-10-06T08:00:00Z',
      status: 'completed',
    });
    await insertBreakGlass(q, { userId: glass.userId, patientId: patient, openedAt: now });
    // Of an account's sessions the one that was used longest ago makes room: these outlast all that are opened below.
    await q
      .updateTable('session')
      .set({ lastUsedAt: addMinutes(now, 1) })
      .execute();
  });
  const actors = { ...clinic.actors, treatingDoctor: treating, glassDoctor: glass };
  const newSession = (caller: keyof typeof actors) =>
    clinic.services.auth.issueSession(actors[caller].userId, CALLER);
  const disabledToken = await tokenOfDisabledAccount(clinic);
  return {
    actorOf: (caller) => (caller === 'nobody' || caller === 'disabled' ? null : actors[caller]),
    newlySignedIn: async (caller) =>
      caller === 'nobody' || caller === 'disabled' ? null : (await newSession(caller)).actor,
    tokenOf: async (caller) => {
      if (caller === 'nobody') return undefined;
      if (caller === 'disabled') return disabledToken;
      return (await newSession(caller)).accessToken;
    },
    signIn: async (caller) => {
      if (caller === 'nobody') return { actor: null, token: undefined };
      if (caller === 'disabled') return { actor: null, token: disabledToken };
      const { actor, accessToken } = await newSession(caller);
      return { actor, token: accessToken };
    },
  };
}

async function addDoctor(clinic: TestClinic, name: string): Promise<Actor> {
  const userId = await clinic.db.transact(async ({ q }) => {
    const doctorId = await insertDoctor(q, { name });
    const email = `${name.replaceAll(/\W/g, '').toLowerCase()}@clinic.test`;
    const { passwordHash } = await q
      .selectFrom('appUser')
      .select('passwordHash')
      .where('id', '=', clinic.actors.doctor.userId)
      .executeTakeFirstOrThrow();
    return await insertUser(q, { name, email, role: 'doctor', passwordHash, doctorId });
  });
  return (await clinic.services.auth.issueSession(userId, CALLER)).actor;
}

async function tokenOfDisabledAccount(clinic: TestClinic): Promise<string> {
  const userId = await clinic.db.transact(({ q }) =>
    insertUser(q, { name: 'Gone', email: 'gone@clinic.test', role: 'receptionist', passwordHash: 'none' }),
  );
  const { accessToken } = await clinic.services.auth.issueSession(userId, CALLER);
  await clinic
    .call(clinic.actors.admin)
    .users.setActive({ id: userId, isActive: false, expectedVersion: 1, password: PASSWORD });
  return accessToken;
}
