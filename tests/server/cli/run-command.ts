import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { runCli } from '../../../server/cli/run-cli.ts';

export type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** The `medlink` command in this process, with what it prints. */
export async function medlink(
  args: readonly string[],
  given: { stdin?: string; env?: Record<string, string> } = {},
): Promise<Ran> {
  const printed = { out: '', err: '' };
  const code = await runCli(args, {
    stdin: Readable.from([given.stdin ?? '']),
    stdout: { write: (text: string) => (printed.out += text) },
    stderr: { write: (text: string) => (printed.err += text) },
    env: given.env ?? {},
  });
  return { code, ...printed };
}

/** A folder of its own for one test, gone at the end. */
export function makeTempFolder(): { path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'medlink-test-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
