import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import { POLICY_ACTIONS } from '../../shared/domain/policy.ts';
import type { ProcedureMeta } from './init.ts';

/** Walks the router and throws, naming it, at the first procedure that names no known policy. */
export function requirePolicies(router: AnyTRPCRouter): void {
  const procedures = router._def.procedures as Record<string, AnyTRPCProcedure>;
  const known: readonly string[] = [...POLICY_ACTIONS, 'public'];
  for (const [path, procedure] of Object.entries(procedures)) {
    const meta = procedure._def.meta as ProcedureMeta | undefined;
    if (meta === undefined || !known.includes(meta.policy)) throw new Error(`${path} names no policy`);
  }
}
