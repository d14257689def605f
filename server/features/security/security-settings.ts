import { SecuritySettings } from '../../../shared/contracts/security-settings.ts';
import { DEFAULT_SECURITY_SETTINGS } from '../../../shared/domain/security-settings.ts';
import { STAFF_ROLES } from '../../../shared/domain/roles.ts';
import type { Db, Query } from '../../db/transact.ts';
import * as repo from './security-settings.repo.ts';

export type StoredSecuritySettings = { readonly settings: SecuritySettings; readonly version: number };
export type SecuritySettingsStore = ReturnType<typeof createSecuritySettings>;

/**
 * The settings in force, remembered: every call asks for them. One process owns a clinic's data, so what
 * is written through this very store is all there is to forget.
 */
export function createSecuritySettings(db: Db) {
  let remembered: SecuritySettings | undefined;

  return {
    /** As of this transaction. Cheap. */
    async current(q: Query): Promise<SecuritySettings> {
      remembered ??= (await readStored(q)).settings;
      return remembered;
    },

    /** For work that has no query under way, such as hashing. */
    async now(): Promise<SecuritySettings> {
      return remembered ?? (await db.read(readStored)).settings;
    },

    readStored,

    /** Runs a transaction that writes settings; the old ones are forgotten whatever comes of it. */
    async change<T>(write: () => Promise<T>): Promise<T> {
      try {
        return await write();
      } finally {
        remembered = undefined;
      }
    },
  };
}

async function readStored(q: Query): Promise<StoredSecuritySettings> {
  const row = await repo.findStored(q);
  const stored: unknown = JSON.parse(row?.settings ?? '{}');
  return {
    version: row?.version ?? 1,
    settings: SecuritySettings.parse({
      ...DEFAULT_SECURITY_SETTINGS,
      ...SecuritySettings.partial().parse(byRole(stored)),
    }),
  };
}

/** What was once chosen for all of the staff holds for each role of it. */
function byRole(stored: unknown): unknown {
  const { staffIdleMin: idle, staffTotalHours: total, ...rest } = stored as Record<string, unknown>;
  const each = (limit: string, value: unknown) =>
    value === undefined ? {} : Object.fromEntries(STAFF_ROLES.map((role) => [`${role}${limit}`, value]));
  return { ...each('IdleMin', idle), ...each('TotalHours', total), ...rest };
}
