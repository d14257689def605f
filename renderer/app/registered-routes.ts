import type { createDeskRouter } from './desk-routes.tsx';
import type { createPortalRouter } from './portal-routes.tsx';

/** The two pages share one type of address, so that a link names a real one of either. */
declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDeskRouter> | ReturnType<typeof createPortalRouter>;
  }
}
