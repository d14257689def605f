import type { Logger } from '../lib/logger.ts';

const SOUND_WITHIN_MS = 5_000;
const MAX_FAULTS_PER_MINUTE = 10;
const MINUTE_MS = 60_000;

export type LastResortDeps = {
  readonly logger: Logger;
  readonly newFaultId: () => string;
  /** Resolves when the clinic still does its work. */
  readonly proveSound: () => Promise<void>;
  /** Called once, when it does not: the process is to close and end. */
  readonly giveUp: () => void;
};

/** As much of the process as is needed here. */
type FaultSource = Pick<NodeJS.Process, 'on' | 'off'>;

/**
 * What becomes of faults that nobody caught. Ending the process at each would let one packet that finds a
 * gap close the clinic for everybody; going on blindly could leave writes stuck behind a half-done step. So
 * each is logged under an id, and after an exception, which may have stopped a step half-way, the clinic has to
 * prove that it still commits. A rejection has unwound through its own `finally` and its transaction's rollback
 * and needs no proof. Without the proof, or at more than ten faults a minute, the process gives up. The
 * returned function takes the listeners back.
 */
export function surviveFaults(source: FaultSource, deps: LastResortDeps): () => void {
  const recent: number[] = [];
  let isOver = false;
  const giveUp = (why: string) => {
    if (isOver) return;
    isOver = true;
    deps.logger.fatal({ why }, 'the server gives up');
    deps.giveUp();
  };
  const note = (error: unknown, kind: string) => {
    deps.logger.error({ err: error, faultId: deps.newFaultId(), kind }, 'a fault nobody caught');
    const now = performance.now();
    recent.push(now);
    while ((recent[0] ?? now) < now - MINUTE_MS) recent.shift();
    if (recent.length > MAX_FAULTS_PER_MINUTE) giveUp('too many faults in a minute');
  };
  const prove = async () => {
    try {
      await within(deps.proveSound(), SOUND_WITHIN_MS);
    } catch {
      giveUp('it no longer does its work');
    }
  };
  const onException = (error: unknown) => {
    note(error, 'exception');
    void prove();
  };
  const onRejection = (reason: unknown) => note(reason, 'rejection');
  source.on('uncaughtException', onException);
  source.on('unhandledRejection', onRejection);
  return () => {
    source.off('uncaughtException', onException);
    source.off('unhandledRejection', onRejection);
  };
}

function within(work: Promise<void>, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('too late')), timeoutMs);
    timer.unref();
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
