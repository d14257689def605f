import type { AnyTRPCProcedure, AnyTRPCRouter, TRPCError } from '@trpc/server';
import { getTRPCErrorFromUnknown } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { z } from 'zod';
import type { Context } from '../trpc/context.ts';
import { refusalOf } from '../trpc/error-mapping.ts';
import type { ProcedureMeta } from '../trpc/init.ts';

type Deps = {
  readonly router: AnyTRPCRouter;
  readonly createContext: (request: FastifyRequest, reply: FastifyReply) => Promise<Context>;
  readonly onError: (failure: { error: TRPCError; path: string; requestId: string }) => void;
};

type Door = {
  readonly path: string;
  readonly procedure: AnyTRPCProcedure;
  readonly method: HTTPMethods;
  readonly url: string;
  readonly input: z.ZodObject;
};

/**
 * The REST doors: every procedure with an `openapi` route, called as tRPC calls it, so that policy,
 * validation and answers are the same. Registered under `/api`.
 */
export function registerRestDoors(app: FastifyInstance, deps: Deps): void {
  for (const door of doorsOf(deps.router)) {
    const read = inputReader(door);
    app.route({
      method: door.method,
      url: door.url,
      handler: async (request, reply) => {
        try {
          const ctx = await deps.createContext(request, reply);
          const caller = deps.router.createCaller(ctx) as unknown;
          return await call(caller, door.path)(read(request));
        } catch (cause) {
          const error = getTRPCErrorFromUnknown(cause);
          deps.onError({ error, path: door.path, requestId: request.id });
          return reply
            .code(getHTTPStatusCodeFromError(error))
            .send({ ...refusalOf(error), requestId: request.id });
        }
      },
    });
  }
}

function doorsOf(router: AnyTRPCRouter): Door[] {
  const procedures = router._def.procedures as Record<string, AnyTRPCProcedure>;
  return Object.entries(procedures).flatMap(([path, procedure]) => {
    const { openapi } = procedure._def.meta as ProcedureMeta;
    if (openapi === undefined) return [];
    const input: unknown = (procedure._def as { inputs?: unknown[] }).inputs?.[0];
    if (!(input instanceof z.ZodObject))
      throw new Error(`${path} has a REST door but its input is no object`);
    const url = openapi.path.replaceAll(/\{(\w+)\}/g, ':$1');
    return [{ path, procedure, method: openapi.method, url, input }];
  });
}

/** Path and query arrive as text; they are read as the input's own types before it is checked. */
function inputReader(door: Door): (request: FastifyRequest) => Record<string, unknown> {
  const schema = z.toJSONSchema(door.input, { io: 'input', unrepresentable: 'any' });
  const properties = (schema.properties ?? {}) as Record<string, { type?: string }>;
  const read = (key: string, value: unknown) => fromText(value, properties[key]?.type);
  const readAll = (values: unknown) =>
    Object.fromEntries(Object.entries(values ?? {}).map(([key, value]) => [key, read(key, value)]));
  return (request) => ({
    ...(request.method === 'GET'
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

function call(caller: unknown, path: string): (input: unknown) => Promise<unknown> {
  const found = path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], caller);
  return found as (input: unknown) => Promise<unknown>;
}
