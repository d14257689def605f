import { useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../../lib/api.ts';

/** After an own act: visits, requests and free times are asked again. */
export function useRefreshOwn(): () => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async () => {
    await Promise.all([
      queryClient.invalidateQueries(trpc.appointments.listOwn.pathFilter()),
      queryClient.invalidateQueries(trpc.requests.listOwn.pathFilter()),
      queryClient.invalidateQueries(trpc.schedule.pathFilter()),
    ]);
  };
}
