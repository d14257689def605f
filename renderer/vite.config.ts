import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.MEDLINK_DEV_SERVER ?? 'http://127.0.0.1:4310';

export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [react()],
  resolve: {
    alias: {
      // A browser that has Temporal keeps its own; only the others fetch the polyfill.
      'temporal-polyfill/global': here('./lib/temporal.ts'),
    },
  },
  build: {
    outDir: here('../dist/renderer'),
    emptyOutDir: true,
    target: 'es2022',
    // The polyfill would be an inline script, which the content security policy refuses.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { desk: here('./desk.html'), portal: here('./portal.html') },
      // Contracts a page does not check must not cost it zod: building a schema changes nothing else.
      treeshake: { manualPureFunctions: ['z', 'line', 'text', 'pageOf', 'fiveMinutes'] },
    },
  },
  server: {
    proxy: {
      '/trpc': server,
      '/api': server,
      '/socket.io': { target: server, ws: true },
    },
  },
});
