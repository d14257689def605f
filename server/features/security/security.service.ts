import type {
  SecuritySettingsDto,
  UpdateSecuritySettings,
} from '../../../shared/contracts/security-settings.ts';
import { hashCostProblem } from '../../../shared/domain/security-settings.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Db, Query } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { AuthService } from '../auth/auth.service.ts';
import * as repo from './security-settings.repo.ts';
import type { SecuritySettingsStore, StoredSecuritySettings } from './security-settings.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly settings: SecuritySettingsStore;
  /** Null where the server shows no certificate. */
  readonly authorityEndsAt?: Instant | null;
  readonly auth: Pick<AuthService, 'confirmPassword' | 'endWithoutFactor' | 'copiedPasskeysOf'>;
};
export type SecurityService = ReturnType<typeof createSecurity>;

/** How strictly the clinic guards its doors: in force for everybody, chosen by the admin. */
export function createSecurity(deps: Deps) {
  return {
    current: deps.settings.current,
    settings: (actor: Actor): Promise<SecuritySettingsDto> => readSettings(deps, actor),
    updateSettings: (actor: Actor, input: UpdateSecuritySettings): Promise<SecuritySettingsDto> =>
      updateSettings(deps, actor, input),
  };
}

async function readSettings(deps: Deps, actor: Actor): Promise<SecuritySettingsDto> {
  authorize(actor, 'security.read');
  return deps.db.read(async (q) => shown(deps, q, await deps.settings.readStored(q)));
}

async function shown(
  { auth, authorityEndsAt = null }: Deps,
  q: Query,
  stored: StoredSecuritySettings,
): Promise<SecuritySettingsDto> {
  return { ...stored, authorityEndsAt, copiedPasskeysOf: await auth.copiedPasskeysOf(q) };
}

async function updateSettings(
  deps: Deps,
  actor: Actor,
  input: UpdateSecuritySettings,
): Promise<SecuritySettingsDto> {
  authorize(actor, 'security.write');
  const confirmed = await deps.auth.confirmPassword(actor, input.password);
  const at = deps.clock.now();
  return deps.settings.change(() =>
    confirmed.transact(async (tx) => {
      const { q } = tx;
      const before = await deps.settings.readStored(q);
      if (before.version !== input.expectedVersion)
        throw new AppError('stale_version', { current: await shown(deps, q, before) });
      const settings = { ...before.settings, ...input.changes };
      const problem = hashCostProblem(settings);
      if (problem !== undefined) throw invalidField('changes.hashIterations', problem);
      if (input.changes.secondFactorFor !== undefined) {
        await deps.auth.endWithoutFactor(tx, actor, input.changes.secondFactorFor);
      }
      const version = before.version + 1;
      await repo.save(q, { version, settings: JSON.stringify(settings), updatedAt: at });
      const changedFields = Object.keys(input.changes);
      const line = { action: 'U', subtype: 'security.updateSettings', objectType: 'security' } as const;
      await recordAudit(q, { who: actor, at }, { ...line, objectVersion: version, changedFields });
      return shown(deps, q, { version, settings });
    }),
  );
}
