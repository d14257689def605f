import { join } from 'node:path';
import type { Command } from 'commander';
import { KEY_FILES } from '../db/key-file.ts';
import { notEmpty } from './parse-options.ts';
import { CliRefusal, printLine, type Terminal } from './terminal.ts';

/** What devices compare before they trust the clinic. */
export function addAuthorityCommand(program: Command, terminal: Terminal): void {
  program
    .command('authority')
    .description("Show the fingerprint of the clinic's own certificate authority.")
    .requiredOption('--data <folder>', 'the data folder', notEmpty)
    .action(async ({ data }: { data: string }) => {
      // Loaded only here: it reads certificates, which the other commands have no use for.
      const { readFingerprint } = await import('../tls/certificates.ts');
      const fingerprint = readFingerprint(data);
      if (fingerprint === undefined) {
        throw new CliRefusal(
          `${data} has no authority yet: it is made when the clinic first listens on the network.`,
        );
      }
      printLine(terminal, `SHA-256 ${fingerprint}`);
      printLine(terminal, join(data, KEY_FILES.authority));
    });
}
