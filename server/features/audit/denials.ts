import type { AppError, ErrorCode } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { epochMs } from '../../../shared/time/instant.ts';
import type { Db } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { type Call, currentCall, inCall } from '../../lib/current-call.ts';
import type { Logger } from '../../lib/logger.ts';
import { clientKey } from '../../wire/client-key.ts';
import { type AuditAction, type AuditEntry, recordAudit, type Who } from './audit.repo.ts';
import { createDenialFolds, type DenialLine, type FoldKey } from './fold-denials.ts';

export type Refused = { readonly who: Who; readonly action: AuditAction; readonly refusal: AppError };

export type FoldDeps = { readonly db: Db; readonly clock: Clock; readonly logger: Logger };

/** What a screen that is locked goes on asking for is one refusal, whatever it asks for. */
const LOCKED = 'session_locked';
/** The policy's no, wherever it is said. A call without a token is nobody's: nothing is on record of it. */
const ALWAYS_DENIALS: ReadonlySet<ErrorCode> = new Set(['forbidden', 'override_not_allowed', LOCKED]);
/** What somebody sent that the clinic does not take in, and what the line of it is called. */
const REFUSED_CONTENT: Partial<Record<ErrorCode, string>> = {
  not_a_picture: 'picture.notTaken',
  picture_too_large: 'picture.notTaken',
};

/** Refusals by the policy, on the record: each kind at once, a flood of them as a count. */
export function createDenials(deps: FoldDeps) {
  const folds = createDenialFolds();
  const nowMs = () => epochMs(deps.clock.now());
  return {
    async note({ who, action, refusal }: Refused): Promise<void> {
      const call = currentCall();
      if (call === undefined || !isDenial(refusal)) return;
      const overdue = folds.take('overdue', nowMs());
      const line = { who, entry: entryOf(refusal, call, action) };
      const isNew = folds.add(keyOf({ who, action, refusal }, call), line, nowMs());
      await writeFolded(deps, isNew ? [...overdue, line] : overdue);
    },
    writeRepeats: (which: 'all' | 'overdue'): Promise<void> => writeFolded(deps, folds.take(which, nowMs())),
  };
}

/** What cannot be written is logged: neither a refusal nor an answer waits for room on the disk. */
export async function writeFolded(deps: FoldDeps, lines: readonly DenialLine[]): Promise<void> {
  if (lines.length === 0) return;
  const at = deps.clock.now();
  try {
    await deps.db.transact(async ({ q }) => {
      for (const { who, entry, call } of lines) {
        const record = () => recordAudit(q, { who, at }, entry);
        await (call === undefined ? record() : inCall(call, record));
      }
    });
  } catch (error) {
    deps.logger.error({ err: error }, 'lines of the trail could not be written');
  }
}

/**
 * Strangers have their lines of one kind together: whoever comes from ever new addresses would else have one for each,
 * and the disk, and those who work, would bear all of them.
 */
function keyOf({ who, refusal }: Refused, { procedure, address }: Call): FoldKey {
  const asked = refusal.code === LOCKED ? [] : [procedure];
  const what = [...asked, refusal.code, ...Object.values(refusal.denied ?? {})].join(' ');
  if (who !== null) return { person: who.userId, what, address };
  return { person: `strangers ${procedure}`, what: `${clientKey(address)} ${what}`, address: undefined };
}

function isDenial(refusal: AppError): boolean {
  if (refusal.denied !== undefined || ALWAYS_DENIALS.has(refusal.code)) return true;
  return REFUSED_CONTENT[refusal.code] !== undefined || isGuess(refusal);
}

/** A try at a secret that was not even judged, at the sign-in or inside a session; the judged ones write their own line. */
function isGuess({ code }: AppError): boolean {
  return code === 'rate_limited';
}

function entryOf(refusal: AppError, call: Call, action: AuditAction): AuditEntry {
  const { patientId, objectType, objectId } = refusal.denied ?? {};
  const what = call.policy === 'public' || isGuess(refusal) ? call.procedure : call.policy;
  return {
    action,
    subtype: refusal.code === LOCKED ? 'session.locked' : (REFUSED_CONTENT[refusal.code] ?? what),
    outcome: 'denied',
    patientId: patientId as PatientId | undefined,
    objectType,
    objectId,
    address: call.address,
    requestId: call.requestId,
  };
}
