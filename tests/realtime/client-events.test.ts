import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  answerEvents,
  type ClientEvents,
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

/** Who of these is heard when they say it. */
function heardFrom(policy: ClientEvents['ping']['policy'], actors: readonly Actor[]): string[] {
  const heard: string[] = [];
  for (const actor of actors) {
    const socket = new EventEmitter();
    const ping = { policy, handle: ({ actor: who }: Speaker) => void heard.push(who.role) };
    const events = { ping } as unknown as ClientEvents;
    answerEvents(socket, () => ({ actor, screen: 'one' }), events);
    socket.emit('ping', () => {});
    socket.emit('destroy', () => {});
  }
  return heard;
}

describe('what a screen says over its socket', () => {
  it('is heard from those whom the table lets say it', () => {
    const { admin, doctor, reception, patient } = clinic.actors;
    const everybody = [admin, doctor, reception, patient];

    expect(heardFrom('session.own', everybody)).toEqual(['admin', 'doctor', 'receptionist', 'patient']);
    expect(heardFrom('users.read', everybody)).toEqual(['admin']);
    expect(heardFrom('users.read', [{ ...admin, role: 'nurse' as Actor['role'] }])).toEqual([]);
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
