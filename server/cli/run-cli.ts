import { Command, CommanderError } from 'commander';
import { AppError } from '../../shared/errors.ts';
import { ConfigError } from '../app/config.ts';
import { DataFolderError } from '../db/data-folder.ts';
import { ImportRefusal } from '../features/imports/import-types.ts';
import { addAuditCommand } from './audit-command.ts';
import { addAuthorityCommand } from './authority-command.ts';
import { addBackupCommand } from './backup-command.ts';
import { addDemoCommand } from './demo-command.ts';
import { addImportCommand } from './import-command.ts';
import { addRetentionCommand } from './retention-command.ts';
import { addSealedCommand } from './sealed-command.ts';
import { addServeCommand } from './serve-command.ts';
import { CliRefusal, type Terminal } from './terminal.ts';
import { addUserCommand } from './user-command.ts';

export const EXIT = { ok: 0, refused: 1, usage: 2 } as const;

/** The `medlink` command: 0 done, 1 refused or failed, 2 called wrongly. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await createProgram(terminal).parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    terminal.stderr.write(`medlink: ${describe(error)}\n`);
    return error instanceof ConfigError ? EXIT.usage : EXIT.refused;
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
  addServeCommand(program, terminal);
  addDemoCommand(program, terminal);
  addImportCommand(program, terminal);
  addRetentionCommand(program, terminal);
  addSealedCommand(program, terminal);
  addUserCommand(program, terminal);
  addBackupCommand(program, terminal);
  addAuthorityCommand(program, terminal);
  addAuditCommand(program, terminal);
  return program;
}

const TOLD = [CliRefusal, ConfigError, DataFolderError, ImportRefusal];

/** What people can act on is told in a sentence; anything else is a bug and shows where it happened. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AppError) return error.code;
  const isTold = TOLD.some((kind) => error instanceof kind) || isSystemError(error);
  return isTold ? error.message : (error.stack ?? error.message);
}

/** A folder that is missing, a disk that is full, a file of somebody else: the system's own words name it. */
function isSystemError(error: Error): boolean {
  return (
    'code' in error &&
    /^(E[A-Z]+|SQLITE_(FULL|CANTOPEN|READONLY|NOTADB|CORRUPT)\w*)$/.test(String(error.code))
  );
}
