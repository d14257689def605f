import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClinicSettings } from '../../../shared/contracts/clinic-settings.ts';
import { servePhoneApp } from '../../../server/app/phone/phone-app.ts';

const BUILT = ['icon-192.png', 'icon-512.png', 'icon-maskable-512.png', 'icon-apple-180.png', 'worker.js'];

let rendererDir: string;
let app: FastifyInstance;
let accent: ClinicSettings['accent'];
beforeEach(() => {
  rendererDir = mkdtempSync(join(tmpdir(), 'medlink-phone-'));
  mkdirSync(join(rendererDir, 'portal'));
  for (const file of BUILT) writeFileSync(join(rendererDir, 'portal', file), '');
  app = Fastify();
  accent = null;
  servePhoneApp(app, {
    rendererDir,
    clinic: async () => ({ clinicName: 'Praxis Linde', accent, language: 'de' }),
  });
});
afterEach(async () => {
  await app.close();
  rmSync(rendererDir, { recursive: true });
});

describe('the page for when the clinic cannot be reached', () => {
  it.each([
    ['en-GB,en;q=0.9,de;q=0.8', 'en'],
    ['de-AT', 'de'],
    // In whatever the clinic speaks, for whom nothing has words.
    ['fr-FR,fr;q=0.9', 'de'],
    [undefined, 'de'],
  ])('is for %s in %s', async (wanted, language) => {
    const headers = wanted === undefined ? {} : { 'accept-language': wanted };
    const { body } = await app.inject({ url: '/portal/offline', headers });
    expect(body).toContain(`<html lang="${language}">`);
  });
});

describe('what a phone keeps of the portal', () => {
  const kept = async () => (await app.inject({ url: '/portal/manifest.webmanifest' })).json<object>();

  it('has the name and the colour of the clinic, the delivered one where it has chosen none', async () => {
    expect(await kept()).toMatchObject({ name: 'Praxis Linde', theme_color: '#0c636c' });
    accent = 'violet';
    expect(await kept()).toMatchObject({ name: 'Praxis Linde', theme_color: '#472f8a' });
  });
});
