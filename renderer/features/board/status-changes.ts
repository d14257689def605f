import type { QueryClient } from '@tanstack/react-query';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { type AppointmentStatus, statusMove } from '../../../shared/domain/appointment-status.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import type { Api, ApiKeys } from '../../lib/api.ts';
import { findVisit, putVisit } from '../../lib/board-cache.ts';
import type { PendingStatuses } from '../../lib/desk-tasks.ts';
import { createStore } from '../../lib/store.ts';

type Deps = { readonly api: Api; readonly keys: ApiKeys; readonly queryClient: QueryClient };
export type StatusWords = {
  readonly changed: (visit: AppointmentDto, to: AppointmentStatus, undo: (() => void) | undefined) => void;
  readonly refused: (visit: AppointmentDto, to: AppointmentStatus, error: unknown) => void;
};
/** A cancellation is not among them: it needs its code. */
type SettableStatus = Exclude<AppointmentStatus, 'cancelled'>;
type Done = { readonly id: AppointmentId; readonly from: AppointmentStatus; readonly to: AppointmentStatus };

/**
 * Changes of status, shown at once and sent behind it. Several keys on one visit are sent one after
 * the other, each with the version the one before gave; a refusal takes the shown status back.
 */
export function createStatusChanges({ api, keys, queryClient }: Deps) {
  const pending = createPending();
  const lines = new Map<AppointmentId, Promise<AppointmentDto | undefined>>();
  let lastDone: Done | undefined;

  async function send(visit: AppointmentDto, to: SettableStatus): Promise<AppointmentDto> {
    const before = await lines.get(visit.id);
    const known = findVisit(queryClient, keys, visit.id) ?? visit;
    const expectedVersion = Math.max(known.version, visit.version, before?.version ?? 0);
    return api.appointments.setStatus.mutate({ id: visit.id, status: to, expectedVersion });
  }

  function setStatus(visit: AppointmentDto, to: AppointmentStatus, words: StatusWords): void {
    const from = pending.store.get().get(visit.id) ?? visit.status;
    if (from === to || to === 'cancelled') return;
    const undo = undoOf({ id: visit.id, from, to }, words);
    const sent = send(visit, to);
    const line = sent.catch(() => undefined);
    lines.set(visit.id, line);
    pending.show(visit.id, to);
    words.changed(visit, to, undo);
    const isLast = () => lines.get(visit.id) === line;
    sent.then(
      (answer) => {
        putVisit(queryClient, keys, answer);
        if (isLast()) pending.show(visit.id, undefined);
      },
      (error: unknown) => {
        if (isLast()) pending.show(visit.id, undefined);
        words.refused(visit, to, error);
        void queryClient.invalidateQueries(keys.appointments.dayBoard.pathFilter());
      },
    );
  }

  /** undefined where the visit's path has no way back. */
  function undoOf(done: Done, words: StatusWords): (() => void) | undefined {
    if (statusMove({ status: done.to, stepBack: done.from }, done.from) === undefined) {
      lastDone = undefined;
      return undefined;
    }
    lastDone = done;
    return () => {
      const visit = findVisit(queryClient, keys, done.id);
      lastDone = undefined;
      if (visit !== undefined) setStatus(visit, done.from, words);
    };
  }

  return {
    pending: pending.store,
    setStatus,
    undoStatus: (words: StatusWords) => {
      if (lastDone !== undefined) undoOf(lastDone, words)?.();
    },
  };
}

function createPending() {
  const store = createStore<PendingStatuses>(new Map());
  const show = (id: AppointmentId, status: AppointmentStatus | undefined) => {
    const next = new Map(store.get());
    if (status === undefined) next.delete(id);
    else next.set(id, status);
    store.set(next);
  };
  return { store, show };
}
