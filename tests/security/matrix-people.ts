import { v7 } from 'uuid';
import type { BreakGlassId } from '../../shared/ids.ts';
import { addMinutes } from '../../shared/time/instant.ts';
import type { Actor } from '../../server/trpc/context.ts';
import { CALLER } from '../support/actors.ts';
import { insertDoctor, insertUser, insertVisit } from '../support/factories.ts';
import type { TestClinic } from '../support/start-clinic.ts';
import type { AnyCaller } from './rights-table.ts';

/** Everybody who tries the doors, each signed in; nobody and the disabled account are nobody to a procedure. */
export type People = {
  readonly actorOf: (caller: AnyCaller) => Actor | null;
  readonly tokenOf: (caller: AnyCaller) => Promise<string | undefined>;
};

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
    const opened = { openedAt: now, expiresAt: addMinutes(now, 30), reason: 'Covering the ward' };
    const review = { firstReadAt: now, reviewedAt: null, reviewedBy: null, reviewNote: null, version: 1 };
    const row = { id: v7() as BreakGlassId, userId: glass.userId, patientId: patient };
    await q
      .insertInto('breakGlass')
      .values({ ...row, ...opened, ...review })
      .execute();
  });
  const actors = { ...clinic.actors, treatingDoctor: treating, glassDoctor: glass };
  const disabledToken = await tokenOfDisabledAccount(clinic);
  return {
    actorOf: (caller) => (caller === 'nobody' || caller === 'disabled' ? null : actors[caller]),
    // A new session for each call, because one of the procedures ends it.
    tokenOf: async (caller) => {
      if (caller === 'nobody') return undefined;
      if (caller === 'disabled') return disabledToken;
      return (await clinic.services.auth.issueSession(actors[caller].userId, CALLER)).accessToken;
    },
  };
}

async function addDoctor(clinic: TestClinic, name: string): Promise<Actor> {
  const userId = await clinic.db.transact(async ({ q }) => {
    const doctorId = await insertDoctor(q, { name });
    const email = `${name.replaceAll(/\W/g, '').toLowerCase()}@clinic.test`;
    return await insertUser(q, { name, email, role: 'doctor', passwordHash: 'none', doctorId });
  });
  return (await clinic.services.auth.issueSession(userId, CALLER)).actor;
}

async function tokenOfDisabledAccount(clinic: TestClinic): Promise<string> {
  const userId = await clinic.db.transact(({ q }) =>
    insertUser(q, { name: 'Gone', email: 'gone@clinic.test', role: 'receptionist', passwordHash: 'none' }),
  );
  const { accessToken } = await clinic.services.auth.issueSession(userId, CALLER);
  await clinic.call(clinic.actors.admin).users.setActive({ id: userId, isActive: false, expectedVersion: 1 });
  return accessToken;
}
