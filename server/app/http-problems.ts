import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { AppError, type ErrorCode, type ErrorDetails } from '../../shared/errors.ts';
import { toRpcError } from '../trpc/error-mapping.ts';
import type { SendUnknownPage } from './pages.ts';
import { PROBLEM_TYPE, problemOf } from '../rest/problem.ts';

/**
 * What goes wrong before a procedure is reached: bodies that are no JSON, too many requests. To be set
 * before any route is registered: a scope keeps the handler it was made with.
 */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | AppError, request, reply) => {
    const status = statusOf(error);
    if (status >= 500) request.log.error({ err: error, requestId: request.id }, 'request failed');
    const { reason, details } = refusalIn(error, status);
    const problem = problemOf({ status, reason, details, requestId: request.id });
    return reply.code(status).type(PROBLEM_TYPE).send(problem);
  });
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

function statusOf(error: FastifyError | AppError): number {
  return error instanceof AppError
    ? getHTTPStatusCodeFromError(toRpcError(error))
    : (error.statusCode ?? 500);
}

function refusalIn(
  error: FastifyError | AppError,
  status: number,
): { reason: ErrorCode; details: ErrorDetails } {
  if (error instanceof AppError) return { reason: error.code, details: error.details };
  // The rate limiter throws a refusal of our own making.
  if (status === 429)
    return { reason: 'rate_limited', details: (error as { details?: ErrorDetails }).details ?? {} };
  if (status >= 500) return { reason: 'internal', details: {} };
  return { reason: 'invalid_input', details: { why: error.message } };
}
