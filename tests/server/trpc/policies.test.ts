import { initTRPC } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { appRouter } from '../../../server/app/app-router.ts';
import { toRpcError } from '../../../server/trpc/error-mapping.ts';
import { requirePolicies } from '../../../server/trpc/require-policies.ts';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { AppError, ERROR_CODES } from '../../../shared/errors.ts';

const t = initTRPC.meta<{ policy?: string }>().create();
const answer = () => 'ok';

describe('a router', () => {
  it('whose every procedure names its policy may start', () => {
    expect(() => requirePolicies(appRouter)).not.toThrow();
  });

  it.each([
    ['no policy', t.procedure.query(answer)],
    ['an empty one', t.procedure.meta({}).query(answer)],
    ['one nobody knows', t.procedure.meta({ policy: 'clinic.destroy' }).query(answer)],
    ['a name of every object', t.procedure.meta({ policy: 'toString' }).mutation(answer)],
  ])('with %s is refused by the procedure’s name', (_name, careless) => {
    const router = t.router({
      good: t.procedure.meta({ policy: 'public' }).query(answer),
      deep: t.router({ careless }),
    });

    expect(() => requirePolicies(router)).toThrow('deep.careless names no policy');
  });
});

describe('a refusal', () => {
  it('has a status of its kind: the client’s for all but a full disk and our own faults', () => {
    const statuses = Object.fromEntries(
      ERROR_CODES.map((code) => [code, getHTTPStatusCodeFromError(toRpcError(new AppError(code)))]),
    );

    expect(Object.entries(statuses).filter(([, status]) => status >= 500)).toEqual([
      ['storage_full', 503],
      ['internal', 500],
    ]);
    expect(statuses).toMatchObject({
      invalid_input: 400,
      unauthenticated: 401,
      forbidden: 403,
      not_found: 404,
      slot_taken: 409,
      patient_busy: 409,
      room_taken: 409,
      stale_version: 409,
      rate_limited: 429,
    });
  });
});
