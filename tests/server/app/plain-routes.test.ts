import Fastify, { type FastifyInstance } from 'fastify';
import { describe, expect, it } from 'vitest';
import { answerErrors } from '../../../server/app/http-problems.ts';
import { addRoute, coverRoutes, guardRoutes, type RoutePolicy } from '../../../server/app/plain-routes.ts';
import type { Context } from '../../../server/trpc/context.ts';
import type { Role } from '../../../shared/domain/roles.ts';

/** A server whose every caller has the role named in a header. */
function serverFor(): FastifyInstance {
  const app = Fastify();
  answerErrors(app);
  guardRoutes(app, async (request) => {
    const role = request.headers['x-role'] as Role | undefined;
    return { actor: role === undefined ? null : { role } } as Context;
  });
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
});
