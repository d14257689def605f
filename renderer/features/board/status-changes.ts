import type { QueryClient } from '@tanstack/react-query';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import type { Api, ApiKeys } from '../../lib/api.ts';
import { findVisit, putVisit } from '../../lib/board-cache.ts';
import type { PendingStatuses } from '../../lib/desk-tasks.ts';
import { createStore } from '../../lib/store.ts';
import type { TakeBack } from './use-undo.ts';

type Deps = {
  readonly api: Api;
  readonly keys: ApiKeys;
  readonly queryClient: QueryClient;
};
/** What a screen says of a change, and how one is taken back. New with each language: never kept. */
export type StatusWords = {
  readonly takeBack: TakeBack;
  readonly changed: (visit: AppointmentDto, to: AppointmentStatus, undo: () => void) => void;
  readonly refused: (visit: AppointmentDto, to: AppointmentStatus, error: unknown) => void;
};
/** A cancellation is not among them: it needs its code. */
type SettableStatus = Exclude<AppointmentStatus, 'cancelled'>;

/**
 * Changes of status, shown at once and sent behind it. Several keys on one visit are sent one after
 * the other, each with the version the one before gave; a refusal takes the shown status back.
 */
export function createStatusChanges({ api, keys, queryClient }: Deps) {
  const pending = createPending();
  const lines = new Map<AppointmentId, Promise<AppointmentDto | undefined>>();

  async function send(visit: AppointmentDto, to: SettableStatus): Promise<AppointmentDto> {
    const before = await lines.get(visit.id);
    const known = findVisit(queryClient, keys, visit.id) ?? visit;
    const expectedVersion = Math.max(known.version, visit.version, before?.version ?? 0);
    return api.appointments.setStatus.mutate({ id: visit.id, status: to, expectedVersion });
  }

  function setStatus(visit: AppointmentDto, to: AppointmentStatus, words: StatusWords): void {
    const from = pending.store.get().get(visit.id) ?? visit.status;
    if (from === to || to === 'cancelled') return;
    const sent = send(visit, to);
    const line = sent.catch(() => undefined);
    lines.set(visit.id, line);
    pending.show(visit.id, to);
    const undo = async () => {
      // Shown at once; which act it was is known with the answer.
      pending.show(visit.id, from);
      const answer = await line;
      if (answer !== undefined) await words.takeBack(answer);
      if (lines.get(visit.id) === line) pending.show(visit.id, undefined);
    };
    words.changed(visit, to, () => void undo());
    const isLast = () => lines.get(visit.id) === line;
    sent.then(
      (answer) => {
        putVisit(queryClient, keys, answer);
        // Not where it is being taken back already.
        if (isLast() && pending.store.get().get(visit.id) === to) pending.show(visit.id, undefined);
      },
      (error: unknown) => {
        if (isLast()) pending.show(visit.id, undefined);
        words.refused(visit, to, error);
        void queryClient.invalidateQueries(keys.appointments.dayBoard.pathFilter());
      },
    );
  }

  return {
    pending: pending.store,
    setStatus,
    /** Once all that is under way has been answered: what is on its way is the newest act. */
    settled: async (): Promise<void> => {
      await Promise.all(lines.values());
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
