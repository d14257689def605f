import { encode } from 'uqr';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { openPdf, writeCell } from '../../lib/pdf.ts';
import { wholeOf } from './day-sheet-pdf.ts';
import { longDay, shortDay } from '../../lib/written-time.ts';
import { LINE, type PaperClinic, sortedName, STYLES, timeAt } from './paper-page.ts';
import { PAPER_WORDS, type PaperWords } from './paper-words.ts';

export type Slip = {
  readonly clinic: PaperClinic & { readonly lateCancelHours: number };
  readonly visit: AppointmentDto;
  readonly doctorName: string;
  /** With which the patient says at the entrance that they are here. */
  readonly code: string;
};

const MARGIN = 36;
/** In points; 28 mm are read at arm's length. */
const CODE_SIZE = 80;
const CODE_WORDS = 18;

/** A5: the patient's way through the house, ticked off station by station. */
export function routingSlipPdf({ clinic, visit, doctorName }: Slip): Promise<Buffer> {
  const { language } = clinic;
  const words = PAPER_WORDS[language];
  const doc = openPdf(words.routingSlip, language, { size: 'A5', margin: MARGIN });
  const done = wholeOf(doc);
  const write = writerOn(doc);
  const { patient } = visit;
  const day = longDay(civilDateOf(visit.startsAt as Instant, clinic.timeZone), language);
  write(words.routingSlip, 'label', 14);
  write(sortedName(patient), 'title', 22);
  write(
    [words.born(shortDay(patient.birthDate, language)), words.chart(patient.chartNumber)].join('  ·  '),
    'plain',
    22,
  );
  write(`${day}, ${timeAt(visit.startsAt, clinic)}`, 'heading', 16);
  write([doctorName, visit.room?.name, visit.type.name].filter(Boolean).join('  ·  '), 'plain', 26);
  let y = write('', 'plain', 0);
  const width = doc.page.width - 2 * MARGIN;
  for (const name of words.stations) {
    doc
      .rect(MARGIN, y + 6, 12, 12)
      .lineWidth(0.8)
      .strokeColor('#1d2530')
      .stroke();
    writeCell(doc, name, { x: MARGIN + 22, y: y + 6, width: 120, style: STYLES.heading });
    writeCell(doc, words.by, { x: MARGIN + 160, y: y + 8, width: 60, style: STYLES.soft });
    y += 34;
    doc
      .moveTo(MARGIN, y - 4)
      .lineTo(MARGIN + width, y - 4)
      .lineWidth(0.5)
      .strokeColor(LINE)
      .stroke();
  }
  writeCell(doc, clinic.clinicName, { x: MARGIN, y: y + 12, width, style: STYLES.soft });
  doc.end();
  return done;
}

/** A6 lying down: when, with whom and where; it names no kind of visit, for it lies about. */
export function appointmentCardPdf({ clinic, visit, doctorName, code }: Slip): Promise<Buffer> {
  const { language } = clinic;
  const words = PAPER_WORDS[language];
  const doc = openPdf(words.appointmentCard, language, { size: 'A6', layout: 'landscape', margin: MARGIN });
  const done = wholeOf(doc);
  const write = writerOn(doc);
  write(clinic.clinicName, 'heading', 22);
  write(words.appointmentCard, 'label', 14);
  write(`${visit.patient.givenName} ${visit.patient.familyName}`, 'plain', 22);
  write(longDay(civilDateOf(visit.startsAt as Instant, clinic.timeZone), language), 'title', 22);
  write(words.at(timeAt(visit.startsAt, clinic)), 'large', 32);
  write(words.with(doctorName), 'plain', 14);
  if (visit.room !== null) write(words.room(visit.room.name), 'plain', 18);
  write(words.cancelBy(clinic.lateCancelHours), 'soft', 14);
  drawCode(doc, code, words);
  doc.end();
  return done;
}

/** Low on the right: for a reader at the entrance, and below it for fingers. */
function drawCode(doc: PDFKit.PDFDocument, code: string, words: PaperWords): void {
  const { data, size } = encode(code, { border: 0 });
  const x = doc.page.width - MARGIN - CODE_SIZE;
  const y = doc.page.height - MARGIN - CODE_SIZE - CODE_WORDS;
  const dot = CODE_SIZE / size;
  data.forEach((row, line) =>
    row.forEach((isDark, column) => {
      if (isDark) doc.rect(x + column * dot, y + line * dot, dot, dot);
    }),
  );
  doc.fill('#000000');
  writeCell(doc, words.atEntrance, { x, y: y - 14, width: CODE_SIZE, style: STYLES.soft });
  writeCell(doc, code, { x, y: y + CODE_SIZE + 4, width: CODE_SIZE, style: STYLES.heading });
}

/** Lines from the top down; each returns where the next one stands. */
function writerOn(
  doc: PDFKit.PDFDocument,
): (text: string, style: keyof typeof STYLES, below: number) => number {
  let y = MARGIN;
  const width = doc.page.width - 2 * MARGIN;
  return (text, style, below) => {
    writeCell(doc, text, { x: MARGIN, y, width, style: STYLES[style] });
    y += below;
    return y;
  };
}
