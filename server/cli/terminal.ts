/** Where a command reads and prints; tests hand in their own. */
export type Terminal = {
  readonly stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  readonly stdout: { write(text: string): unknown; isTTY?: boolean };
  readonly stderr: { write(text: string): unknown; isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** A command refuses or cannot go on; the message is for the person at the keyboard. Exit code 1. */
export class CliRefusal extends Error {}

export function printLine(terminal: Terminal, line: string): void {
  terminal.stdout.write(`${line}\n`);
}

/** Progress goes to stderr, so that what a command prints can be piped. */
export function printProgress(terminal: Terminal, line: string): void {
  terminal.stderr.write(`${line}\n`);
}
