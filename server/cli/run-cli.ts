import { Command, CommanderError } from 'commander';
import { AppError } from '../../shared/errors.ts';
import { FolderInUseError } from '../db/data-folder.ts';
import { addDemoCommand } from './demo-command.ts';
import { CliRefusal, type Terminal } from './terminal.ts';

export const EXIT = { ok: 0, refused: 1, usage: 2 } as const;

/** The `medlink` command: 0 done, 1 refused or failed, 2 called wrongly. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await createProgram(terminal).parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    terminal.stderr.write(`medlink: ${describe(error)}\n`);
    return EXIT.refused;
  }
}

function createProgram(terminal: Terminal): Command {
  const program = new Command('medlink')
    .description("A clinic's server and its tools.")
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .showHelpAfterError('(medlink help COMMAND tells more)');
  addDemoCommand(program, terminal);
  return program;
}

/** What people can act on is told in a sentence; anything else is a bug and shows where it happened. */
function describe(error: unknown): string {
  if (error instanceof CliRefusal || error instanceof FolderInUseError) return error.message;
  if (error instanceof AppError) return error.code;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
