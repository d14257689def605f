import { acceptedLanguage } from '../lib/accepted-language.ts';
import { AUTHORITY_PATH } from './authority-file.ts';
import { GUIDE_WORDS } from './guide-words.ts';

export const STYLE_PATH = '/guide.css';

type Guide = {
  /** As the browser wrote it, judged to be ours. */
  readonly host: string;
  readonly fingerprint: string;
  /** The browser's `accept-language`, its dearest language first. */
  readonly wanted: string;
};

export function guidePage({ host, fingerprint, wanted }: Guide): string {
  const language = acceptedLanguage(wanted);
  const words = GUIDE_WORDS[language];
  const address = escaped(`https://${host}/`);
  const devices = words.devices.map(([name, how]) => `<dt>${name}</dt><dd>${how}</dd>`).join('');
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>MedLink</title>
<link rel="stylesheet" href="${STYLE_PATH}">
</head>
<body>
<main>
<h1>${words.title}</h1>
<p>${words.lead}</p>
<p class="acts"><a class="first" href="${AUTHORITY_PATH}" download>${words.download}</a>
<a href="${address}">${words.open}</a></p>
<p>${words.compare}</p>
<p class="print">${fingerprint.replaceAll(':', ':<wbr>')}</p>
<h2>${words.steps}</h2>
<dl>${devices}</dl>
<h2>${words.address}</h2>
<p class="address">${address}</p>
<p class="soft">${words.patients}</p>
</main>
</body>
</html>
`;
}

export const GUIDE_STYLE = `
:root { --ink: #17211f; --soft: #536163; --ground: #f3f6f6; --sheet: #fff; --line: #dbe2e2; --accent: #0c636c; --on: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e2eaea; --soft: #a3b3b4; --ground: #0f1516; --sheet: #1a2325; --line: #2c383a; --accent: #66bcc3; --on: #06201f; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 640px; margin: 32px auto; padding: 24px 28px 28px; background: var(--sheet); border: 1px solid var(--line); border-radius: 12px; }
h1 { margin: 0 0 8px; font-size: 22px; line-height: 1.25; text-wrap: balance; }
h2 { margin: 24px 0 4px; font-size: 16px; }
p { margin: 8px 0; }
.acts { display: flex; flex-wrap: wrap; gap: 12px; margin: 20px 0; }
.acts a { display: inline-flex; align-items: center; min-height: 44px; padding: 0 18px; border: 1px solid var(--accent); border-radius: 8px; color: var(--accent); font-weight: 600; text-decoration: none; }
.acts .first { background: var(--accent); color: var(--on); }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.print { padding: 12px; border-radius: 8px; background: var(--ground); font: 13px/1.6 ui-monospace, monospace; overflow-wrap: anywhere; }
dt { margin-top: 12px; font-weight: 600; }
dd { margin: 0; color: var(--soft); }
.address { font-weight: 600; overflow-wrap: anywhere; }
.soft { color: var(--soft); }
@media (max-width: 480px) { main { margin: 0; border: 0; border-radius: 0; min-height: 100vh; } .acts a { flex: 1 1 100%; justify-content: center; } }
`;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
