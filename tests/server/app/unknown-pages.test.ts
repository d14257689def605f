import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ListeningClinic, listen } from '../../support/start-clinic.ts';

let clinic: ListeningClinic;
let pages: string;

beforeAll(async () => {
  pages = mkdtempSync(join(tmpdir(), 'medlink-pages-'));
  mkdirSync(join(pages, 'assets'));
  cpSync(new URL('../../../renderer/public', import.meta.url), pages, { recursive: true });
  for (const name of ['desk', 'portal'])
    writeFileSync(join(pages, `${name}.html`), `<p>${name} __CSP_NONCE__</p>`);
  clinic = await listen({ rendererDir: pages });
});
afterAll(async () => {
  await clinic.close();
  rmSync(pages, { recursive: true });
});

const get = (path: string, accept: string) => fetch(`${clinic.url}${path}`, { headers: { accept } });

describe('an address where nothing is', () => {
  it('shows a person the page that says so', async () => {
    const answer = await get('/no/such/page', 'text/html');
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('<p>desk ');
  });

  it.each(['/api/nothing', '/trpc/nothing', '/assets/gone.js'])('answers %s with a problem', async (path) => {
    const answer = await get(path, 'text/html');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/json/);
  });

  it('gives each page its own nonce, in the policy and in the text', async () => {
    const [one, two] = [await get('/', 'text/html'), await get('/portal', 'text/html')];
    const nonce = /'nonce-([^']+)'/.exec(one.headers.get('content-security-policy') ?? '')?.[1] ?? '-';
    expect(await one.text()).toContain(nonce);
    expect(await two.text()).not.toContain(nonce);
  });
});
