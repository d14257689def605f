import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/** `path` is relative to the repository, with forward slashes. */
export type SourceFile = { path: string; text: string };
/** `target` is a file's path inside the repository, or a package's specifier as written. */
export type Import = { target: string; isOurs: boolean; isType: boolean };

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDERS = ['shared', 'server', 'electron', 'renderer', 'tests'];
const CODE = /\.(ts|tsx|js)$/;

export function readSourceFiles(folders: readonly string[] = FOLDERS): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && CODE.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({
        path: path.slice(ROOT.length + 1).replaceAll('\\', '/'),
        text: readFileSync(path, 'utf8'),
      })),
  );
}

// `import x from '…'`, `import type { x } from '…'`, `export { x } from '…'`, `import '…'`, `import('…')`.
const STATEMENT = /^\s*(?:import|export)\s+(type\s+)?(?:[\w*{][^;'"]*?\sfrom\s*)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

export function importsOf({ path, text }: SourceFile): Import[] {
  const code = withoutComments(text);
  const found = [...code.matchAll(STATEMENT)].map((match) => ({
    specifier: match[2] ?? '',
    isType: match[1] !== undefined,
  }));
  const dynamic = [...code.matchAll(DYNAMIC)].map((match) => ({ specifier: match[1] ?? '', isType: false }));
  return [...found, ...dynamic].map(({ specifier, isType }) => {
    const isOurs = specifier.startsWith('.');
    return { target: isOurs ? posix.join(dirname(path), specifier) : specifier, isOurs, isType };
  });
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
