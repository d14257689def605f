import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  answerEvents,
  type ClientEvents,
  type RefusedEvent,
  type Speaker,
  requireEventPolicies,
} from '../../server/realtime/client-events.ts';
import type { Actor } from '../../server/trpc/context.ts';
import { startClinic, type TestClinic } from '../support/start-clinic.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

/** Who of these is heard when they say it, and who is told of as refused. */
function saidBy(policy: ClientEvents['ping']['policy'], actors: readonly Actor[]) {
  const heard: string[] = [];
  const refused: string[] = [];
  for (const actor of actors) {
    const socket = new EventEmitter();
    const ping = { policy, handle: ({ actor: who }: Speaker) => void heard.push(who.role) };
    const events = { ping } as unknown as ClientEvents;
    const line = {
      speakerOf: () => ({ actor, screen: 'one' }),
      onRefusal: ({ event, speaker, refusal }: RefusedEvent) =>
        void refused.push(`${speaker.actor.role} ${event} ${refusal.code}`),
    };
    answerEvents(socket, line, events);
    socket.emit('ping', () => {});
    socket.emit('destroy', () => {});
  }
  return { heard, refused };
}

describe('what a screen says over its socket', () => {
  it('is heard from those whom the table lets say it', () => {
    const { admin, doctor, reception, patient } = clinic.actors;
    const everybody = [admin, doctor, reception, patient];

    expect(saidBy('session.own', everybody)).toEqual({
      heard: ['admin', 'doctor', 'receptionist', 'patient'],
      refused: [],
    });
    expect(saidBy('users.read', everybody)).toEqual({
      heard: ['admin'],
      refused: ['doctor ping forbidden', 'receptionist ping forbidden', 'patient ping forbidden'],
    });
    expect(saidBy('users.read', [{ ...admin, role: 'nurse' as Actor['role'] }]).heard).toEqual([]);
  });

  it('names its policy, or the server does not start', () => {
    expect(() => requireEventPolicies({ ping: { policy: 'session.own' } })).not.toThrow();
    for (const policy of [undefined, '', 'toString', 'socket.everything']) {
      expect(() => requireEventPolicies({ ping: { policy: 'public' }, shout: { policy } })).toThrow(
        'the socket’s event shout names no policy'.replace('’', "'"),
      );
    }
  });
});
