import { sql } from 'kysely';
import type { AppointmentId, UserId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { insertRow } from '../../db/insert-row.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export async function insertStep(q: Query, row: NewRow<'undoStep'>): Promise<void> {
  await insertRow(q, 'undoStep', row);
}

/** This person's steps that are still open, the newest first; with a visit, those that touched it, or left it so. */
export async function listOpenSteps(
  q: Query,
  of: {
    userId: UserId;
    since: Instant;
    visit?: { id: AppointmentId; version?: number } | undefined;
    stepId?: string | undefined;
    limit: number;
  },
): Promise<Row<'undoStep'>[]> {
  const { userId, since, visit, stepId } = of;
  return await q
    .selectFrom('undoStep')
    .selectAll()
    .where('userId', '=', userId)
    .where('takenAt', 'is', null)
    .where('madeAt', '>', since)
    .$if(stepId !== undefined, (query) => query.where('id', '=', stepId ?? ''))
    .$if(visit !== undefined, (query) =>
      query.where(
        sql<boolean>`EXISTS (SELECT 1 FROM json_each(parts) WHERE value ->> 'id' = ${visit?.id}
          AND (${visit?.version ?? null} IS NULL OR value ->> 'version' = ${visit?.version ?? null}))`,
      ),
    )
    .orderBy('madeAt', 'desc')
    .orderBy('id', 'desc')
    .limit(of.limit)
    .execute();
}

export async function rewriteParts(q: Query, id: string, parts: string): Promise<void> {
  await q.updateTable('undoStep').set({ parts }).where('id', '=', id).execute();
}

/** False when somebody was quicker. */
export async function takeStep(q: Query, id: string, takenAt: Instant): Promise<boolean> {
  const result = await q
    .updateTable('undoStep')
    .set({ takenAt })
    .where('id', '=', id)
    .where('takenAt', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function deleteStepsBefore(q: Query, before: Instant): Promise<void> {
  await q.deleteFrom('undoStep').where('madeAt', '<', before).execute();
}
