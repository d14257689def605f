import { epochMs } from '../../../shared/time/instant.ts';
import { currentCall } from '../../lib/current-call.ts';
import { type AuditEntry, countingLines, type IsCounted, type Who } from './audit.repo.ts';
import { type FoldDeps, writeFolded } from './denials.ts';
import { createDenialFolds } from './fold-denials.ts';

const HOUR_MS = 60 * 60 * 1000;

/**
 * What patients see of themselves comes with every screen of the portal: of each person and thing the first look in an
 * hour has its line, and one tells afterwards how often it came again. A copy of the data is no such look.
 */
export function createOwnReads(deps: FoldDeps) {
  const folds = createDenialFolds(HOUR_MS);
  const nowMs = () => epochMs(deps.clock.now());
  const isCounted: IsCounted = (who, entry) => {
    const call = currentCall();
    if (call === undefined || who === null || !isOwnRead(who, entry)) return false;
    const { procedure, address, requestId } = call;
    const { subtype, objectType, objectId, objectVersion } = entry;
    const what = [procedure, subtype, objectType, objectId, objectVersion].join(' ');
    const line = { who, call, entry: { ...entry, outcome: 'success', address, requestId } as const };
    return !folds.add({ person: who.userId, what, address }, line, nowMs());
  };
  return {
    /** Runs what only reads. */
    counting: <T>(read: () => T): T => countingLines(isCounted, read),
    writeRepeats: (which: 'all' | 'overdue'): Promise<void> => writeFolded(deps, folds.take(which, nowMs())),
  };
}

/** Patients are let through to nobody's chart but their own. */
function isOwnRead(who: Who, { action, outcome = 'success', patientId }: AuditEntry): boolean {
  const isLook = action === 'R' && outcome === 'success' && patientId !== undefined && patientId !== null;
  return isLook && who?.role === 'patient';
}
