import { HoldSlot } from '../../shared/contracts/holds.ts';
import { mayEver, POLICY_ACTIONS, type ProcedurePolicy } from '../../shared/domain/policy.ts';
import { AppError } from '../../shared/errors.ts';
import type { ClientToServer } from '../../shared/realtime/socket-events.ts';
import type { HoldsService } from '../features/holds/holds.service.ts';
import type { Clock } from '../lib/clock.ts';
import type { Actor } from '../trpc/context.ts';

type ClientEvent = keyof ClientToServer;

/** Who speaks, and on which screen's line. */
export type Speaker = { readonly actor: Actor; readonly screen: string };

/** What a screen may say, who may say it, and what comes of it. An event without a policy does not compile. */
export type ClientEvents = {
  readonly [Event in ClientEvent]: {
    readonly policy: ProcedurePolicy;
    readonly handle: (speaker: Speaker, ...said: Parameters<ClientToServer[Event]>) => void;
  };
};

export function clientEvents(deps: { readonly clock: Clock; readonly holds: HoldsService }): ClientEvents {
  const { holds } = deps;
  return {
    ping: {
      policy: 'session.own',
      handle: (_speaker, ...said) => answerWith(said, deps.clock.now()),
    },
    hold: {
      policy: 'hold.take',
      handle: (speaker, ...said) => answerWith(said, takeOrRefuse(holds, speaker, said[0])),
    },
    holding: {
      policy: 'hold.take',
      handle: ({ screen }, ...said) => {
        holds.hear(screen);
        answerWith(said);
      },
    },
    release: {
      policy: 'hold.take',
      handle: ({ screen }, ...said) => {
        holds.release(screen);
        answerWith(said);
      },
    },
  };
}

/** Whoever asks for an answer does so with a function behind all else they say. */
function answerWith(said: readonly unknown[], ...answers: unknown[]): void {
  const answer = said.at(-1);
  if (typeof answer === 'function') answer(...answers);
}

function takeOrRefuse(holds: HoldsService, { actor, screen }: Speaker, said: unknown): string | null {
  const slot = HoldSlot.safeParse(said);
  if (!slot.success) return null;
  try {
    return holds.take(screen, actor, slot.data).id;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

type Said = Parameters<ClientToServer[ClientEvent]>;
type Listening = { on(event: ClientEvent, listener: (...said: Said) => void): unknown };
type Handle = (speaker: Speaker, ...said: Said) => void;

/** Listens to these events alone, each from those whose role may say it; from others it is not heard. */
export function answerEvents(socket: Listening, speakerOf: () => Speaker, events: ClientEvents): void {
  for (const name of Object.keys(events) as ClientEvent[]) {
    const { policy, handle } = events[name];
    socket.on(name, (...said) => {
      const speaker = speakerOf();
      if (policy === 'public' || mayEver(speaker.actor.role, policy)) (handle as Handle)(speaker, ...said);
    });
  }
}

/** Throws, naming it, at the first event that names no known policy. */
export function requireEventPolicies(events: Readonly<Record<string, { readonly policy?: unknown }>>): void {
  const known: readonly unknown[] = [...POLICY_ACTIONS, 'public'];
  for (const [name, event] of Object.entries(events)) {
    if (!known.includes(event.policy)) throw new Error(`the socket's event ${name} names no policy`);
  }
}
