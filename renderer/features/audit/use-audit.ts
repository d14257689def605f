import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AUDIT_OUTCOMES } from '../../../shared/contracts/audit.ts';
import type { AuditType } from '../../../shared/domain/audit-kinds.ts';
import type { UserId } from '../../../shared/ids.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';

export const AUDIT_VIEWS = ['all', 'unrelated', 'own'] as const;
export type AuditView = (typeof AUDIT_VIEWS)[number];

export type AuditFilters = {
  readonly userId?: UserId;
  readonly chartNumber?: number;
  readonly type?: AuditType;
  readonly outcome?: (typeof AUDIT_OUTCOMES)[number];
  readonly from?: string;
  readonly to?: string;
};

const PAGE = 60;
const FIRST: string | null = null;

/** The lines that fit, the newest first; asked anew whenever the screen is opened. */
export function useAuditLines(view: AuditView, filters: AuditFilters) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const { from, to } = filters;
  return useInfiniteQuery({
    queryKey: [...trpc.audit.pathKey(), view, filters],
    queryFn: ({ pageParam }) => {
      const page = { limit: PAGE, cursor: pageParam ?? undefined };
      if (view === 'own') return api.audit.own.query({ from, to, ...page });
      if (view === 'unrelated') return api.audit.withoutRelation.query({ from, to, ...page });
      return api.audit.list.query({ ...filters, ...page });
    },
    initialPageParam: FIRST,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
    gcTime: 0,
  });
}

export function useTrailState() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { queryKey } = trpc.audit.state.queryOptions({});
  const state = useQuery(trpc.audit.state.queryOptions({}, { staleTime: 0 }));
  const check = useMutation(
    trpc.audit.verifyNow.mutationOptions({ onSuccess: (fresh) => client.setQueryData(queryKey, fresh) }),
  );
  return { state, check };
}
