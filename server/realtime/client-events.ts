import { mayEver, POLICY_ACTIONS, type ProcedurePolicy } from '../../shared/domain/policy.ts';
import type { ClientToServer } from '../../shared/realtime/socket-events.ts';
import type { Clock } from '../lib/clock.ts';
import type { Actor } from '../trpc/context.ts';

type ClientEvent = keyof ClientToServer;

/** What a screen may say, who may say it, and what comes of it. An event without a policy does not compile. */
export type ClientEvents = {
  readonly [Event in ClientEvent]: {
    readonly policy: ProcedurePolicy;
    readonly handle: (actor: Actor, ...said: Parameters<ClientToServer[Event]>) => void;
  };
};

export function clientEvents(deps: { readonly clock: Clock }): ClientEvents {
  return {
    ping: {
      policy: 'session.own',
      handle: (_actor, answer) => {
        if (typeof answer === 'function') answer(deps.clock.now());
      },
    },
  };
}

type Said = Parameters<ClientToServer[ClientEvent]>;
type Listening = { on(event: ClientEvent, listener: (...said: Said) => void): unknown };

/** Listens to these events alone, each from those whose role may say it; from others it is not heard. */
export function answerEvents(socket: Listening, actorOf: () => Actor, events: ClientEvents): void {
  for (const name of Object.keys(events) as ClientEvent[]) {
    const { policy, handle } = events[name];
    socket.on(name, (...said) => {
      const actor = actorOf();
      if (policy === 'public' || mayEver(actor.role, policy)) handle(actor, ...said);
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
