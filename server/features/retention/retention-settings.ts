import { RetentionSettings, type UpdateRetention } from '../../../shared/contracts/retention.ts';
import { DEFAULT_RETENTION } from '../../../shared/domain/retention.ts';
import type { Db, Query } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { AuthService } from '../auth/auth.service.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly auth: Pick<AuthService, 'confirmPassword'>;
};
export type RetentionSettingsService = ReturnType<typeof createRetentionSettings>;

const KEY = 'retention';

/** How long the clinic keeps what. Apart from the rest of retention, which needs to know how people are erased. */
export function createRetentionSettings(deps: Deps) {
  return {
    current,
    async update(actor: Actor, input: UpdateRetention): Promise<RetentionSettings> {
      authorize(actor, 'retention.write');
      const confirmed = await deps.auth.confirmPassword(actor, input.password);
      const at = deps.clock.now();
      return confirmed.transact(async ({ q }) => {
        const settings = { ...(await current(q)), ...input.changes };
        const row = { value: JSON.stringify(settings), updatedAt: at };
        await q
          .insertInto('setting')
          .values({ key: KEY, ...row })
          .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
          .execute();
        const changedFields = Object.keys(input.changes);
        const what = {
          action: 'U',
          subtype: 'retention.update',
          objectType: 'setting',
          objectId: KEY,
        } as const;
        await recordAudit(q, { who: actor, at }, { ...what, changedFields });
        return settings;
      });
    },
  };
}

/** As of a transaction; what was never chosen is the default. */
export async function current(q: Query): Promise<RetentionSettings> {
  const row = await q.selectFrom('setting').select('value').where('key', '=', KEY).executeTakeFirst();
  const stored = row === undefined ? {} : (JSON.parse(row.value) as object);
  return RetentionSettings.parse({ ...DEFAULT_RETENTION, ...stored });
}
