import { useEffect } from 'react';
import { LoadFailed } from '../ui/page-note.tsx';

const RETRY_MS = 3000;

/** The page opened but the clinic's server does not answer; it tries again by itself. */
export function StartFailed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  // Every failed try draws with a new error and so starts the next wait.
  useEffect(() => {
    const timer = setTimeout(onRetry, RETRY_MS);
    return () => clearTimeout(timer);
  }, [error, onRetry]);
  return (
    <main>
      <LoadFailed error={error} onRetry={onRetry} />
    </main>
  );
}
