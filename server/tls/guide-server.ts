import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { rawAnswer } from '../wire/front-door.ts';
import type { Certificates } from './certificates.ts';
import { AUTHORITY_PATH, GUIDE_STYLE, guidePage, STYLE_PATH } from './guide-page.ts';

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
      const headers = { 'content-disposition': 'attachment; filename="clinic-authority.crt"' };
      return send(request, response, { type: 'application/x-x509-ca-cert', body: authorityPem, headers });
    }
    if (path === STYLE_PATH) return send(request, response, { type: 'text/css', body: GUIDE_STYLE });
    const body = guidePage({ host: request.headers.host ?? '', fingerprint });
    const headers = { 'content-security-policy': PAGE_POLICY };
    return send(request, response, { type: 'text/html; charset=utf-8', body, headers });
  });
  guide.on('upgrade', (_request, socket) => socket.end(rawAnswer(403, '')));
  return guide;
}

type Answer = {
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

function send({ method }: IncomingMessage, response: ServerResponse, { type, body, headers }: Answer): void {
  response.writeHead(200, {
    ...headers,
    'content-type': type,
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
