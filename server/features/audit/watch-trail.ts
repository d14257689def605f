import { setImmediate } from 'node:timers/promises';
import type { TrailState } from '../../../shared/contracts/audit.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import { foundEnd } from '../../db/audit-end.ts';
import { auditChainOf, type Query } from '../../db/transact.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AuditDeps } from './audit.deps.ts';
import { recordAudit } from './audit.repo.ts';
import type { Breach } from './locate-breaches.ts';
import * as repo from './read-audit.repo.ts';
import { ANCHORED, openTrail } from './trail.ts';
import { verifyTrail } from './verify-trail.ts';

const DAY_MIN = 24 * 60;
/** As many places as a person looks at; the command line names them all. */
const MAX_TOLD = 20;

/** Whether the chain is whole, asked and remembered; and how far it has come, told to the file outside. */
export function createTrailWatch(deps: AuditDeps) {
  let underWay: Promise<TrailState> | undefined;

  /** Two who ask at once get one answer. */
  function verify(who: Actor | null): Promise<TrailState> {
    underWay ??= verifyAndRecord(deps, who).finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  const verifiedBy = async (who: Actor | null) => (await verify(who)).lastVerified;

  return {
    verifyNow: async (actor: Actor): Promise<TrailState> => {
      authorize(actor, 'audit.verify');
      return verify(actor);
    },
    state: async (actor: Actor): Promise<TrailState> => {
      authorize(actor, 'audit.read');
      return deps.db.read((q) => stateOf(q, deps.clock.now()));
    },
    /**
     * At the start, before anything is anchored anew: a trail that was found broken, ends before its last anchor, or
     * says something else there, is read through at once. Costs three lookups where all is well.
     */
    checkEnd: async (): Promise<void> => {
      const last = deps.db.trail.anchors.read().at(-1);
      const isAsLeft = await deps.db.read(async (q) => {
        if (await repo.isBreakUntold(q)) return false;
        return last === undefined || (await repo.hashOfLine(q, last.lastId)) === last.hash;
      });
      if (isAsLeft) return;
      deps.logger.error(await verifiedBy(null), 'the audit trail does not end as it was anchored');
    },
    /** Once a day by itself. */
    verifyDaily: async (): Promise<void> => {
      const now = deps.clock.now();
      const last = await deps.db.read((q) => repo.findLastVerification(q, now));
      if (last !== undefined && last.recordedAt > addMinutes(now, -DAY_MIN)) return;
      const lastVerified = await verifiedBy(null);
      if (lastVerified?.isWhole === false) deps.logger.error(lastVerified, 'the audit trail is not whole');
    },
    /** Writes down outside how far the trail has come: once a day, and whenever it comes to rest. */
    anchor: async (when: 'daily' | 'now'): Promise<void> => {
      const at = deps.clock.now();
      const { anchors } = deps.db.trail;
      const last = anchors.read().at(-1);
      if (when === 'daily' && last?.at.slice(0, 10) === at.slice(0, 10)) return;
      // Written only when it is in the database for good.
      const head = await deps.db.transact(async ({ q }) => auditChainOf(q).head());
      // Nothing has come since but the line that tells of the last one.
      if (head.id === (last?.lastId ?? 0) + 1 && (await deps.db.read((q) => repo.isAnchorLine(q, head.id))))
        return;
      // An anchor without an end told beside it is a sign that somebody took the end away.
      await deps.db.trail.end.settle();
      const mark = anchors.write(head, at);
      if (mark === undefined) return;
      const told = { objectType: 'audit_event', objectId: mark, objectVersion: head.id };
      await deps.db.transact(({ q }) =>
        recordAudit(q, { who: null, at }, { action: 'E', subtype: ANCHORED, ...told }),
      );
    },
  };
}

async function verifyAndRecord(deps: AuditDeps, who: Actor | null): Promise<TrailState> {
  const { db } = deps;
  const { key, end } = db.trail;
  const anchors = db.trail.anchors.read();
  const held = { key, anchors, end: foundEnd(end.read(), anchors, db.file), pause: () => setImmediate() };
  // Opened when no transaction is under way; what is added later lies behind its last line.
  const trail = await db.read(async () => openTrail(db.file, held));
  const { breaches, lastId } = await verifyTrail(trail);
  await db.transact(({ q }) =>
    recordAudit(
      q,
      { who, at: deps.clock.now() },
      {
        action: 'E',
        subtype: 'audit.verify',
        outcome: breaches.length === 0 ? 'success' : 'failure',
        objectType: 'audit_event',
        objectVersion: lastId,
        reason: breaches.length === 0 ? undefined : breaches.slice(0, MAX_TOLD).map(told).join(', '),
      },
    ),
  );
  return db.read((q) => stateOf(q, deps.clock.now()));
}

async function stateOf(q: Query, now: Instant): Promise<TrailState> {
  const last = await repo.findLastVerification(q, now);
  const lineCount = await repo.lastLineId(q);
  if (last === undefined) return { lineCount, lastVerified: null };
  const { recordedAt, outcome, objectVersion, reason } = last;
  return {
    lineCount,
    lastVerified: {
      at: recordedAt,
      isWhole: outcome === 'success',
      lineCount: objectVersion ?? 0,
      breaches: reason === null ? [] : reason.split(', '),
    },
  };
}

function told({ kind, id, lastId }: Breach): string {
  return `${kind} ${id === lastId ? id : `${id}-${lastId}`}`;
}
