import { type Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';

export type Sent = {
  readonly method?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer;
  readonly agent?: Agent | false;
};

export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

/** A request as plain node:http sends it, with headers no browser would let a page set. */
export function send(url: string, sent: Sent = {}): Promise<Reply> {
  const { method = 'GET', headers = {}, body, agent = false } = sent;
  return new Promise((resolve, reject) => {
    // Node leaves the length of a DELETE's body out.
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const call = httpRequest(url, { method, headers: { ...length, ...headers }, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    call.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: '' });
    });
    call.on('error', reject);
    call.end(body);
  });
}

const QUIET_MS = 5_000;

/** Bytes as they are, and what comes back until the server closes or is quiet for long. */
export function sendBytes(url: string, bytes: string | Buffer): Promise<Reply> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname.replace(/[[\]]/g, ''), () => socket.write(bytes));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.setTimeout(QUIET_MS, () => socket.destroy());
    // A server that cuts the line may do so while it is written to.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(readReply(Buffer.concat(chunks).toString('latin1'))));
  });
}

function readReply(text: string): Reply {
  const [head = '', body = ''] = text.split('\r\n\r\n', 2);
  const [first = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
  return { status: Number(first.split(' ')[1] ?? 0), headers, body };
}
