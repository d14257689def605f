import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { answerErrors } from '../../../server/app/http-problems.ts';
import { addRoute, coverRoutes, guardRoutes, type RoutePolicy } from '../../../server/app/plain-routes.ts';
import type { Refused } from '../../../server/features/audit/denials.ts';
import { currentCall } from '../../../server/lib/current-call.ts';
import type { Context } from '../../../server/trpc/context.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import { denied } from '../../../shared/errors.ts';

/** A server whose every caller has the role named in a header; refusals that leave a line are in `noted`. */
function serverFor(noted: string[] = []): FastifyInstance {
  const app = Fastify();
  const audit = {
    countOwnReads: <T>(read: () => T | Promise<T>) => read(),
    noteDenial: async ({ who, action, refusal }: Refused) =>
      void noted.push(`${who?.role} ${action} ${refusal.code} at ${currentCall()?.procedure}`),
  };
  answerErrors(app);
  const createContext = async (request: FastifyRequest) => {
    const role = request.headers['x-role'] as Role | undefined;
    const caller = { address: '192.0.2.1', requestId: 'one' };
    const isLocked = request.headers['x-locked'] !== undefined;
    const actor = role === undefined ? null : { role };
    const heldBack = isLocked ? { actor, why: 'session_locked' } : null;
    return { actor: isLocked ? null : actor, heldBack, caller, services: { audit } } as unknown as Context;
  };
  guardRoutes(app, { createContext, underWay: { follow: async () => undefined } });
  return app;
}

const answer = () => 'reached';

describe('a server with plain routes', () => {
  it('starts when each names its policy, whoever added it', async () => {
    const app = serverFor();
    addRoute(app, { method: 'GET', url: '/open', policy: 'public', handler: answer });
    await app.register(async (scope: FastifyInstance) => {
      coverRoutes(scope, 'public');
      scope.get('/of-a-plugin', answer);
    });

    await expect(app.ready()).resolves.toBeDefined();
  });

  it.each([
    ['no configuration', {}],
    ['no policy in it', { config: {} }],
    ['one nobody knows', { config: { policy: 'files.everything' as RoutePolicy } }],
    ['a name of every object', { config: { policy: 'toString' as RoutePolicy } }],
  ])('does not start, and says which, at one with %s', async (_name, options) => {
    const app = serverFor();
    addRoute(app, { method: 'GET', url: '/open', policy: 'public', handler: answer });
    await app.register(async (scope: FastifyInstance) => void scope.post('/careless', options, answer), {
      prefix: '/deep',
    });

    await expect(Promise.resolve(app.ready())).rejects.toThrow('POST /deep/careless names no policy');
  });

  it('lets the table decide before the handler, for its HEAD twin too', async () => {
    const app = serverFor();
    addRoute(app, { method: 'GET', url: '/staff', policy: 'users.read', handler: answer });
    const statusFor = async (role: Role | undefined, method: 'GET' | 'HEAD' = 'GET') => {
      const headers = role === undefined ? {} : { 'x-role': role };
      return (await app.inject({ method, url: '/staff', headers })).statusCode;
    };

    expect(await statusFor('admin')).toBe(200);
    for (const role of ['doctor', 'receptionist', 'patient', 'nurse' as Role] as const) {
      expect(await statusFor(role)).toBe(403);
      expect(await statusFor(role, 'HEAD')).toBe(403);
    }
    expect(await statusFor(undefined)).toBe(401);
  });

  it('says of a locked session that it is locked, as a procedure does', async () => {
    const app = serverFor();
    addRoute(app, { method: 'GET', url: '/staff', policy: 'users.read', handler: answer });
    const headers = { 'x-role': 'admin', 'x-locked': 'yes' };
    const locked = await app.inject({ method: 'GET', url: '/staff', headers });
    expect(locked.json()).toMatchObject({ reason: 'session_locked' });
  });

  it('notes each refusal once, with its call: by role before the handler, and of the very thing inside it', async () => {
    const noted: string[] = [];
    const app = serverFor(noted);
    const refuse = () => {
      throw denied('not_found', { objectType: 'thing' });
    };
    addRoute(app, { method: 'GET', url: '/things/:id', policy: 'users.read', handler: refuse });
    addRoute(app, { method: 'PUT', url: '/things/:id', policy: 'users.read', handler: async () => refuse() });
    for (const role of ['patient', 'admin']) {
      for (const method of ['GET', 'PUT'] as const) {
        await app.inject({ method, url: '/things/7', headers: { 'x-role': role } });
      }
    }

    expect(noted).toEqual([
      'patient R forbidden at GET /things/:id',
      'patient U forbidden at PUT /things/:id',
      'admin R not_found at GET /things/:id',
      'admin U not_found at PUT /things/:id',
    ]);
  });

  it('tells the handler who calls', async () => {
    const app = serverFor();
    addRoute(app, {
      method: 'GET',
      url: '/me',
      policy: 'session.own',
      handler: ({ actor }) => ({ role: actor.role }),
    });

    expect((await app.inject({ url: '/me', headers: { 'x-role': 'doctor' } })).json()).toEqual({
      role: 'doctor',
    });
  });
});
