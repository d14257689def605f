import { createClinicServer, readConfig } from '../../server/app/create-clinic-server.ts';
import { createDb, type Db } from '../../server/db/transact.ts';
import { DEMO_CLINIC_NAMES, DEMO_SIZE, DEMO_TIME_ZONE } from '../../server/features/demo/demo-options.ts';
import { fillDemoClinic } from '../../server/features/demo/fill-demo-clinic.ts';
import type { Role } from '../../shared/domain/roles.ts';
import type { UserId } from '../../shared/ids.ts';
import { toInstant } from '../../shared/time/instant.ts';
import { createFakeClock } from './fake-clock.ts';
import { openMigrated } from './migrated.ts';
import type { ScreenHost } from './session-state.ts';
import { TEST_SEAL } from './start-clinic.ts';

/** A Wednesday, 10:40 on the clinic's clock. */
const MIDMORNING = toInstant('2026-03-04T09:40:00Z');
const ROLE_OF = {
  admin: 'admin',
  reception: 'receptionist',
  doctor: 'doctor',
  patient: 'patient',
} as const satisfies Record<string, Role>;
export type DemoPerson = keyof typeof ROLE_OF;

export type DemoClinic = ScreenHost<DemoPerson> & { readonly db: Db; readonly close: () => Promise<void> };

/** The demo clinic as it opens for everybody, on a free port of the loopback, on a morning in March. */
export async function listenDemo(): Promise<DemoClinic> {
  const file = await openMigrated();
  const db = createDb(file);
  const clock = createFakeClock(MIDMORNING);
  const { signIns } = await fillDemoClinic(db, {
    ...DEMO_SIZE,
    seed: 7,
    now: MIDMORNING,
    clinicName: DEMO_CLINIC_NAMES.en,
    timeZone: DEMO_TIME_ZONE,
    language: 'en',
    passwordHash: 'nobody signs in by it',
  });
  const config = readConfig({}, { port: '0', logLevel: 'silent', isRateLimited: 'off' });
  const server = await createClinicServer({ db, clock, config, seal: TEST_SEAL });
  const url = await server.listen();
  const userOf = (who: DemoPerson): { readonly userId: UserId } => {
    const email = signIns.find(({ role }) => role === ROLE_OF[who])?.email;
    return { userId: file.prepare('SELECT id FROM app_user WHERE email = ?').pluck().get(email) as UserId };
  };
  return {
    url,
    db,
    clock,
    services: server.services,
    actors: {
      admin: userOf('admin'),
      reception: userOf('reception'),
      doctor: userOf('doctor'),
      patient: userOf('patient'),
    },
    close: async () => {
      await server.close();
      await db.close();
    },
  };
}
