import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './tokens.css';
import './portal.css';
import { RouterProvider } from '@tanstack/react-router';
import { portalWords } from '../locales/en/portal-words.ts';
import { createPortalRouter } from './portal-routes.tsx';
import { startPage } from './start-page.tsx';
import { portalTheme } from './theme.ts';

startPage({
  words: portalWords,
  theme: portalTheme,
  screen: () => <RouterProvider router={createPortalRouter()} />,
});
