import type { Language } from '../../../shared/domain/languages.ts';
import { OFFLINE_WORDS } from './offline-words.ts';

export const OFFLINE_STYLE_PATH = '/portal/offline.css';

/** Kept by the phone until it cannot reach the clinic: no word of anybody, no script, and its link asks for the same address again. */
export function offlinePage(language: Language): string {
  const words = OFFLINE_WORDS[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${words.title}</title>
<link rel="stylesheet" href="${OFFLINE_STYLE_PATH}">
</head>
<body>
<main>
<h1>${words.title}</h1>
<p>${words.lead}</p>
<p class="acts"><a class="first" href="">${words.again}</a></p>
<p>${words.wifi}</p>
<p>${words.emergency}</p>
</main>
</body>
</html>
`;
}
