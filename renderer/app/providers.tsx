import { localStorageColorSchemeManager, MantineProvider, type MantineThemeOverride } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import type { SetupStatus } from '../../shared/contracts/setup.ts';
import { useAfterPaint } from '../lib/after-paint.ts';
import { TRPCProvider } from '../lib/api.ts';
import { ClinicProvider, useClinic } from '../lib/clinic.ts';
import { createFormat, FormatProvider } from '../lib/format.ts';
import { LanguageProvider, localeOf, type LanguageChoice, type Shown } from '../lib/language.ts';
import { LockProvider } from '../lib/lock.ts';
import { PublicApiProvider } from '../lib/public-api.ts';
import { SessionProvider } from '../lib/session.ts';
import type { Store } from '../lib/store.ts';
import { LiveLine } from './live-line.tsx';
import { Presence } from './presence.tsx';
import type { Services } from './services.ts';
import { cssVariables } from './theme.ts';

type Props = {
  readonly services: Services;
  readonly clinic: Store<SetupStatus>;
  readonly i18n: i18n;
  readonly chooseLanguage: LanguageChoice['choose'];
  readonly theme: MantineThemeOverride;
  readonly children: ReactNode;
};

const Toasts = lazy(() => import('./toasts.tsx').then((module) => ({ default: module.Toasts })));
const colorSchemes = localStorageColorSchemeManager({ key: 'medlink-colours' });

export function Providers({ services, clinic, i18n, theme, chooseLanguage, children }: Props) {
  return (
    <I18nextProvider i18n={i18n}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={colorSchemes}
        defaultColorScheme="auto"
        getStyleNonce={styleNonce}
      >
        <QueryClientProvider client={services.queryClient}>
          <TRPCProvider trpcClient={services.api} queryClient={services.queryClient}>
            <PublicApiProvider value={services.publicApi}>
              <SessionProvider value={services.session}>
                <ClinicProvider value={clinic}>
                  <LockProvider value={services.lock}>
                    <ToastsLater />
                    <Presence services={services} />
                    <LiveLine services={services}>
                      <InLanguage choose={chooseLanguage}>{children}</InLanguage>
                    </LiveLine>
                  </LockProvider>
                </ClinicProvider>
              </SessionProvider>
            </PublicApiProvider>
          </TRPCProvider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nextProvider>
  );
}

/** Nothing can be said before the first screen is there: they leave the way there to it. */
function ToastsLater() {
  return (
    useAfterPaint(true) && (
      <Suspense>
        <Toasts />
      </Suspense>
    )
  );
}

/** Dates and numbers follow the language of the page, times the clinic's clock. */
function InLanguage({ choose, children }: Pick<LanguageChoice, 'choose'> & { readonly children: ReactNode }) {
  const { timeZone } = useClinic();
  const { i18n } = useTranslation();
  const shown = i18n.language as Shown;
  const format = useMemo(() => createFormat({ timeZone, locale: localeOf(shown) }), [timeZone, shown]);
  const language = useMemo(() => ({ shown, choose }), [shown, choose]);
  return (
    <LanguageProvider value={language}>
      <FormatProvider value={format}>{children}</FormatProvider>
    </LanguageProvider>
  );
}

/** The page's own permission to add style sheets under the content security policy. */
export function styleNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
}
