import { TRPCClientError } from '@trpc/client';
import { describe, expect, it } from 'vitest';
import { fieldErrorsOf, reasonOf } from '../../../renderer/lib/errors.ts';
import { matchesText } from '../../../renderer/lib/match-text.ts';
import { newRequestId } from '../../../renderer/lib/request-id.ts';
import { errors } from '../../../renderer/locales/en/errors.ts';
import { ClientRequestId } from '../../../shared/contracts/common.ts';
import { ERROR_CODES } from '../../../shared/errors.ts';

const refusal = (data: unknown) => TRPCClientError.from({ error: { code: -32000, message: 'x', data } });

describe('a request id', () => {
  it('is a UUID the contract takes, and never twice the same', () => {
    const ids = Array.from({ length: 200 }, newRequestId);

    expect(ids.every((id) => ClientRequestId.safeParse(id).success && id[14] === '4')).toBe(true);
    expect(new Set(ids).size).toBe(200);
  });
});

describe('a failure', () => {
  it('is told by its closed code', () => {
    const details = { heldBy: 'Reception 2' };
    expect(reasonOf(refusal({ reason: 'slot_taken', details, requestId: 'r1' }))).toEqual({
      code: 'slot_taken',
      details,
      requestId: 'r1',
    });
  });

  it('is internal when the code is unknown or the error is our own', () => {
    expect(reasonOf(refusal({ reason: 'brand_new' })).code).toBe('internal');
    expect(reasonOf(new TypeError('a bug')).code).toBe('internal');
  });

  it('is unreachable when there was no answer', () => {
    expect(reasonOf(TRPCClientError.from(new Error('fetch failed'))).code).toBe('unreachable');
  });

  it('is told by its code, too, where the front door answers in place of the procedure', () => {
    const problem = { status: 429, reason: 'rate_limited', details: { retryAfterSec: 40 } };
    const error = TRPCClientError.from(new Error('not of tRPC'), { meta: { responseJSON: problem } });

    expect(reasonOf(error)).toEqual({
      code: 'rate_limited',
      details: { retryAfterSec: 40 },
      requestId: undefined,
    });
  });

  it('names the fields it is about, and nothing that is no field', () => {
    const fields = [{ path: 'adminPassword', message: 'needs at least 15 characters' }, { path: 7 }, null];
    expect(fieldErrorsOf(refusal({ reason: 'invalid_input', details: { fields } }))).toEqual([
      { path: 'adminPassword', message: 'needs at least 15 characters' },
    ]);
  });

  it('has words for every code', () => {
    const missing = [...ERROR_CODES, 'unreachable' as const].filter((code) => errors[code].length < 10);
    expect(missing).toEqual([]);
  });
});

describe('searching a name', () => {
  it('takes any part of it, without accents and capitals', () => {
    expect(matchesText('Dr. Katharina Böhm', 'bohm')).toBe(true);
    expect(matchesText('Dr. Katharina Böhm', 'BÖ kath')).toBe(true);
    expect(matchesText('Dr. Katharina Böhm', '')).toBe(true);
    expect(matchesText('Dr. Katharina Böhm', 'ruiz')).toBe(false);
  });
});
