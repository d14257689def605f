import type { Command } from 'commander';
import type { Instant } from '../../shared/time/instant.ts';
import { recordAudit } from '../features/audit/audit.repo.ts';
import { systemClock } from '../lib/clock.ts';
import { withClinic } from './open-clinic.ts';
import { notEmpty, wholeNumber } from './parse-options.ts';
import { CliRefusal, printLine, printProgress, type Terminal } from './terminal.ts';

/** Why it was opened goes when the rest does: words about a person have no place in a trail that stays. */
type SealedContent = {
  readonly sealed: string;
  readonly openings?: readonly { readonly at: Instant; readonly reason: string }[];
};
type Flags = { data: string; chart: number; reason: string };

/** The one way to what an erased person's law-bound rest says: at the computer itself, with a reason, on the record. */
export function addSealedCommand(program: Command, terminal: Terminal): void {
  program
    .command('sealed')
    .description('Print what the law wants kept of an erased chart; the server must not be running.')
    .requiredOption('--data <folder>', 'the data folder', notEmpty)
    .requiredOption('--chart <number>', 'the chart number', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .requiredOption('--reason <text>', 'why it has to be read', notEmpty)
    .action(({ data, chart, reason }: Flags) =>
      withClinic(data, async ({ db, seal }) => {
        const content = await db.transact(async ({ q }) => {
          const row = await q
            .selectFrom('sealedRecord')
            .innerJoin('patient', 'patient.id', 'sealedRecord.patientId')
            .select(['sealedRecord.patientId', 'sealedRecord.content'])
            .where('patient.chartNumber', '=', chart)
            .executeTakeFirst();
          if (row === undefined) throw new CliRefusal(`Nothing is sealed of chart ${chart}.`);
          const { patientId } = row;
          const record = JSON.parse(row.content) as SealedContent;
          const opened = seal.open(record.sealed, patientId);
          if (opened === undefined)
            throw new CliRefusal('The key in this folder is not the one it was sealed with.');
          const at = systemClock.now();
          const opening = { at, reason: seal.close(reason, patientId) };
          const openings = [...(record.openings ?? []), opening];
          await q
            .updateTable('sealedRecord')
            .set({ content: JSON.stringify({ ...record, openings }) })
            .where('patientId', '=', patientId)
            .execute();
          const line = { action: 'R', subtype: 'patient.openSealed', address: 'command line' } as const;
          const object = { patientId, objectType: 'patient', objectId: patientId };
          await recordAudit(q, { who: null, at }, { ...line, ...object });
          for (const before of record.openings ?? [])
            printProgress(terminal, `opened on ${before.at}: ${seal.open(before.reason, patientId) ?? '?'}`);
          return opened;
        });
        printLine(terminal, JSON.stringify(JSON.parse(content), null, 2));
      }),
    );
}
