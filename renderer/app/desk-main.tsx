import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './tokens.css';
import { RouterProvider } from '@tanstack/react-router';
import { bringDeskIcons } from '../ui/desk-icons.tsx';
import { createDeskRouter } from './desk-routes.tsx';
import { startPage } from './start-page.tsx';
import { deskTheme } from './theme.ts';

bringDeskIcons();
startPage({
  words: {
    en: () => import('../locales/en/desk-words.ts').then((module) => module.deskWords),
    de: () => import('../locales/de/desk-words.ts').then((module) => module.deskWords),
  },
  theme: deskTheme,
  screen: ({ session }) => {
    const router = createDeskRouter({ session });
    return <RouterProvider router={router} />;
  },
});
