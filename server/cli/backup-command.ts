import { chmodSync, constants, copyFileSync, existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import type { Command } from 'commander';
import { AUDIT_END_NAME, writeEndOfCopy } from '../db/audit-end.ts';
import { lastLineOf } from '../db/audit-chain.ts';
import { auditKeyPath, readAuditKey } from '../db/audit-key.ts';
import { backUpTo, hashFile } from '../db/backup.ts';
import { KEY_FILES } from '../db/key-file.ts';
import { APPLICATION_ID, openSqlite } from '../db/open.ts';
import { notEmpty } from './parse-options.ts';
import { CliRefusal, printLine, printProgress, type Terminal } from './terminal.ts';

type BackupFlags = { data: string; to: string };

export function addBackupCommand(program: Command, terminal: Terminal): void {
  program
    .command('backup')
    .description('Write a whole copy of the database and its keys; the server may go on working.')
    .requiredOption('--data <folder>', 'the data folder', notEmpty)
    .requiredOption('--to <file>', 'the copy, a file that is not there yet', notEmpty)
    .action(async (flags: BackupFlags) => {
      const target = resolve(flags.to);
      copyDatabase(flags.data, target, terminal);
      checkCopy(target);
      copyKeys(flags.data, target, terminal);
      writeEnd(flags.data, target, terminal);
      printLine(terminal, `${await hashFile(target)}  ${target}`);
    });
}

/** Without the folder's lock: a second connection reads its own snapshot beside the server's writes. */
function copyDatabase(folder: string, target: string, terminal: Terminal): void {
  const source = join(folder, 'medlink.db');
  // Opening a missing database would make an empty one.
  if (!existsSync(source)) throw new CliRefusal(`${folder} holds no clinic: there is no ${source}.`);
  if (existsSync(target)) throw new CliRefusal(`${target} exists already: nothing was written.`);
  printProgress(terminal, `copying ${(statSync(source).size / 1_048_576).toFixed(1)} MB ...`);
  const file = openSqlite(source);
  try {
    backUpTo(file, target);
  } catch (error) {
    throw isFileProblem(error) ? new CliRefusal(`${target} could not be written: ${error.message}`) : error;
  } finally {
    file.close();
  }
}

function isFileProblem(error: unknown): error is Error {
  return (
    error instanceof Error &&
    'code' in error &&
    /^(SQLITE_CANTOPEN|SQLITE_FULL|SQLITE_IOERR|SQLITE_READONLY|E[A-Z]+$)/.test(String(error.code))
  );
}

/** Beside the copy, as `<copy>.audit.key` and `<copy>.secrets.key`, for their owner's eyes only. */
function copyKeys(folder: string, target: string, terminal: Terminal): void {
  for (const name of Object.values(KEY_FILES)) {
    const source = join(folder, name);
    // A folder no server has opened since keys came has none yet.
    if (!existsSync(source)) continue;
    const copy = `${target}.${name}`;
    try {
      copyFileSync(source, copy, constants.COPYFILE_EXCL);
      chmodSync(copy, 0o600);
    } catch (error) {
      throw isFileProblem(error) ? new CliRefusal(`${copy} could not be written: ${error.message}`) : error;
    }
    printProgress(terminal, `${copy}: keep it apart from the copy, and put it back as ${name} with it`);
  }
}

/** Where the copy's trail ends: without it, a folder made of the copy would be one whose end somebody took away. */
function writeEnd(folder: string, target: string, terminal: Terminal): void {
  if (!existsSync(auditKeyPath(folder))) return;
  const path = `${target}.${AUDIT_END_NAME}`;
  const copy = new BetterSqlite(target, { readonly: true });
  try {
    writeEndOfCopy(path, readAuditKey(folder), lastLineOf(copy));
  } catch (error) {
    throw isFileProblem(error) ? new CliRefusal(`${path} could not be written: ${error.message}`) : error;
  } finally {
    copy.close();
  }
  printProgress(terminal, `${path}: put it back as ${AUDIT_END_NAME} with the copy`);
}

/** A copy nobody has read back is a hope. */
function checkCopy(target: string): void {
  const copy = new BetterSqlite(target, { readonly: true });
  try {
    const isOurs = copy.pragma('application_id', { simple: true }) === APPLICATION_ID;
    const verdict: unknown = copy.pragma('integrity_check', { simple: true });
    if (!isOurs || verdict !== 'ok') throw new CliRefusal(`${target} is damaged: ${String(verdict)}`);
  } finally {
    copy.close();
  }
}
