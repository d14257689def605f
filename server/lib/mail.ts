import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import type { Logger } from './logger.ts';

export type MailMessage = { readonly to: string; readonly subject: string; readonly text: string };

export type Mail = {
  /** Answers at once; the message leaves by itself. What fails is logged, without the message. */
  post(message: MailMessage): void;
  /** Waits for what is under way. */
  close(): Promise<void>;
};

export type MailOptions = { readonly smtpUrl: string; readonly from: string; readonly logger: Logger };

const CONNECT_TIMEOUT_MS = 10_000;

/** Sends over the clinic's own SMTP server. Nobody waits for it: an answer must not tell by its time whether a mail was due. */
export function createMail({ smtpUrl, from, logger }: MailOptions): Mail {
  const transport = createTransport(
    {
      url: smtpUrl,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      greetingTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: CONNECT_TIMEOUT_MS,
      requireTLS: !isHere(smtpUrl),
    },
    { from },
  );
  const underWay = new Set<Promise<unknown>>();
  return {
    post(message) {
      const sending = transport
        .sendMail(message)
        .catch((error: unknown) => logger.error({ err: error }, 'a mail could not be sent'))
        .finally(() => underWay.delete(sending));
      underWay.add(sending);
    },
    close: async () => {
      await Promise.all(underWay);
      transport.close();
    },
  };
}

/**
 * Letters hold links that open accounts: to another computer they leave encrypted, or not at all. What the address
 * itself asks for, such as `?requireTLS=false`, comes before that.
 */
function isHere(smtpUrl: string): boolean {
  const { hostname } = new URL(smtpUrl);
  const isLoopback = isIP(hostname) === 4 && hostname.startsWith('127.');
  return hostname === 'localhost' || hostname === '[::1]' || isLoopback;
}
