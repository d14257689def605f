import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './tokens.css';
import './portal.css';
import { RouterProvider } from '@tanstack/react-router';
import { createPortalRouter } from './portal-routes.tsx';
import { startPage } from './start-page.tsx';
import { portalTheme } from './theme.ts';

// Where the browser has none, as without TLS, the portal is a page like any other.
window.addEventListener('load', () => {
  navigator.serviceWorker?.register('/portal/worker.js', { scope: '/portal' }).catch(() => undefined);
});

startPage({
  words: {
    en: () => import('../locales/en/portal-words.ts').then((module) => module.portalWords),
    de: () => import('../locales/de/portal-words.ts').then((module) => module.portalWords),
  },
  theme: portalTheme,
  screen: () => <RouterProvider router={createPortalRouter()} />,
});
