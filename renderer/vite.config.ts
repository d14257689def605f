import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type Rolldown } from 'vite';

/** Each reader fetches the words of one; the heaviest counts. */
const LANGUAGES = ['en', 'de'];

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.MEDLINK_DEV_SERVER ?? 'http://127.0.0.1:4310';

/** What each page may fetch before it shows something: kB of code after gzip. */
const BUDGETS_KB = { desk: 320, portal: 200 } as const;

/** The screens a page opens with, one of them; it comes on top of the page's own code. */
const FIRST_SCREENS = {
  desk: ['features/auth/staff-sign-in', 'app/board-route', 'app/my-day-route', 'features/setup/setup-screen'],
  portal: ['features/auth/sign-in-screen', 'features/portal/home-screen'],
} as const;

export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [react(), firstScreenBudget()],
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
      // Contracts a page does not check must not cost it zod: building a schema changes nothing else. Beware: a
      // call on any variable of these names goes, too, where its answer is not used.
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

/** Says what the first screens weigh, and fails the build where one weighs too much. */
function firstScreenBudget(): Plugin {
  return {
    name: 'first-screen-budget',
    apply: 'build',
    writeBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      for (const page of ['desk', 'portal'] as const) {
        for (const screen of FIRST_SCREENS[page]) {
          const kb = Math.max(
            ...LANGUAGES.map((language) => {
              const words = `locales/${language}/${page}-words.ts`;
              const starts = [`${page}.html`, `${screen}.tsx`, words].map((path) =>
                chunkOf(chunks, here(`./${path}`)),
              );
              return Math.round(weightOf(starts, bundle) / 100) / 10;
            }),
          );
          const line = `${page}, first ${screen}: ${kb} kB of ${BUDGETS_KB[page]}`;
          if (kb > BUDGETS_KB[page]) this.error(`${line}: load some of it later`);
          process.stdout.write(`${line}\n`);
        }
      }
    },
  };
}

function chunkOf(chunks: readonly Rolldown.OutputChunk[], id: string): string {
  const chunk = chunks.find(
    ({ facadeModuleId, moduleIds }) => facadeModuleId === id || moduleIds.includes(id),
  );
  if (chunk === undefined) throw new Error(`no code was built from ${id}`);
  return chunk.fileName;
}

/** Bytes after gzip of these files and of all they import at once. */
function weightOf(files: readonly string[], bundle: Rolldown.OutputBundle): number {
  const reached = new Set(files);
  for (const file of reached) {
    const output = bundle[file];
    if (output?.type === 'chunk') for (const imported of output.imports) reached.add(imported);
  }
  const codes = [...reached].map((file) => bundle[file]).filter((output) => output?.type === 'chunk');
  return codes.reduce((sum, { code }) => sum + gzipSync(code).length, 0);
}
