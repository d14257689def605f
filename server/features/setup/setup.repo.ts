import type { ClinicSettings } from '../../../shared/domain/clinic-settings.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export async function hasUsers(q: Query): Promise<boolean> {
  return (await q.selectFrom('appUser').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Whether an import has brought people already. */
export async function hasCharts(q: Query): Promise<boolean> {
  const doctor = await q.selectFrom('doctor').select('id').limit(1).executeTakeFirst();
  const patient = await q.selectFrom('patient').select('id').limit(1).executeTakeFirst();
  return doctor !== undefined || patient !== undefined;
}

export async function insertUser(q: Query, row: NewRow<'appUser'>): Promise<void> {
  await q.insertInto('appUser').values(row).execute();
}

/** Empty in a clinic that is not set up yet. */
export async function findClinicName(q: Query): Promise<string> {
  const row = await q
    .selectFrom('setting')
    .select('value')
    .where('key', '=', 'clinicName')
    .executeTakeFirst();
  return row === undefined ? '' : String(JSON.parse(row.value));
}

/** The first settings of a clinic; everything else keeps its default until the admin changes it. */
export async function insertSettings(
  q: Query,
  settings: Partial<ClinicSettings>,
  at: Instant,
): Promise<void> {
  const rows = Object.entries(settings).map(([key, value]) => ({
    key,
    value: JSON.stringify(value),
    updatedAt: at,
  }));
  await q.insertInto('setting').values(rows).execute();
}
