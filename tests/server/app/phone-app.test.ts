import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { servePhoneApp } from '../../../server/app/phone/phone-app.ts';

const BUILT = ['icon-192.png', 'icon-512.png', 'icon-maskable-512.png', 'icon-apple-180.png', 'worker.js'];

let rendererDir: string;
let app: FastifyInstance;
beforeEach(() => {
  rendererDir = mkdtempSync(join(tmpdir(), 'medlink-phone-'));
  mkdirSync(join(rendererDir, 'portal'));
  for (const file of BUILT) writeFileSync(join(rendererDir, 'portal', file), '');
  app = Fastify();
  servePhoneApp(app, {
    rendererDir,
    clinic: async () => ({ clinicName: 'Praxis Linde', language: 'de' }),
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
