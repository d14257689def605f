import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addWords } from '../lib/i18n.ts';
import { portalLateWords } from '../locales/en/portal-late-words.ts';

/** Fetched with the screens inside, which find their words there when they are first drawn. */
export function LateWords({ children }: { readonly children: ReactNode }) {
  const { i18n } = useTranslation();
  useState(() => addWords(i18n, portalLateWords));
  return children;
}
