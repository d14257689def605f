import type { ReactNode } from 'react';
import { useLateWords, useWordsAhead } from '../lib/late-words.ts';

/** Fetched with the screens inside, which find their words there when they are first drawn. */
export function LateWords({ children }: { readonly children: ReactNode }) {
  useLateWords('portal');
  return children;
}

/** Has them on their way while somebody signs in. */
export function WordsAhead(): null {
  useWordsAhead('portal');
  return null;
}
