import { QueryClient } from '@tanstack/react-query';
import {
  createTRPCClient,
  httpBatchLink,
  type Operation,
  retryLink,
  type TRPCClient,
  TRPCClientError,
  type TRPCLink,
} from '@trpc/client';
import { createTRPCContext, type TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { AppRouter } from '../../server/app/app-router.ts';
import { reasonOf } from './errors.ts';
import { type Session, signInOf } from './session.ts';

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

/**
 * Calls in the name of the one who is signed in; an ended token is renewed once, unseen. A call goes as the person who
 * made it or not at all: on its way, or while it waits for a token, somebody else may have taken the screen over.
 */
export function createApi(session: Session): Api {
  const isOfAnother = ({ context: { signIn } }: Operation) =>
    signIn !== undefined && signIn !== signInOf(session);
  const signed: TRPCLink<AppRouter> =
    () =>
    ({ op, next }) =>
      next({ ...op, context: { ...op.context, signIn: signInOf(session) } });
  return createTRPCClient<AppRouter>({
    links: [
      signed,
      retryLink({
        retry: ({ op, error, attempts }) => {
          if (isOfAnother(op)) return false;
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
        headers: async ({ opList }) => {
          const token = await session.freshToken();
          if (opList.some(isOfAnother)) throw leftAlready();
          return token === undefined ? {} : { authorization: `Bearer ${token}` };
        },
      }),
    ],
  });
}

/** As the server answers a sign-in that is over. */
function leftAlready(): Error {
  const data = { reason: 'unauthenticated' };
  return TRPCClientError.from({ error: { code: -32_001, message: 'unauthenticated', data } });
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
