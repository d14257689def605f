import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import type { DayBoard } from '../../shared/contracts/appointments.ts';

const PAGE = join(import.meta.dirname, 'plain');
const BUILT = join(import.meta.dirname, '../../node_modules/.cache/bench/plain');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
};

/** Serves the plain page on loopback while `work` runs, with one board to draw. */
export async function withPlainBoard<T>(board: DayBoard, work: (url: string) => Promise<T>): Promise<T> {
  await build({
    root: PAGE,
    configFile: false,
    logLevel: 'warn',
    plugins: [react()],
    build: { outDir: BUILT, emptyOutDir: true, target: 'es2022' },
  });
  const data = JSON.stringify(board);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname;
    if (path === '/dayBoard') {
      response.setHeader('content-type', 'application/json').end(data);
      return;
    }
    const file = path === '/' ? '/index.html' : path;
    readFile(join(BUILT, file)).then(
      (content) => response.setHeader('content-type', TYPES[extname(file)] ?? '').end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
