import type { MailMessage } from '../../lib/mail.ts';

type To = { readonly to: string; readonly name: string; readonly clinicName: string };

/** What the server itself writes to people. No clinical word, and no secret but the one the mail is for. */
export function resetMail({ to, name, clinicName }: To, link: string): MailMessage {
  return {
    to,
    subject: `${clinicName}: a new password`,
    text: letter(name, [
      `somebody, probably you, has asked for a new password at ${clinicName}. Choose it here within an hour:`,
      link,
      'If it was not you, do nothing: the password stays as it is.',
    ]),
  };
}

export function passwordChangedMail({ to, name, clinicName }: To): MailMessage {
  return {
    to,
    subject: `${clinicName}: your password was changed`,
    text: letter(name, [
      `your password at ${clinicName} has just been changed, and every device was signed out.`,
      'If it was not you, tell the front desk at once.',
    ]),
  };
}

export function emailCodeMail({ to, name, clinicName }: To, code: string): MailMessage {
  return {
    to,
    subject: `${clinicName}: your code`,
    text: letter(name, [
      `this code confirms your e-mail address at ${clinicName}. It is good for 15 minutes:`,
      code,
      'If you have not asked for it, do nothing.',
    ]),
  };
}

/** To whom the address belongs, when somebody else wanted to sign in with it. */
export function addressInUseMail({ to, name, clinicName }: To): MailMessage {
  return {
    to,
    subject: `${clinicName}: your address`,
    text: letter(name, [
      `somebody has asked to sign in at ${clinicName} with this e-mail address, which is yours already. Nothing has changed.`,
      'If it was you, with a second account, the front desk can help.',
    ]),
  };
}

/** To the address that no longer signs in. */
export function emailChangedMail({ to, name, clinicName }: To): MailMessage {
  return {
    to,
    subject: `${clinicName}: another address signs you in`,
    text: letter(name, [
      `from now on you sign in at ${clinicName} with another e-mail address; this one is no longer used.`,
      'If it was not you, tell the front desk at once.',
    ]),
  };
}

export function invitationMail({ to, name, clinicName }: To, link: string): MailMessage {
  return {
    to,
    subject: `${clinicName}: your account`,
    text: letter(name, [
      `${clinicName} has made an account for you. Choose your password here within a week:`,
      link,
    ]),
  };
}

function letter(name: string, paragraphs: readonly string[]): string {
  return [`Hello ${name},`, ...paragraphs, ''].join('\n\n');
}
