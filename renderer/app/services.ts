import type { QueryClient } from '@tanstack/react-query';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { SignedIn } from '../../shared/contracts/auth.ts';
import type { SetupStatus } from '../../shared/contracts/setup.ts';
import type { AppRouter } from '../../server/app/app-router.ts';
import { type Api, type ApiKeys, createApi, createPublicApi, createQueryClient } from '../lib/api.ts';
import { desktopBridge } from '../lib/desktop.ts';
import { connectDrafts, type Drafts } from '../lib/draft.ts';
import { reasonOf } from '../lib/errors.ts';
import { createLock, type Lock } from '../lib/lock.ts';
import { lockMark } from '../lib/lock-mark.ts';
import { createSession, type Session } from '../lib/session.ts';
import { signInMark } from '../lib/sign-in-mark.ts';

/** Everything a page is made of, made once when it opens. */
export type Services = {
  readonly session: Session;
  readonly api: Api;
  readonly publicApi: Api;
  readonly queryClient: QueryClient;
  readonly keys: ApiKeys;
  readonly drafts: Drafts;
  readonly lock: Lock;
};

export function createServices(): Services {
  const publicApi = createPublicApi();
  const session = createSession(() => refresh(publicApi), lockMark.isSet());
  session.store.subscribe(() => {
    const { status } = session.store.get();
    if (status !== 'unknown' && status !== 'signed_out') signInMark.set();
    if (status === 'locked') lockMark.set();
    else if (status !== 'unknown') lockMark.clear();
  });
  const lock = createLock(session);
  desktopBridge()?.onAway(lock.now);
  const api = createApi(session);
  const queryClient = createQueryClient();
  const keys = createTRPCOptionsProxy<AppRouter>({ client: api, queryClient });
  return { session, api, publicApi, queryClient, keys, lock, drafts: connectDrafts(api, session) };
}

async function refresh(publicApi: Api): Promise<SignedIn> {
  if (!signInMark.isSet()) throw new Error('nobody has signed in here');
  try {
    return await publicApi.auth.refresh.mutate({});
  } catch (error) {
    if (reasonOf(error).code === 'unauthenticated') signInMark.clear();
    throw error;
  }
}

/** Asks, in one go, whether the clinic is set up and whether this browser is still signed in. */
export async function openPage(services: Services): Promise<SetupStatus> {
  const [status] = await Promise.all([services.publicApi.setup.status.query({}), services.session.refresh()]);
  return status;
}
