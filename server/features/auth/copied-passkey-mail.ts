import type { Language } from '../../../shared/domain/languages.ts';
import { letterText } from '../../lib/letter.ts';
import type { MailMessage } from '../../lib/mail.ts';
import type { Addressee } from './account-mail.ts';

/** To the one whose passkey it was. */
export function passkeyCopiedMail(to: Addressee, passkey: string): MailMessage {
  const words = WORDS[to.language];
  return letter(to, words.subject, words.own(to.clinicName, passkey));
}

/** To an admin, who may have to help. */
export function passkeyCopiedNotice(to: Addressee, person: string): MailMessage {
  const words = WORDS[to.language];
  return letter(to, words.noticeSubject(person), words.notice(to.clinicName, person));
}

function letter(
  { to, name, clinicName, language }: Addressee,
  subject: string,
  paragraphs: readonly string[],
): MailMessage {
  return { to, subject: `${clinicName}: ${subject}`, text: letterText(language, name, paragraphs) };
}

type Words = {
  readonly subject: string;
  readonly own: (clinic: string, passkey: string) => readonly string[];
  readonly noticeSubject: (person: string) => string;
  readonly notice: (clinic: string, person: string) => readonly string[];
};

const ENGLISH: Words = {
  subject: 'your passkey was copied',
  own: (clinic, passkey) => [
    `there are two of the passkey “${passkey}” of your account at ${clinic}: somebody has a copy. Neither signs in any more, and what either had signed in was signed out.`,
    'Sign in with your password and a code. Then add a new passkey, and remove this one from the list of yours.',
    'Tell your administrator which device it was on, and look whether anything was done in your name.',
  ],
  noticeSubject: (person) => `a passkey of ${person} was copied`,
  notice: (clinic, person) => [
    `somebody has a copy of a passkey of ${person} at ${clinic}. Neither of the two signs in any more, and what either had signed in was signed out.`,
    `${person} was told to sign in with password and code and to add a new passkey. Without codes it takes you: “Take second factor and passkeys off”, under “People”.`,
    'The audit trail shows what was done in their name, and from where.',
  ],
};

const GERMAN: Words = {
  subject: 'Ihr Passkey wurde kopiert',
  own: (clinic, passkey) => [
    `den Passkey „${passkey}“ Ihres Kontos bei ${clinic} gibt es zweimal: Jemand hat eine Kopie. Mit keinem von beiden kommt man noch hinein, und was mit ihnen angemeldet war, wurde abgemeldet.`,
    'Melden Sie sich mit Passwort und Code an. Fügen Sie dann einen neuen Passkey hinzu, und entfernen Sie diesen aus der Liste der Ihren.',
    'Sagen Sie Ihrer Verwaltung, auf welchem Gerät er war, und sehen Sie nach, ob etwas in Ihrem Namen getan wurde.',
  ],
  noticeSubject: (person) => `ein Passkey von ${person} wurde kopiert`,
  notice: (clinic, person) => [
    `jemand hat eine Kopie eines Passkeys von ${person} bei ${clinic}. Mit keinem von beiden kommt man noch hinein, und was mit ihnen angemeldet war, wurde abgemeldet.`,
    `${person} wurde gebeten, sich mit Passwort und Code anzumelden und einen neuen Passkey hinzuzufügen. Ohne Codes braucht es Sie: „Zweiten Faktor und Passkeys entfernen“ unter „Personen“.`,
    'Das Protokoll zeigt, was in diesem Namen getan wurde, und von wo.',
  ],
};

const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, de: GERMAN };
