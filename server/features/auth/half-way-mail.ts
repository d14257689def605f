import type { Language } from '../../../shared/domain/languages.ts';
import { letterText } from '../../lib/letter.ts';
import type { MailMessage } from '../../lib/mail.ts';
import type { Addressee } from './account-mail.ts';

/** To the one whose password somebody knows. */
export function halfWayMail({ to, name, clinicName, language }: Addressee): MailMessage {
  const { subject, paragraphs } = WORDS[language];
  return {
    to,
    subject: `${clinicName}: ${subject}`,
    text: letterText(language, name, paragraphs(clinicName)),
  };
}

type Words = { readonly subject: string; readonly paragraphs: (clinic: string) => readonly string[] };

const ENGLISH: Words = {
  subject: 'somebody knows your password',
  paragraphs: (clinic) => [
    `your password at ${clinic} was entered several times today, and what has to follow it was not. Nobody has come in this way.`,
    'If it was not you, somebody knows your password: choose another one, and tell your administrator.',
  ],
};

const GERMAN: Words = {
  subject: 'jemand kennt Ihr Passwort',
  paragraphs: (clinic) => [
    `Ihr Passwort bei ${clinic} wurde heute mehrmals eingegeben, und was darauf folgen muss, nicht. Hineingekommen ist so niemand.`,
    'Wenn Sie das nicht waren, kennt jemand Ihr Passwort: Wählen Sie ein neues, und sagen Sie Ihrer Verwaltung Bescheid.',
  ],
};

const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, de: GERMAN };
