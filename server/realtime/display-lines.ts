import type { Namespace, Server, Socket } from 'socket.io';
import type { ServerEvent } from '../../shared/realtime/changes.ts';
import { DISPLAY_LINE, type ServerToDisplay } from '../../shared/realtime/socket-events.ts';
import type { CallsService } from '../features/calls/calls.service.ts';
import type { DisplaysService, PairedDevice } from '../features/displays/displays.service.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';

type Nothing = Record<string, never>;
type LineData = { secret: string; device: PairedDevice };
type Line = Socket<Nothing, ServerToDisplay, Nothing, LineData>;
type Lines = Namespace<Nothing, ServerToDisplay, Nothing, LineData>;

type Deps = {
  readonly displays: Pick<DisplaysService, 'findBySecret'>;
  readonly calls: Pick<CallsService, 'listShown'>;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** Of all screens together: a wall has few of them. */
const MOST_LINES = 100;

/**
 * The lines of the devices on the wall, apart from those of people: a device shows the secret it was paired with, is
 * told who is called and nothing else, and is not listened to.
 */
export function openDisplayLines(
  io: Pick<Server, 'of'>,
  deps: Deps,
): { follow(events: readonly ServerEvent[]): void } {
  const lines = io.of(DISPLAY_LINE) as unknown as Lines;
  lines.use((line, next) => {
    signIn(deps, lines, line).then(
      () => next(),
      () => next(new Error('unauthenticated')),
    );
  });
  lines.on('connection', (line) => {
    line.on('error', () => line.disconnect(true));
    line.on('disconnect', () => line.conn.close());
    void settle(deps, tell(deps, line));
  });
  return {
    follow: (events) => {
      if (lines.sockets.size === 0 || !events.some(isSeenThere)) return;
      for (const line of lines.sockets.values()) void settle(deps, tell(deps, line));
    },
  };
}

function isSeenThere({ type }: ServerEvent): boolean {
  return (
    type === 'visit.called' ||
    type === 'appointment.changed' ||
    type === 'patient.changed' ||
    type === 'clinic.changed' ||
    type === 'display.changed'
  );
}

async function signIn({ displays }: Deps, lines: Lines, line: Line): Promise<void> {
  const { secret }: { secret?: unknown } = line.handshake.auth;
  const device = typeof secret === 'string' ? await displays.findBySecret(secret) : undefined;
  if (typeof secret !== 'string' || device?.kind !== 'calls') throw new Error('unauthenticated');
  if (lines.sockets.size >= MOST_LINES) throw new Error('rate_limited');
  Object.assign(line.data, { secret, device });
}

/** All that is shown, each time: it is little, and nothing can be missed. A device that was removed is told so, once. */
async function tell({ displays, calls, clock }: Deps, line: Line): Promise<void> {
  const device = await displays.findBySecret(line.data.secret);
  if (device === undefined) {
    line.emit('removed');
    line.disconnect(true);
    return;
  }
  const { name, shows } = device;
  line.emit('calls', await calls.listShown(shows), { now: clock.now(), name, shows });
}

async function settle({ logger }: Deps, telling: Promise<void>): Promise<void> {
  try {
    await telling;
  } catch (err) {
    logger.error({ err }, 'a call screen was not told');
  }
}
