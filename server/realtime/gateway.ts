import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { mayEver } from '../../shared/domain/policy.ts';
import { AppError } from '../../shared/errors.ts';
import {
  type AccessLoss,
  type Change,
  isAccessLoss,
  type ServerEvent,
} from '../../shared/realtime/changes.ts';
import { rooms } from '../../shared/realtime/rooms.ts';
import type { ClientToServer, ServerToClient } from '../../shared/realtime/socket-events.ts';
import type { Db } from '../db/transact.ts';
import type { AuditService } from '../features/audit/audit.service.ts';
import type { AuthService } from '../features/auth/auth.service.ts';
import type { HoldsService } from '../features/holds/holds.service.ts';
import type { Clock } from '../lib/clock.ts';
import { inCall } from '../lib/current-call.ts';
import type { Logger } from '../lib/logger.ts';
import type { Actor } from '../trpc/context.ts';
import type { ClientAddressOf } from '../wire/client-address.ts';
import { SECURITY_HEADERS } from '../wire/security-headers.ts';
import { audienceOf, heldAudience, relatedAudienceOf, roomsOf } from './audience.ts';
import type { CallsService } from '../features/calls/calls.service.ts';
import type { DisplaysService } from '../features/displays/displays.service.ts';
import type { FlowService } from '../features/flow/flow.service.ts';
import { answerEvents, clientEvents, type RefusedEvent, requireEventPolicies } from './client-events.ts';
import { openDisplayLines } from './display-lines.ts';
import { limitLines, trackLines } from './socket-limits.ts';

type SocketData = { actor: Actor };
type Io = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
type ClinicSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

export type GatewayDeps = {
  readonly http: HttpServer;
  readonly db: Db;
  readonly auth: AuthService;
  readonly audit: Pick<AuditService, 'noteDenial' | 'noteForgedToken'>;
  readonly holds: HoldsService;
  readonly displays: Pick<DisplaysService, 'findBySecret'>;
  readonly calls: Pick<CallsService, 'listShown'>;
  readonly flow: Pick<FlowService, 'movedInLine'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly clientAddressOf: ClientAddressOf;
  readonly newRequestId: () => string;
};

export type Gateway = {
  /** Whether there is a line of this id, signed in on or not. */
  readonly isOpen: (line: string) => boolean;
  close(): Promise<void>;
};

/** Where live lines are asked for. */
export const LIVE_PATH = '/socket.io/';
const HOLD_SWEEP_MS = 200;
const MAX_SOCKETS_PER_USER = 50;
const MAX_MESSAGE_BYTES = 64 * 1024;
/** Who opens a line signs in on it, at the latest after fetching a new token. */
const SIGN_IN_WITHIN_MS = 10_000;

/** Socket.IO beside the HTTP API: the same sign-in, rooms decided here, a hint for every commit. */
export function createGateway(deps: GatewayDeps): Gateway {
  const events = clientEvents(deps);
  requireEventPolicies(events);
  const io: Io = new Server(deps.http, {
    serveClient: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    connectTimeout: SIGN_IN_WITHIN_MS,
    // The first poll and the upgrade would cost a LAN client one round trip each.
    transports: ['websocket', 'polling'],
  });
  limitLines(io);
  const isOpen = trackLines(io);
  // The answer to an upgrade is not written by Node, which has been given them already.
  io.engine.on('headers', (headers: Record<string, string>) => Object.assign(headers, SECURITY_HEADERS));
  io.use((socket, next) => {
    void answerWith(next, signIn(deps, io, socket));
  });
  io.on('connection', (socket) => {
    // A malformed packet ends its own socket and nothing else.
    socket.on('error', () => socket.disconnect(true));
    const speakerOf = () => ({ actor: socket.data.actor, screen: socket.id });
    const onRefusal = (refused: RefusedEvent) => noteRefusal(deps, socket, refused);
    answerEvents(socket, { speakerOf, onRefusal }, events);
    socket.on('disconnect', () => {
      deps.holds.release(socket.id);
      // Who leaves keeps no line open: nobody would count it or end it with the session.
      socket.conn.close();
    });
    showHeld(deps, socket);
  });
  const stopHolds = followHolds(deps, io);
  const displays = openDisplayLines(io, deps);
  deps.db.onCommit((events, committedAtMs) => {
    const changes = publish(io, events, committedAtMs);
    displays.follow(events);
    const told = { changes, committedAtMs };
    Promise.all([tellRelated(deps, io, told), tellWaiting(deps, io, told)]).catch((err: unknown) => {
      // The commit stands, and these screens read anew when they connect again.
      deps.logger.error({ err }, 'related screens were not told of a change');
    });
  });
  return {
    isOpen,
    close: async () => {
      stopHolds();
      io.emit('closing');
      await io.close();
    },
  };
}

/** What is being booked right now, for a screen that has just come. */
function showHeld({ holds, clock }: GatewayDeps, socket: ClinicSocket): void {
  const { actor } = socket.data;
  if (mayEver(actor.role, 'board.read')) socket.emit('held', holds.list(actor), { now: clock.now() });
}

/** Tells the boards of each change of what is held, and lets go of what has had its time. */
function followHolds({ holds, clock }: GatewayDeps, io: Io): () => void {
  holds.onChange((doctors) => {
    const [all, meta] = [holds.listAll(), { now: clock.now() }];
    io.to(heldAudience()).emit('held', all, meta);
    for (const doctorId of doctors) {
      const own = all.filter((slot) => slot.doctorId === doctorId);
      io.to(rooms.doctor(doctorId)).emit('held', own, meta);
    }
  });
  const timer = setInterval(holds.sweep, HOLD_SWEEP_MS);
  timer.unref();
  return () => clearInterval(timer);
}

async function answerWith(next: (error?: Error) => void, work: Promise<void>): Promise<void> {
  try {
    await work;
    next();
  } catch (error) {
    next(error instanceof Error ? error : new Error('refused'));
  }
}

/** As around a procedure; the policy's no leaves its line. */
function noteRefusal(deps: GatewayDeps, socket: ClinicSocket, refused: RefusedEvent): void {
  const { event, policy, speaker, refusal, asked } = refused;
  const call = { ...callOn(deps, socket), procedure: `socket ${event}`, policy };
  void inCall(call, () => deps.audit.noteDenial({ who: speaker.actor, action: 'E', refusal, asked }));
}

function callOn({ clientAddressOf, newRequestId }: GatewayDeps, { request }: ClinicSocket) {
  return { address: clientAddressOf(request), requestId: newRequestId() };
}

async function signIn(deps: GatewayDeps, io: Io, socket: ClinicSocket): Promise<void> {
  const { token }: { token?: unknown } = socket.handshake.auth;
  const actor = typeof token === 'string' ? await deps.auth.actorFromToken(token) : null;
  if (actor === null) {
    if (typeof token === 'string' && (await deps.auth.isForged(token))) {
      await deps.audit.noteForgedToken({ ...callOn(deps, socket), procedure: 'auth.liveLine' });
    }
    throw new Error('unauthenticated');
  }
  const others = io.sockets.adapter.rooms.get(rooms.user(actor.userId));
  if (others !== undefined && others.size >= MAX_SOCKETS_PER_USER) {
    const refusal = new AppError('rate_limited');
    const call = { ...callOn(deps, socket), procedure: 'auth.liveLine', policy: 'session.own' } as const;
    await inCall(call, () => deps.audit.noteDenial({ who: actor, action: 'E', refusal }));
    throw new Error(refusal.code);
  }
  socket.data.actor = actor;
  await socket.join(roomsOf(actor));
  // Asked after the join: a session that ended before it would have been cut without this socket.
  if (!(await deps.auth.isLive(actor.sessionId))) throw new Error('unauthenticated');
}

function publish(io: Io, events: readonly ServerEvent[], committedAtMs: number): Change[] {
  const told: Change[] = [];
  const byAudience = new Map<string, { rooms: string[]; changes: Change[] }>();
  for (const event of events) {
    if (event.type === 'occupancy.changed' || event.type === 'visit.called') continue;
    if (isAccessLoss(event)) {
      cut(io, event);
      continue;
    }
    told.push(event);
    const audience = audienceOf(event);
    // To no room would be to everybody.
    if (audience.length === 0) continue;
    const key = audience.join(' ');
    const known = byAudience.get(key);
    if (known === undefined) byAudience.set(key, { rooms: audience, changes: [event] });
    else known.changes.push(event);
  }
  for (const { rooms: audience, changes } of byAudience.values()) {
    io.to(audience).emit('changes', changes, { committedAtMs });
  }
  return told;
}

/** Doctors who read by a relation that only the database knows hear of it, too. */
async function tellRelated(
  deps: GatewayDeps,
  io: Io,
  { changes, committedAtMs }: { changes: readonly Change[]; committedAtMs: number },
): Promise<void> {
  if (!io.sockets.adapter.rooms.has(rooms.role('doctor'))) return;
  const now = deps.clock.now();
  for (const change of changes) {
    const related = await deps.db.read((q) => relatedAudienceOf(q, change, now));
    if (related.length > 0) {
      io.to(related).except(audienceOf(change)).emit('changes', [change], { committedAtMs });
    }
  }
}

/** Whoever waits hears that something has moved before them, and nothing of what or whom. */
async function tellWaiting(
  { flow }: GatewayDeps,
  io: Io,
  { changes, committedAtMs }: { changes: readonly Change[]; committedAtMs: number },
): Promise<void> {
  if (!io.sockets.adapter.rooms.has(rooms.role('patient'))) return;
  const patients = await flow.movedInLine(changes);
  if (patients.length === 0) return;
  io.to(patients.map(rooms.patient)).emit('changes', [{ type: 'turn.changed' }], { committedAtMs });
}

function cut(io: Io, loss: AccessLoss): void {
  const room = loss.type === 'user.disabled' ? rooms.user(loss.userId) : rooms.session(loss.sessionId);
  // Whoever is held back asks for a new token at once, and hears there what is missing.
  io.to(room).emit(loss.type === 'session.locked' ? 'locked' : 'signedOut');
  io.in(room).disconnectSockets(true);
}
