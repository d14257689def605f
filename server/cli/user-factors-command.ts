import type { Command } from 'commander';
import { recordAudit } from '../features/audit/audit.repo.ts';
import { dropFactors } from '../features/auth/second-factor.ts';
import { systemClock } from '../lib/clock.ts';
import { withClinic } from './open-clinic.ts';
import { notEmpty } from './parse-options.ts';
import { CliRefusal, printLine, type Terminal } from './terminal.ts';

type Flags = { data: string; email: string };

/** The way back in when the only admin has lost what they sign in with: at the computer itself. */
export function addFactorsCommand(user: Command, terminal: Terminal): void {
  user
    .command('reset-factors')
    .description('Take the second factor and all passkeys off an account; the server must not be running.')
    .requiredOption('--data <folder>', 'the data folder', notEmpty)
    .requiredOption('--email <address>', 'whose account', notEmpty)
    .action(async ({ data, email }: Flags) => {
      await withClinic(data, ({ db }) =>
        db.transact(async ({ q }) => {
          const account = q.selectFrom('appUser').select('id').where('email', '=', email.toLowerCase());
          const user = await account.executeTakeFirst();
          if (user === undefined) throw new CliRefusal(`There is no account ${email}.`);
          await dropFactors(q, user.id);
          const line = { action: 'U', subtype: 'user.resetFactors', address: 'command line' } as const;
          const object = { objectType: 'user', objectId: user.id, changedFields: ['secondFactor'] };
          await recordAudit(q, { who: null, at: systemClock.now() }, { ...line, ...object });
        }),
      );
      printLine(terminal, `${email} signs in with the password alone until a new second factor is set up`);
    });
}
