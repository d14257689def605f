import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PROBLEM_TYPE, problemOf } from '../rest/problem.ts';
import { faultOfShape } from './json-shape.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the body of this route may be, such as `multipart/form-data`; JSON alone where nothing is said. */
    bodyTypes?: readonly string[];
  }
}

const JSON_ONLY: readonly string[] = ['application/json'];
const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);
const PARAMETERS = /^\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/** Said by a body that cannot be read; Fastify's error handler makes the answer. */
class UnreadableBody extends Error {
  readonly statusCode = 400;
}

/**
 * What changes something says that it is JSON, even with an empty body: no form of a foreign page can.
 * Decided before a byte of the body is read.
 */
export function takeOnlyJson(app: Pick<FastifyInstance, 'addHook'>): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!WITH_BODY.has(request.method) && !hasBody(request)) return;
    const types = request.routeOptions.config.bodyTypes ?? JSON_ONLY;
    if (isOneOf(request.headers['content-type'], types)) return;
    const details = { why: `a body here is ${types.join(' or ')}` };
    const problem = problemOf({ status: 415, reason: 'invalid_input', details, requestId: request.id });
    return reply.code(415).header('connection', 'close').type(PROBLEM_TYPE).send(problem);
  });
}

/** Reads JSON bodies, checked for their shape; `text` leaves them unparsed, for tRPC to do it. */
export function readJsonBodies(
  app: Pick<FastifyInstance, 'removeContentTypeParser' | 'addContentTypeParser'>,
  as: 'value' | 'text',
): void {
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, bytes: Buffer) => {
      if (!isUtf8(bytes)) throw new UnreadableBody('the body is no UTF-8');
      const text = bytes.toString('utf8');
      const fault = faultOfShape(text);
      if (fault !== undefined) throw new UnreadableBody(fault);
      return as === 'text' ? text : valueOf(text);
    },
  );
}

function valueOf(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableBody('the body is no JSON');
  }
}

function hasBody({ headers }: FastifyRequest): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

function isOneOf(header: string | undefined, types: readonly string[]): boolean {
  if (header === undefined) return false;
  const [, type = '', parameters = ''] = /^\s*([^\s;]+)(.*)$/.exec(header) ?? [];
  if (!types.includes(type.toLowerCase())) return false;
  return type.toLowerCase() !== 'application/json' || PARAMETERS.test(parameters);
}
