import { AppError, type ErrorDetails } from '../../shared/errors.ts';

/** So many within so long, under the name that programs read in the headers. */
export type Limit = { readonly name: string; readonly max: number; readonly windowSec: number };

/** What is left of a limit, and in how many seconds all of it is there again. */
export type LimitState = { readonly left: number; readonly resetSec: number };

export type LimitHeaders = Readonly<Record<string, string>>;

/** `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10): both speak of the same limit. */
export function headersOfLimit(
  { name, max, windowSec }: Limit,
  { left, resetSec }: LimitState,
): LimitHeaders {
  return {
    'ratelimit-policy': `"${name}";q=${max};w=${windowSec}`,
    ratelimit: `"${name}";r=${left};t=${resetSec}`,
  };
}

/** What a refusal says to programs: which limit it ran into, and when to come back (RFC 9110, 10.2.3). */
export function headersOfReached(limit: Limit, resetSec: number): LimitHeaders {
  return { ...headersOfLimit(limit, { left: 0, resetSec }), 'retry-after': String(resetSec) };
}

/** A limit that has been reached, and in how many seconds there is some of it again. */
export type ReachedLimit = { readonly limit: Limit; readonly retryAfterSec: number };

/** The refusal of one who has come too often. */
export function tooMany(limit: Limit, retryAfterSec: number, details: ErrorDetails = {}): AppError {
  return new AppError('rate_limited', { ...details, retryAfterSec, limit });
}

/** The headers of such a refusal; none for any other. */
export function headersOfRefusal({ retryAfterSec, limit }: ErrorDetails): LimitHeaders {
  return typeof retryAfterSec === 'number' && isLimit(limit) ? headersOfReached(limit, retryAfterSec) : {};
}

function isLimit(value: unknown): value is Limit {
  return typeof value === 'object' && value !== null && 'name' in value && 'windowSec' in value;
}
