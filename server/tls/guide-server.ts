import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { rawAnswer } from '../wire/front-door.ts';
import { AUTHORITY_HEADERS, AUTHORITY_PATH } from './authority-file.ts';
import type { Certificates } from './certificates.ts';
import { GUIDE_STYLE, guidePage, STYLE_PATH } from './guide-page.ts';

const MAX_HEADER_BYTES = 16 * 1024;
/** A page of its own, without a script; the certificate is saved from it. */
const PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * What plain HTTP from the network gets to see, whatever it asks for: how to come by TLS, and the certificate to
 * trust. It reads nothing of the clinic and takes nothing in. Whose name is asked for, the front door judges.
 */
export function createGuide({ authorityPem, fingerprint }: Certificates): Server {
  const guide = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response);
    const [path] = (request.url ?? '').split('?');
    if (path === AUTHORITY_PATH) {
      return send(request, response, { body: authorityPem, headers: AUTHORITY_HEADERS });
    }
    if (path === STYLE_PATH)
      return send(request, response, { body: GUIDE_STYLE, headers: { 'content-type': 'text/css' } });
    const body = guidePage({
      host: request.headers.host ?? '',
      fingerprint,
      wanted: request.headers['accept-language'] ?? '',
    });
    const headers = { 'content-security-policy': PAGE_POLICY, 'content-type': 'text/html; charset=utf-8' };
    // A person at an old address reads the same page; a program learns that nothing is there.
    return send(request, response, { status: path === '/' ? 200 : 404, body, headers });
  });
  guide.on('upgrade', (_request, socket) => socket.end(rawAnswer(403, '')));
  return guide;
}

type Answer = {
  readonly status?: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
};

function send({ method }: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const { status = 200, body, headers } = answer;
  response.writeHead(status, {
    ...headers,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  });
  response.end(method === 'HEAD' ? undefined : body);
}

/** Not led on to TLS: what was sent in the clear must not look as if it had gone well. */
function refuse(response: ServerResponse): void {
  response.writeHead(403, { 'content-type': 'text/plain', connection: 'close' });
  response.end('Only over TLS.\n');
}
