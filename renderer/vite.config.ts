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

const PAGES = ['desk', 'portal'] as const;
type Page = (typeof PAGES)[number];

/** Menus and pop-overs: the desk has them at once, the portal only where somebody opens one. */
const FLOATING =
  /floating-ui|mantine[\\/](core|hooks)[\\/].*(Popover|Menu|Portal|Overlay|FocusTrap|Floating|use-(focus-trap|focus-return|long-press|click-outside))/;

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
    // What weighs too much is told by the budget.
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      input: { desk: here('./desk.html'), portal: here('./portal.html') },
      output: {
        codeSplitting: {
          groups: [
            // What both need is taken first: the first two take along whatever they import.
            { debugName: 'both', name: ofBothPages, tags: ['$initial'], priority: 3 },
            { name: 'floating', test: FLOATING, tags: ['$initial'], priority: 2 },
            {
              debugName: 'one',
              name: ofOnePage,
              tags: ['$initial'],
              priority: 1,
              includeDependenciesRecursively: false,
            },
          ],
        },
      },
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

/**
 * The code a page cannot open without comes in one piece for itself and one for both pages: left alone, the bundler
 * makes some sixty of it, one for each set of later parts that use them, and what is packed alone packs badly.
 */
function ofBothPages(id: string, modules: Rolldown.ChunkingContext): string | null {
  return PAGES.every((page) => isFirst(id, page, modules)) ? 'first' : null;
}

/** Never of a page that imports it later: it would run the other page with it. */
function ofOnePage(id: string, modules: Rolldown.ChunkingContext): string | null {
  const pages = PAGES.filter((page) => isReached(id, page, modules));
  const [page, ...others] = pages;
  return page !== undefined && others.length === 0 && isFirst(id, page, modules) ? `${page}-first` : null;
}

const isFirst = (id: string, page: Page, modules: Rolldown.ChunkingContext) =>
  !FLOATING.test(id) && reachOf(page, modules).first.has(id);
const isReached = (id: string, page: Page, modules: Rolldown.ChunkingContext) =>
  reachOf(page, modules).ever.has(id);

type Reach = { readonly first: ReadonlySet<string>; readonly ever: ReadonlySet<string> };
const reaches = new Map<Page, Reach>();

/** What a page imports at once, and what it imports at some time. More than it uses: a library's index leads to all of the library. */
function reachOf(page: Page, modules: Rolldown.ChunkingContext): Reach {
  const known = reaches.get(page);
  if (known !== undefined) return known;
  const entry = here(`./${page}.html`);
  const importsOf = (id: string) => modules.getModuleInfo(id)?.importedIds ?? [];
  const laterOf = (id: string) => modules.getModuleInfo(id)?.dynamicallyImportedIds ?? [];
  const reach = {
    first: closure(entry, importsOf),
    ever: closure(entry, (id) => [...importsOf(id), ...laterOf(id)]),
  };
  reaches.set(page, reach);
  return reach;
}

function closure(start: string, nextOf: (id: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set([start]);
  for (const id of found) for (const next of nextOf(id)) found.add(next);
  return found;
}

/** Says what the first screens weigh, and fails the build where one weighs too much. */
function firstScreenBudget(): Plugin {
  return {
    name: 'first-screen-budget',
    apply: 'build',
    writeBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      for (const page of PAGES) {
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
