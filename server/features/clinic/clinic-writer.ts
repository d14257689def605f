import type { PolicyAction } from '../../../shared/domain/policy.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import { authorize } from '../../policy/decide.ts';
import type { Subject } from '../../policy/ties.ts';
import type { Actor } from '../../trpc/context.ts';
import { type AuditEntry, recordAudit } from '../audit/audit.repo.ts';
import type { Confirmed, ConfirmPassword } from '../auth/confirmed.ts';
import * as repo from './clinic.repo.ts';
import { type ClinicSnapshot, createSnapshot } from './clinic-snapshot.ts';
import { requireSeen } from './touched-visits.ts';

export type ClinicDeps = {
  /** Asks an admin again, for what binds the whole clinic. */
  readonly confirmPassword: ConfirmPassword;
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Where others than its own computer reach the clinic; null, or missing, where nobody does. */
  readonly networkAddress?: () => string | null;
};

/** An act on the clinic's shape, as the audit names it. */
export type ClinicAct = {
  readonly actor: Actor;
  readonly entry: AuditEntry;
  /** What the act needs, where that is not to manage the clinic. */
  readonly right?: { readonly action: PolicyAction; readonly subject: Subject };
  /** The mark of the visits its preview named; undefined where none was looked at. */
  readonly seen?: string | undefined;
  /** Of the right password, where it was asked for. */
  readonly within?: Confirmed;
};
/** The same for a create, which happens once per request id. */
export type ClinicCreate = {
  readonly actor: Actor;
  readonly what: string;
  readonly input: { readonly requestId: string };
};

export type ClinicWriter = ReturnType<typeof createClinicWriter>;

/** How the clinic's shape is read and written: one remembered snapshot, one way to change it. */
export function createClinicWriter(deps: ClinicDeps) {
  let remembered: ClinicSnapshot | undefined;
  deps.db.onRollback((undone) => {
    if (undone === 'group') remembered = undefined;
  });

  /** The shape as of this very transaction: the revision row tells when the remembered one is old. */
  async function current(q: Query): Promise<ClinicSnapshot> {
    const revision = await repo.readRevision(q);
    if (remembered?.revision === revision) return remembered;
    remembered = createSnapshot(revision, await repo.readStoredSettings(q), await repo.readShape(q));
    return remembered;
  }

  /** One write: authorized, audited, announced. */
  async function write<T>(act: ClinicAct, run: (tx: Transaction, at: Instant) => Promise<T>): Promise<T> {
    const { actor, entry, right, seen, within = deps.db } = act;
    authorize(actor, right?.action ?? 'clinic.write', right?.subject);
    const at = deps.clock.now();
    try {
      return await within.transact(async (tx) => {
        const before = seen === undefined ? undefined : await current(tx.q);
        const result = await run(tx, at);
        if (before !== undefined)
          await requireSeen(tx.q, { before, after: await current(tx.q) }, { seen, at });
        await recordAudit(tx.q, { who: actor, at }, entry);
        tx.emit({ type: 'clinic.changed', revision: await repo.readRevision(tx.q) });
        return result;
      });
    } catch (error) {
      // The revision read inside was rolled back; the next one to use its number will mean something else.
      remembered = undefined;
      throw error;
    }
  }

  function create<T>(act: ClinicCreate, run: (q: Query, at: Instant) => Promise<T>): Promise<T> {
    const { actor, what, input } = act;
    const operation = `clinic.${what}`;
    return write({ actor, entry: { action: 'C', subtype: operation, objectType: what } }, ({ q }, at) =>
      once(q, { actorId: actor.userId, requestId: input.requestId, operation, input, at }, () => run(q, at)),
    );
  }

  return {
    current,
    write,
    create,
    /** For who has read a shape that was then rolled back. */
    forget: () => void (remembered = undefined),
  };
}
