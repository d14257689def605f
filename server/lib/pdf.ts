import PDFDocument from 'pdfkit';
import { isLanguage, type Language } from '../../shared/domain/languages.ts';
import { FONT_PARTS, fontFile, runsOf } from './pdf-fonts.ts';

export type PdfWeight = 400 | 700;
export type PdfStyle = { readonly weight: PdfWeight; readonly size: number; readonly color: string };

const MARGIN = 50;

/** A document whose text can be searched, with every part of the font named as `runsOf` names it. */
export function openPdf(
  title: string,
  language: Language,
  options: Omit<PDFKit.PDFDocumentOptions, 'info' | 'lang'> = {},
): PDFKit.PDFDocument {
  const doc = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    ...options,
    info: { Title: title, Producer: 'MedLink', Creator: 'MedLink' },
    lang: language,
  });
  for (const part of FONT_PARTS) {
    for (const weight of [400, 700] as const) doc.registerFont(`${part} ${weight}`, fontFile(part, weight));
  }
  return doc;
}

type Cell = { readonly x: number; readonly y: number; readonly width: number };

/** One line at a place, cut off with dots where it is too long for its width. */
export function writeCell(doc: PDFKit.PDFDocument, text: string, at: Cell & { style: PdfStyle }): void {
  const { style } = at;
  let x = at.x;
  const end = at.x + at.width;
  for (const run of runsOf(text, languageOf(doc))) {
    doc.font(`${run.part} ${style.weight}`).fontSize(style.size).fillColor(style.color);
    const fits = fitting(doc, run.text, end - x);
    if (fits === '') return;
    doc.text(fits, x, at.y, { lineBreak: false });
    x += doc.widthOfString(fits);
    if (fits !== run.text) return;
  }
}

function languageOf({ options }: PDFKit.PDFDocument): Language {
  return isLanguage(options.lang) ? options.lang : 'en';
}

function fitting(doc: PDFKit.PDFDocument, text: string, width: number): string {
  if (doc.widthOfString(text) <= width) return text;
  const letters = Array.from(text);
  while (letters.length > 0 && doc.widthOfString(`${letters.join('')}…`) > width) letters.pop();
  return letters.length === 0 ? '' : `${letters.join('').trimEnd()}…`;
}
