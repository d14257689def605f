import type { Mail, MailMessage } from '../../server/lib/mail.ts';

export type Mailbox = Mail & {
  readonly messages: MailMessage[];
  /** The newest message to somebody. */
  last(to: string): MailMessage | undefined;
};

/** What the clinic would have sent. */
export function createMailbox(): Mailbox {
  const messages: MailMessage[] = [];
  return {
    messages,
    last: (to) => messages.findLast((message) => message.to === to),
    post: (message) => void messages.push(message),
    close: async () => undefined,
  };
}
