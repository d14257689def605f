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
      handle: (speaker, ...said) => {
        try {
          answerWith(said, take(holds, speaker, said[0]));
        } catch (error) {
          answerWith(said, null);
          throw error;
        }
      },
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

function take(holds: HoldsService, { actor, screen }: Speaker, said: unknown): string | null {
  const slot = HoldSlot.safeParse(said);
  return slot.success ? holds.take(screen, actor, slot.data).id : null;
}

type Said = Parameters<ClientToServer[ClientEvent]>;
type Listening = { on(event: ClientEvent, listener: (...said: Said) => void): unknown };
type Handle = (speaker: Speaker, ...said: Said) => void;

/** What was said, by whom, that the policy did not let pass. */
export type RefusedEvent = {
  readonly event: ClientEvent;
  readonly policy: ProcedurePolicy;
  readonly speaker: Speaker;
  readonly refusal: AppError;
  /** What was said, as it came. */
  readonly asked: unknown;
};

/**
 * Listens to these events alone, each from those whose role may say it; from others it is not heard. Refusals, by
 * role or of the very thing, are told to `onRefusal`.
 */
export function answerEvents(
  socket: Listening,
  line: { readonly speakerOf: () => Speaker; readonly onRefusal: (refused: RefusedEvent) => void },
  events: ClientEvents,
): void {
  for (const name of Object.keys(events) as ClientEvent[]) {
    const { policy, handle } = events[name];
    socket.on(name, (...said) => {
      const speaker = line.speakerOf();
      try {
        if (policy !== 'public' && !mayEver(speaker.actor.role, policy)) throw new AppError('forbidden');
        (handle as Handle)(speaker, ...said);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        line.onRefusal({ event: name, policy, speaker, refusal: error, asked: said[0] });
      }
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
