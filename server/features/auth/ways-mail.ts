import type { Language } from '../../../shared/domain/languages.ts';
import { letterText } from '../../lib/letter.ts';
import type { MailMessage } from '../../lib/mail.ts';
import type { Addressee } from './account-mail.ts';

/** What else leads to an account's things, beside its password. */
export type OtherWays = {
  /** How many there were: none works any more. */
  readonly calendars: number;
  readonly hasAuthenticator: boolean;
  /** Their names. */
  readonly passkeys: readonly string[];
};

export type WayIn =
  | { readonly kind: 'authenticator' | 'recoveryCodes' }
  | { readonly kind: 'passkey' | 'calendar'; readonly name: string };

/** A new password is no help against a way in that somebody else has set up: it names those there are. */
export function passwordChangedMail(
  { to, name, clinicName, language }: Addressee,
  { by, ways }: { readonly by: 'change' | 'reset'; readonly ways: OtherWays },
): MailMessage {
  const words = WORDS[language];
  const { calendars, hasAuthenticator, passkeys } = ways;
  const paragraphs = [
    words.changed[by](clinicName),
    ...(calendars === 0 ? [] : [words.calendars]),
    ...(hasAuthenticator ? [words.hasAuthenticator] : []),
    ...(passkeys.length === 0 ? [] : [words.passkeys(passkeys.join(', '))]),
    words.notYou,
  ];
  return {
    to,
    subject: `${clinicName}: ${words.changedSubject}`,
    text: letterText(language, name, paragraphs),
  };
}

/** Of a way in that has just been added. */
export function wayInMail({ to, name, clinicName, language }: Addressee, way: WayIn): MailMessage {
  const words = WORDS[language];
  const { subject, text } = words.added[way.kind](clinicName, 'name' in way ? way.name : '');
  return {
    to,
    subject: `${clinicName}: ${subject}`,
    text: letterText(language, name, [text, words.notYours]),
  };
}

type Words = {
  readonly changedSubject: string;
  readonly changed: Readonly<Record<'change' | 'reset', (clinic: string) => string>>;
  readonly calendars: string;
  readonly hasAuthenticator: string;
  readonly passkeys: (names: string) => string;
  readonly notYou: string;
  readonly added: Readonly<
    Record<
      WayIn['kind'],
      (clinic: string, name: string) => { readonly subject: string; readonly text: string }
    >
  >;
  readonly notYours: string;
};

const ENGLISH: Words = {
  changedSubject: 'your password was changed',
  changed: {
    change: (clinic) =>
      `your password at ${clinic} has just been changed, and every other device was signed out.`,
    reset: (clinic) => `your password at ${clinic} has just been changed, and every device was signed out.`,
  },
  calendars:
    'The calendars that showed your visits no longer do. You can add yours again once you have signed in.',
  hasAuthenticator: 'A code of your authenticator is asked for as before.',
  passkeys: (names) => `These passkeys still sign you in: ${names}. Remove each that is not yours.`,
  notYou: 'If it was not you, tell the front desk at once.',
  added: {
    authenticator: (clinic) => ({
      subject: 'an authenticator was set up',
      text: `an authenticator was just set up for your account at ${clinic}.`,
    }),
    recoveryCodes: (clinic) => ({
      subject: 'new codes on paper were made',
      text: `new codes on paper were just made for your account at ${clinic}.`,
    }),
    passkey: (clinic, name) => ({
      subject: 'a passkey was added',
      text: `the passkey “${name}” was just added to your account at ${clinic}.`,
    }),
    calendar: (clinic, name) => ({
      subject: 'a calendar was added',
      text: `the calendar “${name}” was just given an address that shows your visits at ${clinic}.`,
    }),
  },
  notYours:
    'If it was not you, somebody knows your password: choose another one, remove what is not yours, and tell the front desk at once.',
};

const GERMAN: Words = {
  changedSubject: 'Ihr Passwort wurde geändert',
  changed: {
    change: (clinic) =>
      `Ihr Passwort bei ${clinic} wurde soeben geändert, und alle anderen Geräte wurden abgemeldet.`,
    reset: (clinic) => `Ihr Passwort bei ${clinic} wurde soeben geändert, und alle Geräte wurden abgemeldet.`,
  },
  calendars:
    'Die Kalender, die Ihre Termine gezeigt haben, tun das nicht mehr. Nach der Anmeldung können Sie Ihre eigenen wieder hinzufügen.',
  hasAuthenticator: 'Nach einem Code Ihrer Authenticator-App werden Sie wie bisher gefragt.',
  passkeys: (names) =>
    `Diese Passkeys melden Sie weiterhin an: ${names}. Entfernen Sie jeden, der nicht von Ihnen ist.`,
  notYou: 'Wenn Sie das nicht waren, sagen Sie bitte sofort am Empfang Bescheid.',
  added: {
    authenticator: (clinic) => ({
      subject: 'eine Authenticator-App wurde eingerichtet',
      text: `für Ihr Konto bei ${clinic} wurde soeben eine Authenticator-App eingerichtet.`,
    }),
    recoveryCodes: (clinic) => ({
      subject: 'neue Codes auf Papier wurden erstellt',
      text: `für Ihr Konto bei ${clinic} wurden soeben neue Codes auf Papier erstellt.`,
    }),
    passkey: (clinic, name) => ({
      subject: 'ein Passkey wurde hinzugefügt',
      text: `zu Ihrem Konto bei ${clinic} wurde soeben der Passkey „${name}“ hinzugefügt.`,
    }),
    calendar: (clinic, name) => ({
      subject: 'ein Kalender wurde hinzugefügt',
      text: `der Kalender „${name}“ hat soeben eine Adresse bekommen, die Ihre Termine bei ${clinic} zeigt.`,
    }),
  },
  notYours:
    'Wenn Sie das nicht waren, kennt jemand Ihr Passwort: Wählen Sie ein neues, entfernen Sie, was nicht von Ihnen ist, und sagen Sie bitte sofort am Empfang Bescheid.',
};

const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, de: GERMAN };
