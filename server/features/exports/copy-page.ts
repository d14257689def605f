import type { CopyContent, Section } from './copy-content.ts';
import { COPY_WORDS } from './copy-words.ts';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1d2530}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #c9d1da}
dl{display:grid;grid-template-columns:12rem 1fr;gap:.1rem 1rem;margin:.75rem 0;break-inside:avoid}
dt{color:#566270}dd{margin:0;overflow-wrap:anywhere}.more{color:#566270}`;

/** The page one opens first: the browser's own fonts write every script. No script, nothing from elsewhere. */
export function copyPage(content: CopyContent): string {
  const { language, clinicName, madeOn } = content;
  const { title, lead, files, nothing } = COPY_WORDS[language];
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>${STYLE}</style></head><body>
<h1>${escaped(title)}</h1>
<p>${escaped(lead(clinicName, madeOn))}</p>
<ul><li><strong>summary.pdf</strong>: ${escaped(files.summary)}</li>
<li><strong>data.json</strong>: ${escaped(files.data)}</li>
<li><strong>fhir-bundle.json</strong>: ${escaped(files.fhir)}</li>
<li><strong>pictures</strong>: ${escaped(files.pictures)}</li></ul>
${content.sections.map((section) => sectionOf(section, nothing)).join('\n')}
</body></html>
`;
}

function sectionOf({ title, entries }: Section, nothing: string): string {
  const lists = entries.map(
    (facts) =>
      `<dl>${facts.map(({ label, value }) => `<dt>${escaped(label)}</dt><dd dir="auto">${escaped(value)}</dd>`).join('')}</dl>`,
  );
  const body = lists.length === 0 ? `<p class="more">${escaped(nothing)}</p>` : lists.join('\n');
  return `<h2>${escaped(title)}</h2>\n${body}`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
