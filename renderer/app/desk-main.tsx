import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './tokens.css';
import { RouterProvider } from '@tanstack/react-router';
import { deskWords } from '../locales/en/desk-words.ts';
import { createDeskRouter } from './desk-routes.tsx';
import { startPage } from './start-page.tsx';
import { deskTheme } from './theme.ts';

startPage({
  words: deskWords,
  theme: deskTheme,
  screen: ({ session }) => {
    const router = createDeskRouter({ session });
    return <RouterProvider router={router} />;
  },
});
