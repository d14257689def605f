import type { BreakGlass, OpenedChart } from '../../../shared/contracts/break-glass.ts';
import { BREAK_GLASS } from '../../../shared/domain/break-glass.ts';
import { AppError, denied, invalidField } from '../../../shared/errors.ts';
import type { BreakGlassId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { addMinutes, epochMs, type Instant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import { beginAttempt } from '../../lib/guess-tally.ts';
import { tooMany } from '../../lib/limits.ts';
import { authorize, findGrant } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import { presentOpened } from './break-glass.presenter.ts';
import * as repo from './break-glass.repo.ts';
import type { BreakGlassDeps } from './break-glass.service.ts';

const DAY_MIN = 24 * 60;

/**
 * Opens one chart for half an hour to a doctor who has no relation to it. Who it is has to be named in
 * full, so that nobody learns by trying who is a patient here; the admins hear of it at once.
 */
export async function breakGlass(
  deps: BreakGlassDeps,
  actor: Actor,
  input: BreakGlass,
): Promise<OpenedChart> {
  authorize(actor, 'breakGlass.open');
  const { password, ...asked } = input;
  // Outside the transaction: a hash takes its time.
  const confirmed = await deps.auth.confirmPassword(actor, password);
  const at = deps.clock.now();
  const attempt = beginAttempt([{ name: 'break-glass-misses', tally: deps.misses, key: actor.userId }]);
  // The password stays out of the stored fingerprint of the call: it would let it be guessed offline.
  const { userId: actorId } = actor;
  const call = { actorId, requestId: input.requestId, operation: 'breakGlass.open', input: asked, at };
  let isSought = false;
  let missed = false;
  try {
    return await confirmed.transact((tx) => {
      isSought = true;
      return once(tx.q, call, () => open(deps, tx, { actor, input, at }));
    });
  } catch (error) {
    missed = isSought && isMiss(error);
    throw missed ? onRecord(deps, error as AppError, input) : error;
  } finally {
    if (!missed) attempt.succeed();
  }
}

/** Whoever is not found, or not at once, tells something to one who only guesses. */
function isMiss(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'not_found' || error.code === 'invalid_input');
}

/** Each person that was tried has a line of their own: who it was stays unsaid, that it was another one does not. */
function onRecord(
  { seal }: BreakGlassDeps,
  { code, details }: AppError,
  { person, birthDate }: BreakGlass,
): AppError {
  const objectId = seal.fingerprint(`${person.toLowerCase()} ${birthDate}`, 'break-glass');
  return new AppError(code, details, { objectType: 'person', objectId });
}

type Opening = { readonly actor: Actor; readonly input: BreakGlass; readonly at: Instant };

async function open(deps: BreakGlassDeps, { q, emit }: Transaction, opening: Opening): Promise<OpenedChart> {
  const { actor, input, at } = opening;
  const { breakGlassPerDay } = await deps.settings.current(q);
  const page = { since: addMinutes(at, -DAY_MIN), limit: breakGlassPerDay };
  const earlier = await repo.listOpenedSince(q, actor.userId, page);
  if (earlier.length >= breakGlassPerDay) throw tooManyToday(earlier, at);
  const person = await findStranger(q, opening);
  const id = deps.ids.next<BreakGlassId>();
  const expiresAt = addMinutes(at, BREAK_GLASS.minutes);
  await repo.insertGlass(q, {
    id,
    userId: actor.userId,
    patientId: person.id,
    reason: input.reason,
    openedAt: at,
    expiresAt,
    endedAt: null,
    firstReadAt: null,
    reviewedAt: null,
    reviewedBy: null,
    reviewNote: null,
    version: 1,
  });
  const what = { patientId: person.id, objectType: 'breakGlass', objectId: id, objectVersion: 1 };
  // Why stands with the glass itself: the trail is for ever, and what a doctor writes of a patient is not.
  const line = { action: 'E', subtype: 'patient.breakGlass', purpose: 'BTG' } as const;
  await recordAudit(q, { who: actor, at }, { ...line, ...what });
  emit({ type: 'breakGlass.changed', id, userId: actor.userId });
  return presentOpened({ ...person, glassId: id, openedAt: at, expiresAt });
}

/** The one person meant. Whose chart is open to the doctor anyway needs no glass broken. */
async function findStranger(q: Query, { actor, input, at }: Opening): Promise<repo.PersonRow> {
  const [person, another] = await repo.listPersons(q, input.person, input.birthDate as CivilDate);
  if (person === undefined) throw denied('not_found');
  if (another !== undefined) throw invalidField('person', 'fits several people: give the chart number');
  const asked = { action: 'patient.read', subject: { patientId: person.id } } as const;
  const grant = await findGrant(q, { actor, now: at }, asked);
  if (grant !== undefined) throw invalidField('person', 'is open to you already');
  return person;
}

/** As many as a day allows, the newest first: there is room again when the last of them is a day old. */
function tooManyToday(earlier: readonly Instant[], at: Instant): AppError {
  const isFreeAt = addMinutes(earlier.at(-1) ?? at, DAY_MIN);
  const limit = { name: 'break-glass', max: earlier.length, windowSec: DAY_MIN * 60 };
  const waitSec = Math.max(1, Math.ceil((epochMs(isFreeAt) - epochMs(at)) / 1000));
  return tooMany(limit, waitSec, { perDay: earlier.length });
}
