import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ClinicSettings } from '../../../shared/contracts/clinic-settings.ts';
import { DELIVERED_INK, PALETTE_INKS } from '../../../shared/domain/palette.ts';
import { acceptedLanguage } from '../../lib/accepted-language.ts';
import { GUIDE_STYLE } from '../../tls/guide-page.ts';
import { addRoute } from '../plain-routes.ts';
import { OFFLINE_STYLE_PATH, offlinePage } from './offline-page.ts';

const DAY_SEC = 24 * 60 * 60;
const ICONS = [
  { file: 'icon-192.png', sizes: '192x192', purpose: 'any' },
  { file: 'icon-512.png', sizes: '512x512', purpose: 'any' },
  { file: 'icon-maskable-512.png', sizes: '512x512', purpose: 'maskable' },
] as const;
/** For telephones that look for no manifest. */
const APPLE_ICON = 'icon-apple-180.png';

const OFFLINE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
/** It may ask the clinic's own server, and do nothing else. */
const WORKER_POLICY = "default-src 'none'; connect-src 'self'";

export type PhoneAppDeps = {
  readonly rendererDir: string;
  /** The name and colour under which the phone keeps it, and the language of whose phone speaks none that has words. */
  readonly clinic: () => Promise<Pick<ClinicSettings, 'clinicName' | 'accent' | 'language'>>;
};

/** What makes the portal an app on a phone: its manifest, its icons, and the page for when the clinic cannot be reached. */
export function servePhoneApp(app: FastifyInstance, { rendererDir, clinic }: PhoneAppDeps): void {
  const built = (file: string) => readFileSync(join(rendererDir, 'portal', file));
  const add = (url: string, handler: (request: FastifyRequest, reply: FastifyReply) => unknown) =>
    addRoute(app, { method: 'GET', url, policy: 'public', handler });
  for (const file of [...ICONS.map((icon) => icon.file), APPLE_ICON]) {
    const icon = built(file);
    add(`/portal/${file}`, (_request, reply) =>
      reply.header('cache-control', `public, max-age=${DAY_SEC}`).type('image/png').send(icon),
    );
  }
  const worker = built('worker.js');
  add('/portal/worker.js', (_request, reply) =>
    reply
      .header('content-security-policy', WORKER_POLICY)
      // The portal's first page lies one step above the worker's own folder.
      .header('service-worker-allowed', '/portal')
      .type('text/javascript; charset=utf-8')
      .send(worker),
  );
  add('/portal/manifest.webmanifest', async (_request, reply) =>
    reply.type('application/manifest+json').send(JSON.stringify(manifestOf(await clinic()))),
  );
  add(OFFLINE_STYLE_PATH, (_request, reply) => reply.type('text/css').send(GUIDE_STYLE));
  add('/portal/offline', async (request, reply) =>
    reply
      .header('content-security-policy', OFFLINE_POLICY)
      .type('text/html; charset=utf-8')
      .send(offlinePage(acceptedLanguage(request.headers['accept-language'], (await clinic()).language))),
  );
}

function manifestOf({ clinicName, accent }: Pick<ClinicSettings, 'clinicName' | 'accent'>) {
  const name = clinicName === '' ? 'MedLink' : clinicName;
  return {
    id: '/portal',
    start_url: '/portal',
    scope: '/portal',
    name,
    short_name: name,
    display: 'standalone',
    background_color: '#f3f6f6',
    theme_color: accent === null ? DELIVERED_INK : PALETTE_INKS[accent],
    icons: ICONS.map(({ file, sizes, purpose }) => ({
      src: `/portal/${file}`,
      sizes,
      type: 'image/png',
      purpose,
    })),
  };
}
