import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Our own files are bundled; Electron, Node and every installed package stay imports. */
const isInstalled = (id: string) => !/^(\.|\/|[A-Za-z]:[\\/])/.test(id);

/** Built in two goes: a sandboxed preload script has to be CommonJS, the main process is an ES module. */
export default defineConfig(({ mode }) => {
  const isPreload = mode === 'preload';
  return {
    root: path('.'),
    logLevel: 'warn',
    build: {
      target: 'node24',
      outDir: path('../dist/electron'),
      emptyOutDir: isPreload,
      minify: false,
      sourcemap: true,
      ssr: true,
      rolldownOptions: {
        input: path(isPreload ? 'preload.ts' : 'main.ts'),
        external: isInstalled,
        output: isPreload
          ? { format: 'cjs', entryFileNames: 'preload.cjs' }
          : // All in one folder: `import.meta.dirname` is the same in every chunk.
            { format: 'esm', entryFileNames: 'main.js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  };
});
