import type { Command } from 'commander';
import { readConfig } from '../app/config.ts';
import { AppError } from '../../shared/errors.ts';
import { createServices } from '../app/services.ts';
import { sheetFolderOf } from '../app/sheet-folder.ts';
import { systemClock } from '../lib/clock.ts';
import { uuidv7Ids } from '../lib/ids.ts';
import { createLogger } from '../lib/logger.ts';
import { withClinic } from './open-clinic.ts';
import { notEmpty } from './parse-options.ts';
import { CliRefusal, printLine, type Terminal } from './terminal.ts';

type Flags = { data: string; apply?: boolean };

export function addRetentionCommand(program: Command, terminal: Terminal): void {
  program
    .command('retention')
    .description('Say what is kept longer than it should be; the server must not be running.')
    .requiredOption('--data <folder>', 'the data folder', notEmpty)
    .option('--apply', 'erase and delete what is due')
    .action(({ data, apply }: Flags) =>
      withClinic(data, async ({ db, seal }) => {
        const given = { db, seal, clock: systemClock, ids: uuidv7Ids, logger: createLogger('error') };
        // The sheets that are kept name people, too, and go as those of a running server do.
        const deps = { ...given, sheetFolder: sheetFolderOf(readConfig(terminal.env), db) };
        const { retention } = await createServices({ ...deps, mail: null, linkBase: () => '' });
        const { lines } = await retention.reportHere();
        for (const { kind, total, dueCount, kept } of lines) {
          const why = `kept: ${kept.hold} forbidden, ${kept.openVisits} open, ${kept.minors} too young`;
          printLine(terminal, `${kind.padEnd(16)} ${dueCount} of ${total} due; ${why}`);
        }
        if (apply !== true) return;
        const { gone } = await retention.applyHere().catch(explain);
        const words = gone.map(({ kind, count }) => `${count} ${kind}`).join(', ');
        printLine(terminal, words === '' ? 'nothing was due' : `gone: ${words}`);
      }),
    );
}

/** In the words of somebody who sits at the computer. */
function explain(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'clock_doubtful') throw error;
  const { now, lastAtWork, believedFrom } = error.details as Record<string, string>;
  throw new CliRefusal(
    `Nothing was deleted: this computer's clock shows ${day(now)}, and somebody was last at work on ${day(lastAtWork)}. ` +
      `Set the clock right. If it is right, go on working with the server and come back after ${day(believedFrom)}.`,
  );
}

function day(instant = ''): string {
  return instant.slice(0, 10);
}
