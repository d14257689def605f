import type { SecuritySettings } from '../../../shared/contracts/security-settings.ts';
import { STAFF_ROLES } from '../../../shared/domain/roles.ts';
import { HASH_COST_BOUNDS } from '../../../shared/domain/security-settings.ts';

export type NumberField = Exclude<keyof SecuritySettings, 'secondFactorFor'>;
type Unit = 'minutes' | 'hours' | 'aDay' | 'kib';

export type NumberSetting = {
  readonly field: NumberField;
  readonly unit: Unit | null;
  readonly min: number;
  readonly max: number;
};

const { memoryKiB, iterations, parallelism } = HASH_COST_BOUNDS;

/** The numbers an administrator may choose, by what they are about, with the bounds the server holds to. */
export const NUMBER_SETTINGS: Readonly<Record<'sessions' | 'breakGlass' | 'hash', readonly NumberSetting[]>> =
  {
    sessions: [
      ...STAFF_ROLES.map((role) => ({ field: `${role}IdleMin`, unit: 'minutes', min: 1, max: 60 }) as const),
      { field: 'patientIdleMin', unit: 'minutes', min: 5, max: 120 },
      ...STAFF_ROLES.map((role) => ({ field: `${role}TotalHours`, unit: 'hours', min: 1, max: 24 }) as const),
      { field: 'patientTotalHours', unit: 'hours', min: 1, max: 72 },
    ],
    breakGlass: [{ field: 'breakGlassPerDay', unit: 'aDay', min: 1, max: 50 }],
    hash: [
      { field: 'hashMemoryKiB', unit: 'kib', ...memoryKiB },
      { field: 'hashIterations', unit: null, ...iterations },
      { field: 'hashParallelism', unit: null, ...parallelism },
    ],
  };

/** The chosen settings that differ from those in force. */
export function changesOf(
  chosen: Partial<SecuritySettings>,
  inForce: SecuritySettings,
): Partial<SecuritySettings> {
  const fields = Object.keys(chosen) as (keyof SecuritySettings)[];
  return Object.fromEntries(
    fields.filter((field) => chosen[field] !== inForce[field]).map((field) => [field, chosen[field]]),
  );
}
