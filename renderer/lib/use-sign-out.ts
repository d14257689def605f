import { useTRPCClient } from './api.ts';
import { leaveDrafts } from './draft.ts';
import { useSession } from './session.ts';

/** Ends the sign-in here at once, and on the server as soon as it hears of it. */
export function useSignOut(): () => Promise<void> {
  const api = useTRPCClient();
  const session = useSession();
  return async () => {
    try {
      await leaveDrafts();
      await api.auth.signOut.mutate({});
    } finally {
      session.end(false);
    }
  };
}
