import type { MantineThemeOverride } from '@mantine/core';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { SetupStatus } from '../../shared/contracts/setup.ts';
import type { Language } from '../../shared/domain/languages.ts';
import { sayFieldsBy } from '../lib/errors.ts';
import { createFieldWords, createI18n, showLanguage, type Sources } from '../lib/i18n.ts';
import { deviceLanguage, keepOnDevice } from '../lib/language.ts';
import { createStore } from '../lib/store.ts';
import { Providers, styleNonce } from './providers.tsx';
import { followLanguage, keepWithPerson } from './follow-language.ts';
import { createServices, openPage, type Services } from './services.ts';
import { StartFailed } from './start-failed.tsx';

type Page = {
  readonly words: Sources;
  readonly theme: MantineThemeOverride;
  readonly screen: (services: Services) => ReactNode;
};

/** Opens one of the two pages: asks the clinic who we are, then draws. */
export function startPage({ words, theme, screen }: Page): void {
  const place = document.getElementById('root');
  if (place === null) throw new Error('the page has no place to draw on');
  // Libraries that add style sheets by themselves read the permission from here.
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

  const root = createRoot(place);
  const services = createServices();
  const clinic = createStore<SetupStatus>({
    isSetUp: true,
    isHere: true,
    clinicName: '',
    accent: null,
    timeZone: 'UTC',
    language: 'en',
  });
  const first = deviceLanguage('en');
  const i18n = createI18n(first);
  sayFieldsBy(createFieldWords(i18n));
  const choose = async (chosen: Language) => {
    await showLanguage(i18n, chosen, words);
    keepOnDevice(chosen);
    await keepWithPerson(services, chosen);
  };
  const draw = (content: ReactNode) =>
    root.render(
      <StrictMode>
        <Providers services={services} clinic={clinic} i18n={i18n} theme={theme} chooseLanguage={choose}>
          {content}
        </Providers>
      </StrictMode>,
    );

  // Asked at once, while the words are still on their way.
  let opening: Promise<SetupStatus> | undefined = openPage(services);
  opening.catch(() => undefined);
  let following: Promise<void> | undefined;
  const open = () =>
    (opening ?? openPage(services)).then(
      async (status) => {
        clinic.set(status);
        following ??= followLanguage({ services, clinic, i18n, words });
        await following;
        document.title = status.isSetUp ? status.clinicName : 'MedLink';
        draw(screen(services));
      },
      (error: unknown) => {
        opening = undefined;
        draw(<StartFailed error={error} onRetry={() => void open()} />);
      },
    );
  // Nothing can be said without words: a page that lost them on the way is begun again.
  showLanguage(i18n, first, words).then(open, () => window.location.reload());
}
