import { useTRPCClient } from './api.ts';
import { dropAllDrafts } from './draft.ts';
import { useSession } from './session.ts';

/** Ends the sign-in here at once, and on the server as soon as it hears of it. */
export function useSignOut(): () => Promise<void> {
  const api = useTRPCClient();
  const session = useSession();
  return async () => {
    try {
      await api.auth.signOut.mutate({});
    } finally {
      dropAllDrafts();
      session.end(false);
    }
  };
}
