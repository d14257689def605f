import type { SessionDto } from '../../../shared/contracts/sessions.ts';
import { describeDevice } from '../../../shared/domain/device.ts';
import { type SessionLimits, sessionState } from '../../../shared/domain/session-limits.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Actor } from '../../trpc/context.ts';
import type { SessionRow } from './sessions.repo.ts';

type Seen = { readonly actor: Actor; readonly limits: SessionLimits; readonly now: Instant };

export function toSessionDto(row: SessionRow, { actor, limits, now }: Seen): SessionDto {
  return {
    id: row.sessionId,
    device: describeDevice(row.device),
    address: row.address,
    signedInAt: row.createdAt,
    lastUsedAt: row.lastUsedAt,
    isCurrent: row.sessionId === actor.sessionId,
    isLocked: sessionState(row, limits, now) === 'locked',
  };
}
