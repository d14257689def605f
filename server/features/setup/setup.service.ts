import type { CompleteSetup, SetupStatus } from '../../../shared/contracts/setup.ts';
import { passwordProblem } from '../../../shared/domain/password-rules.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { UserId } from '../../../shared/ids.ts';
import type { Db, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import { isThisMachine } from '../../lib/this-machine.ts';
import { hashPassword } from '../../lib/passwords.ts';
import type { Caller } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { IssuedSession } from '../auth/auth.presenter.ts';
import type { AuthService } from '../auth/auth.service.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import { DEMO_SIZE } from '../demo/demo-options.ts';
import * as repo from './setup.repo.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly auth: Pick<AuthService, 'issueSession'>;
  readonly clinic: Pick<ClinicService, 'current'>;
};
export type SetupService = ReturnType<typeof createSetup>;

const DEMO_SEED = 1;

/**
 * The first start, until the first account exists. Whoever sits at the computer that hosts the clinic sets it up; on a
 * network that is open already, somebody else would be quicker.
 */
export function createSetup(deps: Deps) {
  return {
    status: (caller: Pick<Caller, 'address' | 'isRelayed'>): Promise<SetupStatus> =>
      deps.db.read(async (q) => {
        const { settings } = await deps.clinic.current(q);
        const isSetUp = await repo.hasUsers(q);
        const { clinicName, accent, timeZone, language } = settings;
        return { isSetUp, isHere: isFromHere(caller), clinicName, accent, timeZone, language };
      }),

    async complete(caller: Caller, input: CompleteSetup): Promise<IssuedSession> {
      // Asked before hashing, so that a clinic in use spends nothing on it; the transaction asks again.
      if (await deps.db.read(repo.hasUsers)) throw new AppError('already_set_up');
      if (!isFromHere(caller)) throw new AppError('forbidden');
      const own = [input.adminName, input.adminEmail, input.clinicName];
      const problem = passwordProblem(input.adminPassword, 'admin', own);
      if (problem !== undefined) throw invalidField('adminPassword', problem);
      if (input.fill === 'demo' && isDemoAddress(input.adminEmail)) {
        throw invalidField('adminEmail', 'belongs to the demo clinic: use an address of your own');
      }
      if (input.fill === 'demo' && (await deps.db.read(repo.hasCharts))) {
        throw invalidField('fill', 'needs an empty clinic: this one holds imported data, start with it');
      }
      const passwordHash = await hashPassword(input.adminPassword);
      const adminId = await deps.db.transact((tx) => writeClinic(deps, tx, { ...input, passwordHash }));
      if (input.fill === 'demo') await fillDemo(deps, input, passwordHash);
      return deps.auth.issueSession(adminId, caller);
    },
  };
}

/** The demo's own people have these; one of them as the admin would be there twice. */
function isDemoAddress(email: string): boolean {
  return email.endsWith('@demo.clinic') && email !== 'admin@demo.clinic';
}

async function writeClinic(
  deps: Deps,
  { q }: Transaction,
  input: CompleteSetup & { passwordHash: string },
): Promise<UserId> {
  if (await repo.hasUsers(q)) throw new AppError('already_set_up');
  const at = deps.clock.now();
  const id = deps.ids.next<UserId>();
  const { clinicName, timeZone, language } = input;
  await repo.insertSettings(q, { clinicName, timeZone, language }, at);
  await repo.insertUser(q, {
    id,
    email: input.adminEmail,
    name: input.adminName,
    role: 'admin',
    passwordHash: input.passwordHash,
    isActive: 1,
    doctorId: null,
    patientId: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
  });
  await recordAudit(
    q,
    { who: null, at },
    {
      action: 'C',
      subtype: 'setup.complete',
      objectType: 'user',
      objectId: id,
      objectVersion: 1,
    },
  );
  return id;
}

async function fillDemo(deps: Deps, input: CompleteSetup, passwordHash: string): Promise<void> {
  // Loaded only here: a clinic that starts empty never needs it.
  const { fillDemoClinic } = await import('../demo/fill-demo-clinic.ts');
  await fillDemoClinic(deps.db, {
    ...DEMO_SIZE,
    seed: DEMO_SEED,
    now: deps.clock.now(),
    clinicName: input.clinicName,
    timeZone: input.timeZone,
    language: input.language,
    passwordHash,
    isAdminKept: true,
  });
}

/** A proxy on this computer speaks for others. */
function isFromHere({ address, isRelayed }: Pick<Caller, 'address' | 'isRelayed'>): boolean {
  return isThisMachine(address) && isRelayed !== true;
}
