import type { AppError, DeniedThing, ErrorCode } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { epochMs } from '../../../shared/time/instant.ts';
import type { Db } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { type Call, currentCall, inCall, outOfCall } from '../../lib/current-call.ts';
import type { Logger } from '../../lib/logger.ts';
import { clientKey } from '../../wire/client-key.ts';
import { askedThing } from './asked-thing.ts';
import { type AuditAction, type AuditEntry, recordAudit, type Who } from './audit.repo.ts';
import { createDenialFolds, type DenialLine, type FoldKey } from './fold-denials.ts';

export type Refused = {
  readonly who: Who;
  readonly action: AuditAction;
  readonly refusal: AppError;
  /** What the call came with, as it came: of a refusal by role it alone tells which thing was meant. */
  readonly asked?: unknown;
};
/** A refusal with the thing it kept somebody from. */
type Denial = Omit<Refused, 'asked'> & { readonly thing: DeniedThing };

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

/**
 * The password was right and not enough. Whose it is, nobody has shown: it is on record like one that was wrong, before
 * anybody can go on. Everybody who does leaves it, too, so that it says what happened and blames nobody for it.
 */
const HALF_WAY: Partial<Record<ErrorCode, string>> = {
  second_factor_needed: 'password right, second factor asked',
  password_short_alone: 'too short to be the only one',
};

/** Refusals by the policy, on the record: each kind at once, a flood of them as a count. */
export function createDenials(deps: FoldDeps) {
  const folds = createDenialFolds();
  const nowMs = () => epochMs(deps.clock.now());
  // A live line waits for none of them: whoever closes does.
  const underWay = new Set<Promise<void>>();

  async function write(refused: Refused): Promise<void> {
    const call = currentCall();
    const { action, refusal } = refused;
    // The screen it was tried on may be another's.
    const who = HALF_WAY[refusal.code] === undefined ? refused.who : null;
    if (call === undefined || !isDenial(refusal)) return;
    const denial = { who, action, refusal, thing: await thingOf(deps, refused, call) };
    const overdue = folds.take('overdue', nowMs());
    const line = { who, call, entry: entryOf(denial, call) };
    const isNew = folds.add(keyOf(denial, call), line, nowMs());
    await writeFolded(deps, isNew ? [...overdue, line] : overdue);
  }

  return {
    note(refused: Refused): Promise<void> {
      const writing = write(refused).finally(() => underWay.delete(writing));
      underWay.add(writing);
      return writing;
    },
    async writeRepeats(which: 'all' | 'overdue'): Promise<void> {
      await Promise.all(underWay);
      await writeFolded(deps, folds.take(which, nowMs()));
    },
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
        await (call === undefined ? outOfCall(record) : inCall(call, record));
      }
    });
  } catch (error) {
    deps.logger.error({ err: error }, 'lines of the trail could not be written');
  }
}

/** As the one who refused tells it, and what that leaves open as it was asked for, where somebody is known who may not. */
async function thingOf(deps: FoldDeps, { who, refusal, asked }: Refused, call: Call): Promise<DeniedThing> {
  const told = refusal.denied ?? {};
  if (who === null || asked === undefined || refusal.code === LOCKED || isGuess(refusal)) return told;
  try {
    const found = await deps.db.read((q) => askedThing(q, call.procedure, asked));
    const { objectType, objectId } = told.objectType === undefined ? found : told;
    return { patientId: told.patientId ?? found.patientId, objectType, objectId };
  } catch (error) {
    deps.logger.error({ err: error }, 'what a refused call was for could not be looked up');
    return told;
  }
}

/**
 * Strangers have their lines of one kind together: whoever comes from ever new addresses would else have one for each,
 * and the disk, and those who work, would bear all of them.
 */
function keyOf({ who, refusal, thing }: Denial, { procedure, address }: Call): FoldKey {
  // Strangers' guesses at other accounts do not use its lines up.
  if (HALF_WAY[refusal.code] !== undefined)
    return { person: `half way ${thing.objectId}`, what: `${clientKey(address)} ${refusal.code}`, address };
  const asked = refusal.code === LOCKED ? [] : [procedure];
  const what = [...asked, refusal.code, ...Object.values(thing)].join(' ');
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

function entryOf({ refusal, action, thing }: Denial, call: Call): AuditEntry {
  const { patientId, objectType, objectId } = thing;
  const what = call.policy === 'public' || isGuess(refusal) ? call.procedure : call.policy;
  const where = { address: call.address, requestId: call.requestId };
  const reason = HALF_WAY[refusal.code];
  if (reason !== undefined)
    return {
      action: 'E',
      subtype: 'session.signIn',
      outcome: 'failure',
      reason,
      objectType,
      objectId,
      ...where,
    };
  return {
    action,
    subtype: refusal.code === LOCKED ? 'session.locked' : (REFUSED_CONTENT[refusal.code] ?? what),
    outcome: 'denied',
    patientId: patientId as PatientId | undefined,
    objectType,
    objectId,
    ...where,
  };
}
