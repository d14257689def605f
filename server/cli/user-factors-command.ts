import type { Command } from 'commander';
import { createServices } from '../app/services.ts';
import { recordAudit } from '../features/audit/audit.repo.ts';
import { dropFactors } from '../features/auth/second-factor.ts';
import { systemClock } from '../lib/clock.ts';
import { uuidv7Ids } from '../lib/ids.ts';
import { createLogger } from '../lib/logger.ts';
import { withClinic } from './open-clinic.ts';
import { notEmpty } from './parse-options.ts';
import { CliRefusal, printLine, type Terminal } from './terminal.ts';

/** No server runs beside it: it sends no mail and is reached nowhere. */
const HERE = {
  clock: systemClock,
  ids: uuidv7Ids,
  logger: createLogger('error'),
  mail: null,
  linkBase: () => '',
} as const;

type Flags = { data: string; email: string };

/** The way back in when the only admin has lost what they sign in with: at the computer itself. */
export function addFactorsCommand(user: Command, terminal: Terminal): void {
  user
    .command('reset-factors')
    .description(
      'Take the second factor and all passkeys off an account and end its sign-ins; the server must not be running.',
    )
    .requiredOption('--data <folder>', 'the data folder', notEmpty)
    .requiredOption('--email <address>', 'whose account', notEmpty)
    .action(async ({ data, email }: Flags) => {
      await withClinic(data, async ({ db, seal }) => {
        const { auth } = await createServices({ db, seal, ...HERE });
        await db.transact(async (tx) => {
          const { q } = tx;
          const account = q.selectFrom('appUser').select('id').where('email', '=', email.toLowerCase());
          const user = await account.executeTakeFirst();
          if (user === undefined) throw new CliRefusal(`There is no account ${email}.`);
          await dropFactors(q, user.id);
          const line = { action: 'U', subtype: 'user.resetFactors', address: 'command line' } as const;
          const object = { objectType: 'user', objectId: user.id, changedFields: ['secondFactor'] };
          await recordAudit(q, { who: null, at: systemClock.now() }, { ...line, ...object });
          // Whoever signed in with what was lost is out, as they are when an admin does it.
          await auth.endAllOf(tx, { userId: user.id, by: null, subtype: 'session.factorsReset' });
        });
      });
      printLine(terminal, `${email} signs in with the password alone until a new second factor is set up`);
    });
}
