import { createHash } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import type { Instant } from '../../shared/time/instant.ts';
import { insertRow } from './insert-row.ts';
import type { Query } from './transact.ts';

export type IdempotentCall = {
  readonly actorId: string;
  /** The client's UUID for this one act. */
  readonly requestId: string;
  readonly operation: string;
  readonly input: unknown;
  readonly at: Instant;
};

/** Forgets answers nobody will ask for again. */
export async function forgetAnswersBefore(q: Query, before: Instant): Promise<void> {
  await q.deleteFrom('idempotency').where('createdAt', '<', before).execute();
}

/**
 * Runs a create once per actor and request id, in the caller's transaction: a double tap or a retry gets
 * the first answer again. The same id with another content is `request_id_reused`.
 */
export async function once<T>(q: Query, call: IdempotentCall, act: () => Promise<T>): Promise<T> {
  const inputHash = createHash('sha256')
    .update(JSON.stringify([call.operation, call.input]))
    .digest('base64');
  const earlier = await q
    .selectFrom('idempotency')
    .select(['inputHash', 'answer'])
    .where('actorId', '=', call.actorId)
    .where('requestId', '=', call.requestId)
    .executeTakeFirst();
  if (earlier !== undefined) {
    if (earlier.inputHash !== inputHash) throw new AppError('request_id_reused');
    return JSON.parse(earlier.answer) as T;
  }
  const answer = await act();
  await insertRow(q, 'idempotency', {
    actorId: call.actorId,
    requestId: call.requestId,
    operation: call.operation,
    inputHash,
    answer: JSON.stringify(answer),
    createdAt: call.at,
  });
  return answer;
}
