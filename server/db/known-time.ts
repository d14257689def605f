import { sql } from 'kysely';
import type { Instant } from '../../shared/time/instant.ts';
import type { Query } from './transact.ts';

/**
 * The latest time the clinic has certainly seen: that of its last act, and of whatever was begun and may still be good.
 * A start at an earlier one would let what has run out come back, or last for as long as the clock was ahead.
 */
export async function latestKnownTime(q: Query): Promise<Instant | undefined> {
  const { rows } = await sql<{ at: Instant | null }>`
    SELECT max(at) AS at FROM (
      SELECT max(last_used_at) AS at FROM session WHERE ended_at IS NULL
      UNION ALL SELECT max(issued_at) FROM refresh_token
      UNION ALL SELECT max(opened_at) FROM break_glass WHERE ended_at IS NULL
      UNION ALL SELECT max(sent_at) FROM invitation WHERE accepted_at IS NULL AND revoked_at IS NULL
      UNION ALL SELECT max(issued_at) FROM password_reset
      UNION ALL SELECT max(sent_at) FROM email_code
      UNION ALL SELECT max(created_at) FROM display WHERE paired_at IS NULL
      UNION ALL SELECT recorded_at FROM audit_event WHERE id = (SELECT max(id) FROM audit_event)
    )`.execute(q);
  return rows[0]?.at ?? undefined;
}

/** When somebody was last at work, up to a moment. */
export function lastWorkUntil(q: Query, at: Instant): Promise<Instant | undefined> {
  return timeOf(work(q).where('recordedAt', '<=', at).orderBy('recordedAt', 'desc'));
}

/** When somebody was next at work after a moment. */
export function nextWorkAfter(q: Query, at: Instant): Promise<Instant | undefined> {
  return timeOf(work(q).where('recordedAt', '>', at).orderBy('recordedAt'));
}

function work(q: Query) {
  return q.selectFrom('auditEvent').select('recordedAt').where('userId', 'is not', null).limit(1);
}

async function timeOf(query: ReturnType<typeof work>): Promise<Instant | undefined> {
  return (await query.executeTakeFirst())?.recordedAt;
}
