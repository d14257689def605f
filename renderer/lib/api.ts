import { QueryClient } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, retryLink, type TRPCClient } from '@trpc/client';
import { createTRPCContext, type TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { AppRouter } from '../../server/app/app-router.ts';
import { reasonOf } from './errors.ts';
import type { Session } from './session.ts';

export type Api = TRPCClient<AppRouter>;
export type ApiKeys = TRPCOptionsProxy<AppRouter>;

const context = createTRPCContext<AppRouter>();
// Named types: spelled out, they are longer than the compiler writes down.
export const TRPCProvider: ReturnType<typeof createTRPCContext<AppRouter>>['TRPCProvider'] =
  context.TRPCProvider;
export const useTRPC: () => ApiKeys = context.useTRPC;
export const useTRPCClient: () => Api = context.useTRPCClient;

const URL = '/trpc';
/** As many as the server takes at once. */
const MAX_CALLS_IN_BATCH = 20;

/** For what nobody has to be signed in for: set-up, sign-in, registering, refreshing. */
export function createPublicApi(): Api {
  return createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: URL, maxItems: MAX_CALLS_IN_BATCH })] });
}

/** Calls in the name of the one who is signed in; an ended token is renewed once, unseen. */
export function createApi(session: Session): Api {
  return createTRPCClient<AppRouter>({
    links: [
      retryLink({
        retry: ({ error, attempts }) => {
          const { code } = reasonOf(error);
          // Locked by the server, such as from another tab: nothing of it may stay on the screen.
          if (code === 'session_locked') session.hide();
          if (attempts > 1 || code !== 'unauthenticated') return false;
          if (session.store.get().status === 'signed_out') return false;
          session.expireToken();
          return true;
        },
      }),
      httpBatchLink({
        url: URL,
        maxItems: MAX_CALLS_IN_BATCH,
        headers: async () => {
          const token = await session.freshToken();
          return token === undefined ? {} : { authorization: `Bearer ${token}` };
        },
      }),
    ],
  });
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The live channel says when something changed; asking again on a whim would only add load.
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && reasonOf(error).code === 'unreachable',
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
