import type { NewRow } from '../../db/schema.ts';
import type { Transaction } from '../../db/transact.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AuditEntry } from '../audit/audit.repo.ts';
import * as repo from './clinic.repo.ts';
import type { ClinicSnapshot } from './clinic-snapshot.ts';
import type { ClinicWriter } from './clinic-writer.ts';

/** Somebody's time off as part of something larger. */
export type TimeOffAct = {
  readonly actor: Actor;
  readonly row: Omit<NewRow<'timeOff'>, 'id'>;
  readonly subtype: string;
};
export type TakenTimeOff = { readonly id: number; readonly snapshot: ClinicSnapshot };

/** `run` writes it when it is ready to, with everything that belongs to it: all of it, or nothing. */
export function takeTimeOff<T>(
  { write, current }: ClinicWriter,
  { actor, row, subtype }: TimeOffAct,
  run: (tx: Transaction, take: () => Promise<TakenTimeOff>) => Promise<T>,
): Promise<T> {
  const entry: AuditEntry = { action: 'C', subtype, objectType: 'doctor', objectId: row.doctorId };
  const right = { action: 'absence.manage', subject: {} } as const;
  return write({ actor, entry, right }, (tx) =>
    run(tx, async () => {
      const id = await repo.insertTimeOff(tx.q, row);
      return { id, snapshot: await current(tx.q) };
    }),
  );
}

/** As if it had never been, in the caller's transaction. */
export async function dropTimeOff({ q, emit }: Transaction, id: number): Promise<void> {
  await repo.deleteTimeOff(q, id);
  emit({ type: 'clinic.changed', revision: await repo.readRevision(q) });
}
