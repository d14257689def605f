import { join } from 'node:path';
import type { Command } from 'commander';
import type { Instant } from '../../shared/time/instant.ts';
import { KEY_FILES } from '../db/key-file.ts';
import { recordAudit } from '../features/audit/audit.repo.ts';
import { systemClock } from '../lib/clock.ts';
import type { AuthorityFacts } from '../tls/certificates.ts';
import { withClinic } from './open-clinic.ts';
import { notEmpty } from './parse-options.ts';
import { CliRefusal, printLine, type Terminal } from './terminal.ts';

type Flags = { data: string; renew?: boolean };

/** What devices compare before they trust the clinic. */
export function addAuthorityCommand(program: Command, terminal: Terminal): void {
  program
    .command('authority')
    .description("Show the fingerprint of the clinic's own certificate authority, and when it ends.")
    .requiredOption('--data <folder>', 'the data folder', notEmpty)
    .option(
      '--renew',
      'make another one, which every device has to trust anew; the server must not be running',
    )
    .action(async ({ data, renew }: Flags) => {
      // Loaded only here: it reads certificates, which the other commands have no use for.
      const { readAuthority, renewAuthority } = await import('../tls/certificates.ts');
      const known = readAuthority(data);
      if (known === undefined) {
        throw new CliRefusal(
          `${data} has no authority yet: it is made when the clinic first listens on the network.`,
        );
      }
      const shown = renew === true ? await renewed(data, renewAuthority) : known;
      printLine(terminal, `SHA-256 ${shown.fingerprint}`);
      printLine(terminal, `valid until ${shown.endsAt.slice(0, 10)}`);
      printLine(terminal, join(data, KEY_FILES.authority));
    });
}

/** On the record before it is done: a line too much is better than one that is missing. */
function renewed(
  data: string,
  renew: (folder: string, now: Instant) => Promise<AuthorityFacts>,
): Promise<AuthorityFacts> {
  return withClinic(data, async ({ db }) => {
    const at = systemClock.now();
    await db.transact(({ q }) =>
      recordAudit(
        q,
        { who: null, at },
        { action: 'U', subtype: 'security.renewAuthority', address: 'command line' },
      ),
    );
    return renew(data, at);
  });
}
