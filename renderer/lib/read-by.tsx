import type { i18n } from 'i18next';
import { type ReactNode, use, useMemo } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import type { Language } from '../../shared/domain/languages.ts';
import { useClinic } from './clinic.ts';
import { createFormat, FormatProvider } from './format.ts';
import { loadWords, type Sources } from './i18n.ts';
import { localeOf, type Shown, wordsLanguageOf } from './language.ts';

const DESK: Sources = {
  en: () => import('../locales/en/desk-words.ts').then((module) => module.deskWords),
  de: () => import('../locales/de/desk-words.ts').then((module) => module.deskWords),
};

type Props = { readonly language: Language; readonly children: ReactNode };

/**
 * What is handed to somebody else, in the words, days and times they read. Where the page reads like that already it is
 * the page's own; else the boundary above shows until the words are there.
 */
export function ReadBy({ language, children }: Props) {
  const { i18n } = useTranslation();
  if (wordsLanguageOf(i18n.language as Shown) === language) return children;
  return (
    <ReadElsewhere i18n={i18n} language={language}>
      {children}
    </ReadElsewhere>
  );
}

function ReadElsewhere({ i18n, language, children }: Props & { readonly i18n: i18n }) {
  const { timeZone } = useClinic();
  use(wordsOnce(i18n, language));
  const instance = useMemo(() => i18n.cloneInstance({ lng: language }), [i18n, language]);
  const format = useMemo(() => createFormat({ timeZone, locale: localeOf(language) }), [timeZone, language]);
  return (
    <I18nextProvider i18n={instance}>
      <FormatProvider value={format}>
        <div lang={language} style={{ display: 'contents' }}>
          {children}
        </div>
      </FormatProvider>
    </I18nextProvider>
  );
}

const loading = new Map<Language, Promise<void>>();

/** A fetch that failed is begun again by the next one who asks. */
function wordsOnce(i18n: i18n, language: Language): Promise<void> {
  const known = loading.get(language);
  if (known !== undefined) return known;
  const begun = loadWords(i18n, language, DESK);
  loading.set(language, begun);
  begun.catch(() => loading.delete(language));
  return begun;
}
