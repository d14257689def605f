import { type CopyContent, type Fact, inTurns, type Section } from './copy-content.ts';
import { COPY_WORDS, type CopyWords } from './copy-words.ts';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1d2530}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #c9d1da}
dl{display:grid;grid-template-columns:12rem 1fr;gap:.1rem 1rem;margin:.75rem 0;break-inside:avoid}
dt{color:#566270}dd{margin:0;overflow-wrap:anywhere}.more{color:#566270}`;

/** The page one opens first: the browser's own fonts write every script. No script, nothing from elsewhere. */
export async function copyPage(content: CopyContent): Promise<string> {
  const { language, clinicName, madeOn } = content;
  const words = COPY_WORDS[language];
  const { title, lead, files } = words;
  const sections: string[] = [];
  for (const section of content.sections) sections.push(await sectionOf(section, words));
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>${STYLE}</style></head><body>
<h1>${escaped(title)}</h1>
<p>${escaped(lead(clinicName, madeOn))}</p>
<ul><li><strong>summary.pdf</strong>: ${escaped(files.summary)}</li>
<li><strong>data.json</strong>: ${escaped(files.data)}</li>
<li><strong>fhir-bundle.json</strong>: ${escaped(files.fhir)}</li>
<li><strong>pictures</strong>: ${escaped(files.pictures)}</li></ul>
${sections.join('\n')}
</body></html>
`;
}

async function sectionOf({ title, entries, total }: Section, words: CopyWords): Promise<string> {
  const { nothing, newest } = words;
  const note = (text: string) => `<p class="more">${escaped(text)}</p>`;
  const lists = await inTurns(entries, listOf);
  if (total === 0) lists.push(note(nothing));
  if (total > entries.length) lists.unshift(note(newest(entries.length, total)));
  return `<h2>${escaped(title)}</h2>\n${lists.join('\n')}`;
}

function listOf(facts: readonly Fact[]): string {
  const rows = facts.map(
    ({ label, value }) => `<dt>${escaped(label)}</dt><dd dir="auto">${escaped(value)}</dd>`,
  );
  return `<dl>${rows.join('')}</dl>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
