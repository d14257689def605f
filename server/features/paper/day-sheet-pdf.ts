import { setImmediate } from 'node:timers/promises';
import type { AppointmentDto, DayColumn } from '../../../shared/contracts/appointments.ts';
import { type SheetRow, sheetRows } from '../../../shared/domain/day-sheet.ts';
import { openPdf, writeCell } from '../../lib/pdf.ts';
import { longDay, shortDay } from '../../lib/written-time.ts';
import { LINE, type PaperClinic, SHADE, sortedName, STYLES, timeAt } from './paper-page.ts';
import { PAPER_WORDS, type PaperWords, type SheetColumn } from './paper-words.ts';

export type DaySheet = {
  readonly clinic: PaperClinic;
  readonly day: string;
  readonly madeAt: string;
  readonly isClosure: boolean;
  readonly columns: readonly DayColumn[];
};

const MARGIN = 36;
const ROW = 18;
const HEAD = 42;
const FOOT = 24;
/** Points on A4 lying down; together the width between the margins. */
const COLUMNS = [
  { key: 'time', width: 70 },
  { key: 'patient', width: 150 },
  { key: 'birth', width: 66 },
  { key: 'chart', width: 44 },
  { key: 'phone', width: 96 },
  { key: 'type', width: 112 },
  { key: 'room', width: 62 },
  { key: 'status', width: 62 },
  { key: 'notes', width: 108 },
] as const satisfies readonly { key: SheetColumn; width: number }[];

/** The day on paper, each doctor from the top of a page: a doctor takes the own pages along. */
export async function daySheetPdf(sheet: DaySheet): Promise<Buffer> {
  const words = PAPER_WORDS[sheet.clinic.language];
  const doc = openPdf(`${words.daySheet} ${sheet.day}`, sheet.clinic.language, {
    layout: 'landscape',
    margin: MARGIN,
    bufferPages: true,
    autoFirstPage: false,
  });
  const done = wholeOf(doc);
  const shown = sheet.columns.map((column) => ({ column, rows: sheetRows(column) }));
  const working = shown.filter(({ rows }) => rows.length > 0);
  if (working.length === 0) {
    beginPage(doc, sheet, undefined);
    const why = sheet.isClosure ? words.closed : words.nobody;
    writeCell(doc, why, { x: MARGIN, y: MARGIN + HEAD, width: widthOf(doc), style: STYLES.plain });
  }
  for (const { column, rows } of working) {
    await setImmediate();
    writeColumn(doc, sheet, { column, rows });
  }
  numberPages(doc, words);
  doc.end();
  return done;
}

type Column = { readonly column: DayColumn; readonly rows: readonly SheetRow<AppointmentDto>[] };

function writeColumn(doc: PDFKit.PDFDocument, sheet: DaySheet, { column, rows }: Column): void {
  let y = beginPage(doc, sheet, column);
  for (const row of rows) {
    if (y + ROW > doc.page.height - MARGIN - FOOT) y = beginPage(doc, sheet, column);
    writeRow(doc, { row, y, clinic: sheet.clinic });
    y += ROW;
  }
}

/** Returns where the first line goes. */
function beginPage(doc: PDFKit.PDFDocument, sheet: DaySheet, column: DayColumn | undefined): number {
  const { clinic } = sheet;
  const words = PAPER_WORDS[clinic.language];
  doc.addPage();
  const width = widthOf(doc);
  const title = column?.doctorName ?? words.daySheet;
  writeCell(doc, title, { x: MARGIN, y: MARGIN, width: width / 2, style: STYLES.title });
  const under = [clinic.clinicName, longDay(sheet.day, clinic.language), column?.room?.name]
    .filter(Boolean)
    .join('  ·  ');
  writeCell(doc, under, { x: MARGIN, y: MARGIN + 20, width: width - 160, style: STYLES.soft });
  const asOf = words.madeAt(timeAt(sheet.madeAt, clinic));
  writeCell(doc, asOf, { x: MARGIN + width - 150, y: MARGIN + 20, width: 150, style: STYLES.soft });
  if (column === undefined) return MARGIN + HEAD;
  let x = MARGIN;
  for (const { key, width: wide } of COLUMNS) {
    const at = { x: x + 3, y: MARGIN + HEAD, width: wide - 6 };
    writeCell(doc, words.columns[key], { ...at, style: STYLES.label });
    x += wide;
  }
  const y = MARGIN + HEAD + 14;
  ruleAt(doc, y);
  return y;
}

type RowAt = {
  readonly row: SheetRow<AppointmentDto>;
  readonly y: number;
  readonly clinic: PaperClinic;
};

function writeRow(doc: PDFKit.PDFDocument, { row, y, clinic }: RowAt): void {
  if (row.kind !== 'visit') doc.rect(MARGIN, y, widthOf(doc), ROW).fill(SHADE);
  const words = PAPER_WORDS[clinic.language];
  const cells = row.kind === 'visit' ? visitCells(row.visit, clinic) : { patient: words[row.kind] };
  const time = `${timeAt(row.start, clinic)} – ${timeAt(row.end, clinic)}`;
  let x = MARGIN;
  for (const { key, width } of COLUMNS) {
    const text = key === 'time' ? time : (cells[key] ?? '');
    const isStrong = row.kind === 'visit' && (key === 'patient' || key === 'time');
    const style = row.kind !== 'visit' ? STYLES.soft : isStrong ? STYLES.strong : STYLES.plain;
    if (text !== '') writeCell(doc, text, { x: x + 3, y: y + 3, width: width - 6, style });
    x += width;
  }
  ruleAt(doc, y + ROW);
}

function visitCells(visit: AppointmentDto, { language }: PaperClinic): Partial<Record<SheetColumn, string>> {
  const { patient } = visit;
  const words = PAPER_WORDS[language];
  return {
    patient: sortedName(patient),
    birth: shortDay(patient.birthDate, language),
    chart: String(patient.chartNumber),
    phone: patient.phone ?? '',
    type: visit.type.name,
    room: visit.room?.name ?? '',
    status: words.status[visit.status],
    notes: flagsOf(visit, words).join(', '),
  };
}

/** Nothing clinical: a sheet lies about. */
function flagsOf(visit: AppointmentDto, { flags }: PaperWords): string[] {
  return [
    visit.urgency === 'emergency' && flags.emergency,
    visit.urgency === 'high' && flags.urgent,
    visit.isFirstVisit && flags.first,
    visit.needsInterpreter && flags.interpreter,
    visit.isOverride && flags.override,
    visit.hasNote && flags.note,
  ].filter((flag) => flag !== false);
}

function numberPages(doc: PDFKit.PDFDocument, words: PaperWords): void {
  const { start, count } = doc.bufferedPageRange();
  for (let at = start; at < start + count; at++) {
    doc.switchToPage(at);
    const place = { x: MARGIN, y: doc.page.height - MARGIN - 12, width: 200 };
    writeCell(doc, words.page(at + 1, count), { ...place, style: STYLES.soft });
  }
}

function ruleAt(doc: PDFKit.PDFDocument, y: number): void {
  doc
    .moveTo(MARGIN, y)
    .lineTo(MARGIN + widthOf(doc), y)
    .lineWidth(0.5)
    .strokeColor(LINE)
    .stroke();
}

function widthOf(doc: PDFKit.PDFDocument): number {
  return doc.page.width - 2 * MARGIN;
}

export function wholeOf(doc: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.once('end', () => resolve(Buffer.concat(parts)));
    doc.once('error', reject);
  });
}
