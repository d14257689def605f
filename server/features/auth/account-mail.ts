import type { Language } from '../../../shared/domain/languages.ts';
import { letterText } from '../../lib/letter.ts';
import type { MailMessage } from '../../lib/mail.ts';
import { type AccountMail, MAIL_WORDS } from './mail-words.ts';

export type Addressee = {
  readonly to: string;
  /** Null where nobody has shown yet whose name it is: a letter of the clinic's carries no stranger's words. */
  readonly name: string | null;
  readonly clinicName: string;
  readonly language: Language;
};

/** In the language of whom it goes to. `secret` is the link or the code of those that carry one. */
export function accountMail(addressee: Addressee, kind: AccountMail, secret = ''): MailMessage {
  const { to, name, clinicName, language } = addressee;
  const { subject, paragraphs } = MAIL_WORDS[language][kind](clinicName, secret);
  return { to, subject, text: letterText(language, name, paragraphs) };
}
