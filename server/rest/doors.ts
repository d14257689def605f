import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import type { OpenApiMethod } from 'trpc-to-openapi';
import { z } from 'zod';
import { mayEver } from '../../shared/domain/policy.ts';
import type { Actor } from '../trpc/context.ts';
import type { ProcedureMeta } from '../trpc/init.ts';

/** A procedure as a REST route leads to it. */
export type Door = {
  /** Where tRPC knows it, such as `appointments.book`. */
  readonly procedure: string;
  readonly policy: ProcedureMeta['policy'];
  readonly method: OpenApiMethod;
  /** As the document writes it: `/appointments/{id}`. */
  readonly path: string;
  readonly input: z.ZodObject;
  /** What it answers when all is well: 201 where it makes something, 204 and no word where it removes. */
  readonly successStatus: 200 | 201 | 204;
};

/** All doors of the router; a procedure with a twin stands at two paths. */
export function doorsOf(router: AnyTRPCRouter): Door[] {
  const procedures = router._def.procedures as Record<string, AnyTRPCProcedure>;
  return Object.entries(procedures).flatMap(([procedure, { _def }]) => {
    const { policy, openapi, twinOf, isCreate } = _def.meta as ProcedureMeta;
    if (openapi === undefined) return [];
    const input: unknown = (_def as { inputs?: unknown[] }).inputs?.[0];
    if (!(input instanceof z.ZodObject)) {
      throw new Error(`${procedure} has a REST door but its input is no object`);
    }
    const paths = twinOf === undefined ? [openapi.path] : [openapi.path, twinOf];
    const successStatus = openapi.method === 'DELETE' ? 204 : isCreate === true ? 201 : 200;
    return paths.map((path) => ({ procedure, policy, method: openapi.method, path, input, successStatus }));
  });
}

/** Among the doors of one path, the one for this role; the first, which then refuses, for nobody. */
export function doorFor(doors: readonly Door[], actor: Actor | null): Door {
  const [first] = doors;
  if (first === undefined) throw new Error('a path without a door');
  return (
    doors.find(({ policy }) => policy === 'public' || (actor !== null && mayEver(actor.role, policy))) ??
    first
  );
}
