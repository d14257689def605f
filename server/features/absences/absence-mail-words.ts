import type { Language } from '../../../shared/domain/languages.ts';

/** When and with whom, and never why: `from` and `to` are moments in the reader's own writing. */
type AbsenceMailWords = {
  readonly movedSubject: (clinicName: string) => string;
  readonly cancelledSubject: (clinicName: string) => string;
  readonly cancelled: (from: string, doctor: string) => string;
  readonly moved: (from: string, to: string, doctor: string) => string;
  readonly end: string;
};

const ENGLISH: AbsenceMailWords = {
  movedSubject: (clinic) => `${clinic}: your visit was moved`,
  cancelledSubject: (clinic) => `${clinic}: your visit cannot take place`,
  cancelled: (from, doctor) => `Your visit on ${from}, ${doctor}, cannot take place.`,
  moved: (from, to, doctor) =>
    `Your visit on ${from} cannot take place as planned. It is now:\n${to}, ${doctor}`,
  end: 'If that does not suit you, please call the front desk or choose another time in the portal.',
};

const GERMAN: AbsenceMailWords = {
  movedSubject: (clinic) => `${clinic}: Ihr Termin wurde verschoben`,
  cancelledSubject: (clinic) => `${clinic}: Ihr Termin kann nicht stattfinden`,
  cancelled: (from, doctor) => `Ihr Termin am ${from} bei ${doctor} kann nicht stattfinden.`,
  moved: (from, to, doctor) =>
    `Ihr Termin am ${from} kann nicht wie geplant stattfinden. Er ist jetzt am:\n${to}, ${doctor}`,
  end: 'Wenn Ihnen das nicht passt, rufen Sie bitte am Empfang an oder wählen Sie im Portal eine andere Zeit.',
};

export const ABSENCE_MAIL_WORDS: Readonly<Record<Language, AbsenceMailWords>> = { en: ENGLISH, de: GERMAN };
