import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type PhoneAppDeps, servePhoneApp } from './phone/phone-app.ts';
import { addRoute, coverRoutes } from './plain-routes.ts';

const NONCE_MARK = '__CSP_NONCE__';
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** Addresses at which the staff's page opens; which of its screens, the page decides. */
const DESK_PAGES = [
  '/',
  '/board',
  '/waiting',
  '/call-screen',
  '/kiosk',
  '/displays',
  '/audit',
  '/my-actions',
  '/my-day',
  '/unsigned-notes',
  '/charts',
  '/home',
  '/figures',
  '/opened-charts',
  '/paper',
  '/people',
  '/clinic',
  '/stranded',
  '/my-hours',
  '/my-profile',
  '/retention',
  '/corrections',
  '/waitlist',
  '/recalls',
  '/absence',
  '/privacy',
  '/security-settings',
  '/rights',
  '/security',
  '/forgot',
  '/reset',
  '/invitation',
  '/setup',
  '/sign-in',
] as const;

/** Sends the page that says, in the program's own words, that there is nothing at an address. */
export type SendUnknownPage = (reply: FastifyReply) => FastifyReply;

/**
 * The staff's desk at `/`, the patients' portal at `/portal`, and their hashed files under `/assets`.
 * Undefined when the screens are not built.
 */
export async function servePages(
  app: FastifyInstance,
  { rendererDir, clinic }: PhoneAppDeps,
): Promise<SendUnknownPage | undefined> {
  const isBuilt = existsSync(join(rendererDir, 'desk.html'));
  if (!isBuilt) {
    addPage(app, '/', (reply) =>
      reply.code(503).type('text/plain').send('The screens are not built yet: run `npm run build`.\n'),
    );
    return undefined;
  }
  await app.register(async (assets: FastifyInstance) => {
    coverRoutes(assets, 'public');
    await assets.register(fastifyStatic, {
      root: join(rendererDir, 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: YEAR_MS,
      index: false,
    });
  });
  const desk = readFileSync(join(rendererDir, 'desk.html'), 'utf8');
  const portal = readFileSync(join(rendererDir, 'portal.html'), 'utf8');
  for (const path of DESK_PAGES) addPage(app, path, (reply) => sendPage(reply, desk));
  servePhoneApp(app, { rendererDir, clinic });
  for (const path of ['/portal', '/portal/*']) addPage(app, path, (reply) => sendPage(reply, portal));
  return (reply) => sendPage(reply.code(404), desk);
}

/** A page is a shell without a word of anybody: who may see what is asked when it calls the procedures. */
function addPage(app: FastifyInstance, url: string, send: (reply: FastifyReply) => FastifyReply): void {
  addRoute(app, { method: 'GET', url, policy: 'public', handler: (_request, reply) => send(reply) });
}

/** Each answer has its own nonce, so that the style tags of the page's library pass the policy and no others do. */
function sendPage(reply: FastifyReply, html: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  return reply
    .header('content-security-policy', pagePolicy(nonce))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html.replaceAll(NONCE_MARK, nonce));
}

function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
