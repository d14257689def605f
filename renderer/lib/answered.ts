import type { QueryClient } from '@tanstack/react-query';

/** Once all that was sent is answered, and what came of it has been said. */
export async function answered(queryClient: QueryClient): Promise<void> {
  if (queryClient.isMutating() === 0) return;
  await new Promise<void>((resolve) => {
    const leave = queryClient.getMutationCache().subscribe(() => {
      if (queryClient.isMutating() > 0) return;
      leave();
      resolve();
    });
  });
}
