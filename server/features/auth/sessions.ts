import type { SessionLimits, SessionState } from '../../../shared/domain/session-limits.ts';
import { limitsFor, sessionState } from '../../../shared/domain/session-limits.ts';
import { isFactorRequired } from '../../../shared/domain/second-factor.ts';
import type { SecuritySettings } from '../../../shared/domain/security-settings.ts';
import { AppError } from '../../../shared/errors.ts';
import type { PasskeyId, SessionId, UserId } from '../../../shared/ids.ts';
import { addMinutes, epochMs, type Instant } from '../../../shared/time/instant.ts';
import type { Row } from '../../db/schema.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import type { Actor, Bearer, Caller } from '../../trpc/context.ts';
import type { AuditEntry } from '../audit/audit.repo.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { AccessTokens } from './access-token.ts';
import type { IssuedSession } from './auth.presenter.ts';
import { hashRefreshToken, newRefreshToken, successorOf } from './refresh-token.ts';
import { hasGoodFactor } from './second-factor.ts';
import * as repo from './sessions.repo.ts';

export type SessionDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly tokens: AccessTokens;
  readonly refreshSecret: string;
  /** The clinic's own limits, as they are now. */
  readonly limits: (q: Query) => Promise<SessionLimits & Pick<SecuritySettings, 'secondFactorFor'>>;
};

/** A session whose row is written, before its access token is signed. */
export type OpenedSession = {
  readonly actor: Actor;
  readonly refreshToken: string;
  readonly expiresAt: Instant;
  readonly isLocked: boolean;
  /** The clinic asks a second factor of this person, who has none yet. */
  readonly mustEnrol: boolean;
  readonly idleLimitSec: number;
};

export type Sessions = ReturnType<typeof createSessions>;

export type Opening = {
  readonly user: Row<'appUser'>;
  readonly caller: Caller;
  /** A browser; a program that asked for its token in the answer has none. */
  readonly hasScreen: boolean;
  /** What it is opened with, alone or after the password. */
  readonly passkeyId?: PasskeyId | undefined;
};

/** A lost answer or a second tab may ask with the old token this long after it was replaced. */
const GRACE_MS = 10_000;
/** A program's calls are its use; written down at most this often. */
const TOUCH_EVERY_MS = 30_000;
const MAX_DEVICE_LENGTH = 200;
/** More screens than anybody works at; each more is one from which the account may be worn out. */
const OPEN_AT_MOST = 20;

/** The life of a session: opened, carried on by its refresh token, ended. */
export function createSessions(deps: SessionDeps) {
  return {
    /** Writes the session in the caller's transaction; `sign` follows after the commit. */
    open: (tx: Transaction, opening: Opening): Promise<OpenedSession> => open(deps, tx, opening),

    /** Done after the commit: nothing but queries may be awaited inside a transaction. */
    async sign<T extends OpenedSession>(opened: T): Promise<T & IssuedSession> {
      const leftMs = epochMs(opened.expiresAt) - epochMs(deps.clock.now());
      return {
        ...opened,
        accessToken: await deps.tokens.sign(opened.actor),
        refreshMaxAgeSec: Math.max(0, Math.floor(leftMs / 1000)),
      };
    },

    /** Trades a refresh token for its successor; a replayed one ends the whole session. */
    async rotate(token: string, caller: Caller): Promise<OpenedSession> {
      const opened = await deps.db.transact((tx) => rotate(deps, tx, { token, caller }));
      if (opened === null) throw new AppError('unauthenticated');
      return opened;
    },

    end: (tx: Transaction, what: End): Promise<void> => end(deps, tx, what),
    endAllOf: (tx: Transaction, whose: EndAll): Promise<number> => endAllOf(deps, tx, whose),
    /** Those a passkey has opened, alone or after the password. */
    endOpenedBy: (tx: Transaction, what: EndOpened): Promise<void> => endOpenedBy(deps, tx, what),
    /** Cuts the lines of those sessions of a person that lack the second factor the clinic asks for. */
    holdBackAllOf: (tx: Transaction, userId: UserId): Promise<void> => holdBackAllOf(deps, tx, userId),
    bearerOf: (token: string): Promise<Bearer | null> => bearerOf(deps, token),
    find: (q: Query, id: SessionId): Promise<FoundSession | undefined> => find(deps, q, id),
  };
}

async function open(deps: SessionDeps, tx: Transaction, { user, caller, hasScreen, passkeyId }: Opening) {
  const at = deps.clock.now();
  const id = deps.ids.next<SessionId>();
  const limits = await deps.limits(tx.q);
  const { totalMin, idleMin } = limitsFor(user.role, limits);
  const expiresAt = addMinutes(at, totalMin);
  const refreshToken = newRefreshToken();
  if (hasScreen) await endHeld(deps, tx, caller);
  await repo.insertSession(tx.q, {
    id,
    userId: user.id,
    device: shortDevice(caller),
    address: caller.address,
    createdAt: at,
    lastUsedAt: at,
    expiresAt,
    endedAt: null,
    endReason: null,
    hasScreen: hasScreen ? 1 : 0,
    lockedAt: null,
    passkeyId: passkeyId ?? null,
  });
  await insertToken(tx.q, refreshToken, { sessionId: id, at });
  const actor = actorOf({ ...user, userId: user.id, sessionId: id });
  await endBeyond(deps, tx, actor);
  const mustEnrol =
    isFactorRequired(user.role, limits.secondFactorFor) && !(await hasGoodFactor(tx.q, user.id));
  return { actor, refreshToken, expiresAt, isLocked: false, mustEnrol, idleLimitSec: idleMin * 60 };
}

/** So many at most: the one that was used longest ago makes room for the new one. */
async function endBeyond(deps: SessionDeps, tx: Transaction, opened: Actor): Promise<void> {
  const open = await repo.listOpenSessions(tx.q, opened.userId, MOST_SESSIONS);
  const others = open.filter(({ sessionId }) => sessionId !== opened.sessionId);
  for (const session of others.slice(OPEN_AT_MOST - 1)) {
    await end(deps, tx, { actor: actorOf(session), by: null, subtype: 'session.tooMany' });
  }
}

/** A browser holds one sign-in: whoever signs in on it takes the place of the one before. */
async function endHeld(deps: SessionDeps, tx: Transaction, { heldToken }: Caller): Promise<void> {
  if (heldToken === undefined) return;
  const row = await repo.findRefreshToken(tx.q, hashRefreshToken(heldToken));
  const held = row && (await repo.findOpenSession(tx.q, row.sessionId));
  if (held !== undefined) await end(deps, tx, { actor: actorOf(held), subtype: 'session.replaced' });
}

type Ask = { readonly token: string; readonly caller: Caller };

async function rotate(
  deps: SessionDeps,
  tx: Transaction,
  { token, caller }: Ask,
): Promise<OpenedSession | null> {
  const { q } = tx;
  const at = deps.clock.now();
  const row = await repo.findRefreshToken(q, hashRefreshToken(token));
  const session = row && (await find(deps, q, row.sessionId));
  if (row === undefined || session === undefined) return null;

  const { actor, expiresAt, isLocked, mustEnrol, idleLimitSec } = session;
  let refreshToken = successorOf(token, deps.refreshSecret);
  if (row.replacedAt === null) {
    await repo.replaceRefreshToken(q, row.tokenHash, at);
    await insertToken(q, refreshToken, { sessionId: actor.sessionId, at });
  } else if (!isWithinGrace(row.replacedAt, at) || session.device !== shortDevice(caller)) {
    await end(deps, tx, { actor, subtype: 'session.replayed', outcome: 'failure' });
    return null;
  } else {
    refreshToken = await newestFrom(deps, q, refreshToken);
  }
  return { actor, refreshToken, expiresAt, isLocked, mustEnrol, idleLimitSec };
}

/** Another tab may have gone on meanwhile: a token that is replaced already would count as a replay when it is used. */
async function newestFrom(deps: SessionDeps, q: Query, token: string): Promise<string> {
  let newest = token;
  let row = await repo.findRefreshToken(q, hashRefreshToken(newest));
  while (row !== undefined && row.replacedAt !== null) {
    newest = successorOf(newest, deps.refreshSecret);
    row = await repo.findRefreshToken(q, hashRefreshToken(newest));
  }
  return newest;
}

export type FoundSession = Omit<OpenedSession, 'refreshToken'> & { readonly device: string };

/** Undefined when it has ended, by whatever: an end, a limit, the account. */
async function find(deps: SessionDeps, q: Query, id: SessionId): Promise<FoundSession | undefined> {
  const row = await repo.findOpenSession(q, id);
  if (row === undefined) return undefined;
  const limits = await deps.limits(q);
  const state: SessionState = sessionState(row, limits, deps.clock.now());
  if (state === 'ended') return undefined;
  const { totalMin, idleMin } = limitsFor(row.role, limits);
  const latestEnd = addMinutes(row.createdAt, totalMin);
  return {
    actor: actorOf(row),
    device: row.device,
    expiresAt: row.expiresAt < latestEnd ? row.expiresAt : latestEnd,
    isLocked: state === 'locked',
    mustEnrol: mustEnrol(row, limits),
    idleLimitSec: idleMin * 60,
  };
}

async function bearerOf(deps: SessionDeps, token: string): Promise<Bearer | null> {
  const identity = await deps.tokens.verify(token);
  if (identity === null) return null;
  const row = await deps.db.read(async (q) => {
    const found = await repo.findOpenSession(q, identity.sessionId);
    if (found === undefined) return undefined;
    const limits = await deps.limits(q);
    const state = sessionState(found, limits, deps.clock.now());
    return { ...found, state, mustEnrol: mustEnrol(found, limits) };
  });
  if (row === undefined || row.state === 'ended' || row.userId !== identity.userId) return null;
  if (row.hasScreen === 0 && row.state === 'live') await noteCall(deps, row);
  const heldBack = row.state === 'locked' ? 'session_locked' : row.mustEnrol ? 'enrolment_needed' : null;
  return { actor: actorOf(row), heldBack };
}

function mustEnrol(
  row: repo.OpenSessionRow,
  { secondFactorFor }: Pick<SecuritySettings, 'secondFactorFor'>,
): boolean {
  return row.hasFactor === 0 && isFactorRequired(row.role, secondFactorFor);
}

/** Behind a program nobody sits whose hands a screen could report: its calls are its use. */
async function noteCall(deps: SessionDeps, session: repo.SessionRow): Promise<void> {
  const at = deps.clock.now();
  if (epochMs(at) - epochMs(session.lastUsedAt) < TOUCH_EVERY_MS) return;
  await deps.db.transact(({ q }) => repo.touchSession(q, session.sessionId, at));
}

export type End = Pick<AuditEntry, 'subtype' | 'outcome' | 'reason'> & {
  /** Whose session it is. */
  readonly actor: Actor;
  /** Who ends it, where that is somebody else; null for the clinic's own rules. */
  readonly by?: Actor | null;
};

async function end(deps: SessionDeps, tx: Transaction, { actor, by, ...why }: End): Promise<void> {
  const at = deps.clock.now();
  const { sessionId, userId } = actor;
  if (!(await repo.endSession(tx.q, sessionId, { at, reason: why.subtype }))) return;
  await recordAudit(
    tx.q,
    { who: by === undefined ? actor : by, at },
    { action: 'E', ...why, objectType: 'session', objectId: sessionId },
  );
  tx.emit({ type: 'session.ended', sessionId, userId });
}

export type EndAll = {
  readonly userId: UserId;
  readonly by: Actor | null;
  readonly subtype: string;
  /** The one that stays, such as the session in which the password was changed. */
  readonly except?: SessionId;
};

const MOST_SESSIONS = 10_000;

/** Ends all sessions of a person, but perhaps one; answers how many. */
async function endAllOf(deps: SessionDeps, tx: Transaction, whose: EndAll): Promise<number> {
  const open = await repo.listOpenSessions(tx.q, whose.userId, MOST_SESSIONS);
  const ending = open.filter((session) => session.sessionId !== whose.except);
  for (const session of ending) {
    await end(deps, tx, { actor: actorOf(session), by: whose.by, subtype: whose.subtype });
  }
  return ending.length;
}

export type EndOpened = Omit<EndAll, 'userId'> & { readonly passkeyId: PasskeyId };

async function endOpenedBy(deps: SessionDeps, tx: Transaction, what: EndOpened): Promise<void> {
  const { passkeyId, by, subtype, except } = what;
  for (const session of await repo.listOpenedBy(tx.q, passkeyId, MOST_SESSIONS)) {
    if (session.sessionId !== except) await end(deps, tx, { actor: actorOf(session), by, subtype });
  }
}

/** Calls judge each by itself; a line was judged when it was opened. */
async function holdBackAllOf(deps: SessionDeps, tx: Transaction, userId: UserId): Promise<void> {
  for (const { sessionId } of await repo.listOpenSessions(tx.q, userId, MOST_SESSIONS)) {
    const session = await find(deps, tx.q, sessionId);
    if (session?.mustEnrol === true) tx.emit({ type: 'session.heldBack', sessionId, userId });
  }
}

function insertToken(q: Query, token: string, of: { sessionId: SessionId; at: Instant }): Promise<void> {
  return repo.insertRefreshToken(q, {
    tokenHash: hashRefreshToken(token),
    sessionId: of.sessionId,
    issuedAt: of.at,
    replacedAt: null,
  });
}

/** The actor as the rows say; nothing of it comes from the token. */
export function actorOf(row: Actor): Actor {
  const { userId, sessionId, role, name, email, doctorId, patientId, language } = row;
  return { userId, sessionId, role, name, email, doctorId, patientId, language };
}

function isWithinGrace(replacedAt: Instant, now: Instant): boolean {
  return epochMs(now) - epochMs(replacedAt) <= GRACE_MS;
}

function shortDevice(caller: Caller): string {
  return caller.device.slice(0, MAX_DEVICE_LENGTH);
}
