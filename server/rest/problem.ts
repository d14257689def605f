import type { ErrorCode, ErrorDetails } from '../../shared/errors.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/** A refusal as RFC 9457 writes it; `reason` is our own closed code, `instance` the id in the log. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  instance: string;
  reason: ErrorCode;
  details: ErrorDetails;
};

export function problemOf(refusal: {
  readonly status: number;
  readonly reason: ErrorCode;
  readonly details: ErrorDetails;
  readonly requestId: string;
}): Problem {
  const { status, reason, details, requestId } = refusal;
  const words = reason.replaceAll('_', ' ');
  return {
    type: `urn:medlink:problem:${reason}`,
    title: words.charAt(0).toUpperCase() + words.slice(1),
    status,
    instance: `urn:uuid:${requestId}`,
    reason,
    details,
  };
}

/** The same for readers of the document. */
export const PROBLEM_SCHEMA = {
  type: 'object' as const,
  required: ['type', 'title', 'status', 'instance', 'reason', 'details'],
  properties: {
    type: { type: 'string' as const, format: 'uri' },
    title: { type: 'string' as const },
    status: { type: 'integer' as const },
    instance: { type: 'string' as const, format: 'uri' },
    reason: { type: 'string' as const, description: 'A closed code; clients act on it.' },
    details: { type: 'object' as const, description: 'Facts of the refusal, such as `fields` or `nearest`.' },
  },
};
