import type { CalendarChanged } from '../../../shared/contracts/clinic.ts';
import { contains } from '../../../shared/domain/intervals.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import { AppError } from '../../../shared/errors.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import { authorize } from '../../policy/decide.ts';
import type { Subject } from '../../policy/ties.ts';
import type { Actor } from '../../trpc/context.ts';
import { type AuditEntry, recordAudit } from '../audit/audit.repo.ts';
import * as repo from './clinic.repo.ts';
import { type ClinicSnapshot, createSnapshot } from './clinic-snapshot.ts';

export type ClinicDeps = {
  /** Asks an admin again, for what binds the whole clinic. */
  readonly confirmPassword: (actor: Actor, password: string) => Promise<void>;
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
};

/** An act on the clinic's shape, as the audit names it. */
export type ClinicAct = {
  readonly actor: Actor;
  readonly entry: AuditEntry;
  /** What the act needs, where that is not to manage the clinic. */
  readonly right?: { readonly action: PolicyAction; readonly subject: Subject };
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
    const { actor, entry, right } = act;
    authorize(actor, right?.action ?? 'clinic.write', right?.subject);
    const at = deps.clock.now();
    try {
      return await deps.db.transact(async (tx) => {
        const result = await run(tx, at);
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

  /** A change of somebody's hours (or everybody's), answered with how many future visits it leaves outside them. */
  function changeCalendar(
    act: { readonly actor: Actor; readonly what: string; readonly doctorId: DoctorId | null },
    run: (q: Query, at: Instant) => Promise<void>,
  ): Promise<CalendarChanged> {
    const { actor, what, doctorId } = act;
    const entry: AuditEntry = { action: 'U', subtype: `clinic.${what}`, objectId: doctorId ?? undefined };
    return write({ actor, entry }, async ({ q }, at) => {
      if (doctorId !== null && !(await current(q)).doctors.has(doctorId)) throw new AppError('not_found');
      await run(q, at);
      return await outsideHours(q, await current(q), { doctorId, at });
    });
  }

  return { current, write, create, changeCalendar };
}

async function outsideHours(
  q: Query,
  snapshot: ClinicSnapshot,
  of: { doctorId: DoctorId | null; at: Instant },
): Promise<CalendarChanged> {
  const future = await repo.listFutureBlocking(q, of.at, of.doctorId);
  const outside = future.filter((visit) => {
    const date = civilDateOf(visit.startsAt, snapshot.settings.timeZone);
    const { open } = snapshot.hoursOn(visit.doctorId, date);
    return !open.some((hours) => contains(hours, { start: visit.startsAt, end: visit.endsAt }));
  });
  return { revision: snapshot.revision, affectedCount: outside.length };
}
