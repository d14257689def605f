import { LoadFailed } from '../ui/page-note.tsx';

/** A screen that could not be drawn, such as one whose file is gone after an update: a reload fetches anew. */
export function ScreenFailed({ error }: { readonly error: unknown }) {
  return (
    <main id="content">
      <LoadFailed error={error} onRetry={() => window.location.reload()} />
    </main>
  );
}
