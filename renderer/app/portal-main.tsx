import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './tokens.css';
import { portalWords } from '../locales/en/portal-words.ts';
import { startPage } from './start-page.tsx';
import { portalTheme } from './theme.ts';

startPage({ words: portalWords, theme: portalTheme, screen: () => <main /> });
