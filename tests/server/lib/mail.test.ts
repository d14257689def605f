import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../../server/lib/logger.ts';
import { createMail } from '../../../server/lib/mail.ts';

let server: SMTPServer;
let received: { from: string; to: string[]; text: string }[];

beforeEach(async () => {
  received = [];
  server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        received.push({
          from,
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise<void>((resolve) => server.close(resolve)));

function mailTo(port: number) {
  const smtpUrl = `smtp://127.0.0.1:${port}`;
  return createMail({ smtpUrl, from: 'desk@clinic.test', logger: createLogger('silent') });
}

describe('a mail', () => {
  it('leaves by the clinic’s own server; closing waits for it', async () => {
    const mail = mailTo((server.server.address() as AddressInfo).port);
    mail.post({ to: 'lena@example.org', subject: 'A new password', text: 'Open this link.' });
    await mail.close();

    expect(received).toMatchObject([{ from: 'desk@clinic.test', to: ['lena@example.org'] }]);
    expect(received[0]?.text).toContain('Subject: A new password');
    expect(received[0]?.text).toContain('Open this link.');
  });

  it('leaves in clear to this computer alone, unless the clinic says otherwise', async () => {
    const { port } = server.server.address() as AddressInfo;
    const send = async (query: string) => {
      // This computer under a name that does not say so.
      const smtpUrl = `smtp://[::ffff:127.0.0.1]:${port}${query}`;
      const mail = createMail({ smtpUrl, from: 'desk@clinic.test', logger: createLogger('silent') });
      mail.post({ to: 'lena@example.org', subject: 'A new password', text: 'Open this link.' });
      await mail.close();
    };
    await send('');
    expect(received).toEqual([]);
    await send('?requireTLS=false');
    expect(received).toHaveLength(1);
  });

  it('that cannot be sent ends nothing', async () => {
    const mail = mailTo(1);
    mail.post({ to: 'lena@example.org', subject: 'A new password', text: 'Open this link.' });

    await expect(mail.close()).resolves.toBeUndefined();
    expect(received).toEqual([]);
  });
});
