import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Language } from '../../../shared/domain/languages.ts';
import type { CopyContent, Fact, Section } from './copy-content.ts';
import { COPY_WORDS } from './copy-words.ts';
import { openPdf } from '../../lib/pdf.ts';
import { runsOf } from '../../lib/pdf-fonts.ts';

type Weight = 400 | 700;
type Style = { readonly weight: Weight; readonly size: number; readonly color: string };

const INK = '#1d2530';
const SOFT = '#566270';
const PLAIN: Style = { weight: 400, size: 9, color: INK };
const LABEL: Style = { weight: 400, size: 9, color: SOFT };
const HEADING: Style = { weight: 700, size: 12, color: INK };
/** A summary is for reading; the page beside it has the rest. */
const MAX_ENTRIES = 100;

/** The same to print, as a stream: A4, text that can be searched. */
export function copyPdf(content: CopyContent): Readable {
  const doc = openPdf(COPY_WORDS[content.language].title, content.language);
  fill(doc, content).catch((error: unknown) => doc.destroy(error instanceof Error ? error : undefined));
  return doc;
}

/** Setting type takes long: between the entries everybody else gets their turn. */
async function fill(doc: PDFKit.PDFDocument, content: CopyContent): Promise<void> {
  const paper = { doc, language: content.language };
  write(paper, [[COPY_WORDS[content.language].title, { ...HEADING, size: 18 }]]);
  write(paper, [[`${content.clinicName}, ${content.madeOn}`, LABEL]]);
  for (const section of content.sections) await writeSection(paper, section);
  doc.end();
}

type Paper = { readonly doc: PDFKit.PDFDocument; readonly language: Language };

async function writeSection(paper: Paper, { title, entries, total }: Section): Promise<void> {
  const words = COPY_WORDS[paper.language];
  paper.doc.moveDown(1.2);
  write(paper, [[title, HEADING]]);
  if (entries.length === 0) write(paper, [[words.nothing, LABEL]]);
  const shown = entries.slice(0, MAX_ENTRIES);
  for (const facts of shown) {
    await setImmediate();
    writeEntry(paper, facts);
  }
  const more = entries.length - shown.length;
  if (total > entries.length) write(paper, [[words.newest(shown.length, total), LABEL]]);
  else if (more > 0) write(paper, [[words.more(more), LABEL]]);
}

function writeEntry(paper: Paper, facts: readonly Fact[]): void {
  paper.doc.moveDown(0.4);
  write(
    paper,
    facts.flatMap(({ label, value }, at): [string, Style][] => [
      [`${label}: `, LABEL],
      [at === facts.length - 1 ? value : `${value}   `, PLAIN],
    ]),
  );
}

/** One paragraph of differently styled pieces, each cut into what a part of the font can write. */
function write({ doc, language }: Paper, pieces: readonly (readonly [string, Style])[]): void {
  const { elsewhere } = COPY_WORDS[language];
  const runs = pieces.flatMap(([text, style]) =>
    runsOf(text, language, elsewhere).map((run) => ({ ...run, style })),
  );
  for (const [at, { part, text, style }] of runs.entries()) {
    doc.font(`${part} ${style.weight}`).fontSize(style.size).fillColor(style.color);
    doc.text(text, { continued: at < runs.length - 1 });
  }
}
