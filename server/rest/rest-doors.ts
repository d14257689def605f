import type { AnyTRPCRouter, TRPCError } from '@trpc/server';
import { getTRPCErrorFromUnknown } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../trpc/context.ts';
import { limitHeaders, refusalOf } from '../trpc/error-mapping.ts';
import { type Door, doorFor, doorsOf } from './doors.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';

type Deps = {
  readonly router: AnyTRPCRouter;
  readonly createContext: (request: FastifyRequest, reply: FastifyReply) => Promise<Context>;
  readonly onError: (failure: { error: TRPCError; path: string; requestId: string }) => void;
};

type InputReader = (request: FastifyRequest) => Record<string, unknown>;

/**
 * The REST doors: every procedure with an `openapi` route, called as tRPC calls it, so that policy,
 * validation and answers are the same. Registered under `/api`.
 */
export function registerRestDoors(app: FastifyInstance, deps: Deps): void {
  const byRoute = Map.groupBy(doorsOf(deps.router), ({ method, path }) => `${method} ${path}`);
  for (const doors of byRoute.values()) {
    const [first] = doors;
    if (first === undefined) continue;
    const readers = new Map<Door, InputReader>();
    // Made at the first call: to describe every input takes longer than all else of a start.
    const readerOf = (door: Door): InputReader => {
      const reader = readers.get(door) ?? inputReader(door);
      readers.set(door, reader);
      return reader;
    };
    app.route({
      method: first.method,
      url: first.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      config: { policy: 'procedures' },
      handler: async (request, reply) => {
        let door = first;
        try {
          const ctx = await deps.createContext(request, reply);
          door = doorFor(doors, ctx.actor);
          const call = procedureOf(deps.router.createCaller(ctx), door.procedure);
          const answer = await call(readerOf(door)(request));
          // RFC 9110, 9.3.5: enacted, and nothing further to say.
          return reply.code(door.successStatus).send(door.successStatus === 204 ? undefined : answer);
        } catch (cause) {
          const error = getTRPCErrorFromUnknown(cause);
          deps.onError({ error, path: door.procedure, requestId: request.id });
          return sendProblem(request, reply, error);
        }
      },
    });
  }
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, error: TRPCError): FastifyReply {
  const status = getHTTPStatusCodeFromError(error);
  const { reason, details } = refusalOf(error);
  return reply
    .code(status)
    .headers(limitHeaders(error))
    .type(PROBLEM_TYPE)
    .send(problemOf({ status, reason, details, requestId: request.id }));
}

/** Path and query arrive as text; they are read as the input's own types before it is checked. */
function inputReader(door: Door): InputReader {
  const schema = z.toJSONSchema(door.input, { io: 'input', unrepresentable: 'any' });
  const properties = (schema.properties ?? {}) as Record<string, { type?: string }>;
  const read = (key: string, value: unknown) => fromText(value, properties[key]?.type);
  const readAll = (values: unknown) =>
    Object.fromEntries(Object.entries(values ?? {}).map(([key, value]) => [key, read(key, value)]));
  return (request) => ({
    // RFC 9110 gives the body of a GET or DELETE no meaning.
    ...(request.method === 'GET' || request.method === 'DELETE'
      ? readAll(request.query)
      : (request.body as Record<string, unknown> | undefined)),
    ...readAll(request.params),
  });
}

function fromText(value: unknown, type: string | undefined): unknown {
  if (type === 'array') return Array.isArray(value) ? value : [value];
  if (typeof value !== 'string') return value;
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

function procedureOf(caller: unknown, path: string): (input: unknown) => Promise<unknown> {
  const found = path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], caller);
  return found as (input: unknown) => Promise<unknown>;
}
