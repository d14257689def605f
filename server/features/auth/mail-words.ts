import type { Language } from '../../../shared/domain/languages.ts';

type Letter = { readonly subject: string; readonly paragraphs: readonly string[] };
type Write = (clinicName: string, secret: string) => Letter;

/** What the server writes of accounts. No clinical word, and no secret but the one the mail is for. */
type MailWords = {
  /** With the link; good for an hour. */
  readonly reset: Write;
  /** With the code; good for 15 minutes. */
  readonly emailCode: Write;
  /** With the link; good for an hour. */
  readonly registration: Write;
  /** To whom the address belongs, when somebody else wanted to sign in with it. */
  readonly addressInUse: Write;
  /** To the address that no longer signs in. */
  readonly emailChanged: Write;
  /** With the link; good for a week. */
  readonly invitation: Write;
};
export type AccountMail = keyof MailWords;

const ENGLISH: MailWords = {
  reset: (clinic, link) => ({
    subject: `${clinic}: a new password`,
    paragraphs: [
      `somebody, probably you, has asked for a new password at ${clinic}. Choose it here within an hour:`,
      link,
      'If it was not you, do nothing: the password stays as it is.',
    ],
  }),
  emailCode: (clinic, code) => ({
    subject: `${clinic}: your code`,
    paragraphs: [
      `this code confirms your e-mail address at ${clinic}. It is good for 15 minutes:`,
      code,
      'If you have not asked for it, do nothing.',
    ],
  }),
  registration: (clinic, link) => ({
    subject: `${clinic}: open your account`,
    paragraphs: [
      `somebody, probably you, has asked for an account at ${clinic} with this e-mail address. Open it here within an hour:`,
      link,
      'The password you have chosen is asked for there. If it was not you, do nothing: no account is made.',
    ],
  }),
  addressInUse: (clinic) => ({
    subject: `${clinic}: your address`,
    paragraphs: [
      `somebody has asked to sign in at ${clinic} with this e-mail address, which is yours already. Nothing has changed.`,
      'If it was you, sign in with it, or ask for a new password; with a second account the front desk can help.',
    ],
  }),
  emailChanged: (clinic) => ({
    subject: `${clinic}: another address signs you in`,
    paragraphs: [
      `from now on you sign in at ${clinic} with another e-mail address; this one is no longer used.`,
      'If it was not you, tell the front desk at once.',
    ],
  }),
  invitation: (clinic, link) => ({
    subject: `${clinic}: your account`,
    paragraphs: [`${clinic} has made an account for you. Choose your password here within a week:`, link],
  }),
};

const GERMAN: MailWords = {
  reset: (clinic, link) => ({
    subject: `${clinic}: Ihr neues Passwort`,
    paragraphs: [
      `jemand, vermutlich Sie, hat bei ${clinic} ein neues Passwort angefordert. Wählen Sie es innerhalb einer Stunde hier:`,
      link,
      'Wenn Sie das nicht waren, müssen Sie nichts tun: Das Passwort bleibt, wie es ist.',
    ],
  }),
  emailCode: (clinic, code) => ({
    subject: `${clinic}: Ihr Code`,
    paragraphs: [
      `dieser Code bestätigt Ihre E-Mail-Adresse bei ${clinic}. Er gilt 15 Minuten:`,
      code,
      'Wenn Sie ihn nicht angefordert haben, müssen Sie nichts tun.',
    ],
  }),
  registration: (clinic, link) => ({
    subject: `${clinic}: Ihr Konto öffnen`,
    paragraphs: [
      `jemand, vermutlich Sie, hat bei ${clinic} mit dieser E-Mail-Adresse ein Konto angefordert. Öffnen Sie es innerhalb einer Stunde hier:`,
      link,
      'Dort werden Sie nach dem Passwort gefragt, das Sie gewählt haben. Wenn Sie das nicht waren, müssen Sie nichts tun: Es wird kein Konto angelegt.',
    ],
  }),
  addressInUse: (clinic) => ({
    subject: `${clinic}: Ihre Adresse`,
    paragraphs: [
      `jemand wollte sich bei ${clinic} mit dieser E-Mail-Adresse anmelden, die schon zu Ihrem Konto gehört. Es hat sich nichts geändert.`,
      'Wenn Sie das waren, melden Sie sich damit an, oder fordern Sie ein neues Passwort an; bei einem zweiten Konto hilft Ihnen der Empfang weiter.',
    ],
  }),
  emailChanged: (clinic) => ({
    subject: `${clinic}: Anmeldung mit einer anderen Adresse`,
    paragraphs: [
      `ab jetzt melden Sie sich bei ${clinic} mit einer anderen E-Mail-Adresse an; diese wird nicht mehr verwendet.`,
      'Wenn Sie das nicht waren, sagen Sie bitte sofort am Empfang Bescheid.',
    ],
  }),
  invitation: (clinic, link) => ({
    subject: `${clinic}: Ihr Konto`,
    paragraphs: [
      `${clinic} hat ein Konto für Sie angelegt. Wählen Sie Ihr Passwort innerhalb einer Woche hier:`,
      link,
    ],
  }),
};

export const MAIL_WORDS: Readonly<Record<Language, MailWords>> = { en: ENGLISH, de: GERMAN };
