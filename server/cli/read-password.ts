import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CliRefusal, type Terminal } from './terminal.ts';

/**
 * From the environment, the terminal (not shown while typed) or the first line of stdin; never from the
 * arguments, which every process of the machine can read.
 */
export async function readPassword(terminal: Terminal): Promise<string> {
  const fromEnvironment = terminal.env.MEDLINK_PASSWORD;
  if (fromEnvironment !== undefined && fromEnvironment !== '') return fromEnvironment;
  const password = terminal.stdin.isTTY === true ? await askTwice(terminal) : await firstLine(terminal);
  if (password === '') throw new CliRefusal('No password was given: type it, or set MEDLINK_PASSWORD.');
  return password;
}

async function askTwice(terminal: Terminal): Promise<string> {
  const password = await askHidden(terminal, 'Password: ');
  if ((await askHidden(terminal, 'Once more: ')) !== password) {
    throw new CliRefusal('The two passwords differ.');
  }
  return password;
}

async function askHidden(terminal: Terminal, question: string): Promise<string> {
  terminal.stderr.write(question);
  // Readline echoes what is typed to its output: this one keeps it to itself.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: terminal.stdin, output: silent, terminal: true });
  try {
    return await reader.question('');
  } finally {
    reader.close();
    terminal.stderr.write('\n');
  }
}

async function firstLine(terminal: Terminal): Promise<string> {
  const reader = createInterface({ input: terminal.stdin });
  try {
    for await (const line of reader) return line;
    return '';
  } finally {
    reader.close();
  }
}
