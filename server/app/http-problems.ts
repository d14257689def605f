import type { Socket } from 'node:net';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, type ErrorCode, type ErrorDetails } from '../../shared/errors.ts';
import { headersOfRefusal } from '../lib/limits.ts';
import { toRpcError } from '../trpc/error-mapping.ts';
import type { SendUnknownPage } from './pages.ts';
import { PROBLEM_TYPE, problemOf } from '../rest/problem.ts';
import { rawAnswer } from '../wire/front-door.ts';

/**
 * What goes wrong before a procedure is reached: bodies that are no JSON, too many requests. To be set
 * before any route is registered: a scope keeps the handler it was made with.
 */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | Error, request, reply) => sendError(error, request, reply));
}

export function sendError(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { status, reason, details } = refusalIn(error);
  if (status >= 500) request.log.error({ err: error, requestId: request.id }, 'request failed');
  const problem = problemOf({ status, reason, details, requestId: request.id });
  return reply.code(status).headers(headersOfRefusal(details)).type(PROBLEM_TYPE).send(problem);
}

const STATUS_OF_BREAKAGE: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** What is no HTTP, or never ends, is answered by hand and its connection closed. */
export function answerBrokenRequests(error: NodeJS.ErrnoException, socket: Socket): void {
  // Gone, or in the middle of an answer that this one must not be mistaken for a part of.
  if (!socket.writable || error.code === 'ECONNRESET' || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const status = STATUS_OF_BREAKAGE[error.code ?? ''] ?? 400;
  socket.end(rawAnswer(status, JSON.stringify({ status, reason: 'invalid_input' })), () => socket.destroy());
}

/** An address where nothing is: a page for a person, a problem for a program. */
export function answerUnknown(app: FastifyInstance, sendUnknownPage: SendUnknownPage | undefined): void {
  app.setNotFoundHandler((request, reply) => {
    if (sendUnknownPage !== undefined && isPersonLooking(request)) return sendUnknownPage(reply);
    const problem = problemOf({ status: 404, reason: 'not_found', details: {}, requestId: request.id });
    return reply.code(404).type(PROBLEM_TYPE).send(problem);
  });
}

/** A browser going to an address, not a program asking or a page missing one of its files. */
function isPersonLooking(request: FastifyRequest): boolean {
  const wantsPage = request.headers.accept?.includes('text/html') ?? false;
  return request.method === 'GET' && wantsPage && !/^\/(api|trpc|assets)\//.test(request.url);
}

/** A refusal of the application's own, bare or in the coat tRPC gives it, or what Fastify says of a request. */
function refusalIn(error: FastifyError | Error): {
  status: number;
  reason: ErrorCode;
  details: ErrorDetails;
} {
  const own = [error, error.cause].find((one) => one instanceof AppError);
  if (own !== undefined) {
    return { status: getHTTPStatusCodeFromError(toRpcError(own)), reason: own.code, details: own.details };
  }
  const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500;
  if (status >= 500) return { status, reason: 'internal', details: {} };
  return { status, reason: 'invalid_input', details: { why: error.message } };
}
