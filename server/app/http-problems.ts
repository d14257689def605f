import type { FastifyError, FastifyInstance } from 'fastify';
import type { ErrorCode, ErrorDetails } from '../../shared/errors.ts';
import { PROBLEM_TYPE, problemOf } from '../rest/problem.ts';

/** What goes wrong before a procedure is reached: unknown paths, bodies that are no JSON, too many requests. */
export function answerProblems(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    const problem = problemOf({ status: 404, reason: 'not_found', details: {}, requestId: request.id });
    return reply.code(404).type(PROBLEM_TYPE).send(problem);
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error, requestId: request.id }, 'request failed');
    const { reason, details } = refusalIn(error, status);
    return reply
      .code(status)
      .type(PROBLEM_TYPE)
      .send(problemOf({ status, reason, details, requestId: request.id }));
  });
}

function refusalIn(error: FastifyError, status: number): { reason: ErrorCode; details: ErrorDetails } {
  // The rate limiter throws a refusal of our own making.
  if (status === 429)
    return { reason: 'rate_limited', details: (error as { details?: ErrorDetails }).details ?? {} };
  if (status >= 500) return { reason: 'internal', details: {} };
  return { reason: 'invalid_input', details: { why: error.message } };
}
