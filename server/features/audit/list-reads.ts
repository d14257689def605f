import { epochMs } from '../../../shared/time/instant.ts';
import { currentCall } from '../../lib/current-call.ts';
import type { Actor } from '../../trpc/context.ts';
import { type FoldDeps, writeFolded } from './denials.ts';
import { createDenialFolds } from './fold-denials.ts';

const HOUR_MS = 60 * 60 * 1000;

/**
 * Lists in which patients stand are read all day, by everybody at a desk: of each person and list the first look in an
 * hour has its line, before the answer leaves, and one tells afterwards how often it came again.
 */
export function createListReads(deps: FoldDeps) {
  const folds = createDenialFolds(HOUR_MS);
  const nowMs = () => epochMs(deps.clock.now());
  return {
    async note(who: Actor): Promise<void> {
      const call = currentCall();
      if (call === undefined) return;
      const { address, requestId, procedure, policy } = call;
      const entry = { action: 'R', subtype: policy, outcome: 'success', address, requestId } as const;
      const line = { who, entry, call };
      const isNew = folds.add({ person: who.userId, what: procedure, address }, line, nowMs());
      if (isNew) await writeFolded(deps, [line]);
    },
    writeRepeats: (which: 'all' | 'overdue'): Promise<void> => writeFolded(deps, folds.take(which, nowMs())),
  };
}
