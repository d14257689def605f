import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { civilDateOf } from '../../shared/time/clinic-zone.ts';
import { DEFAULT_SETTINGS } from '../../shared/domain/clinic-settings.ts';
import { readStoredSettings } from '../features/clinic/clinic.repo.ts';
import { openMappedPatients, readCsvMap } from '../features/imports/csv-map.ts';
import { openReport } from '../features/imports/import-report.ts';
import type { FileCounts, ImportSource, Problem, Today } from '../features/imports/import-types.ts';
import { openSynthea } from '../features/imports/read-synthea.ts';
import { runImport } from '../features/imports/run-import.ts';
import { systemClock } from '../lib/clock.ts';
import { uuidv7Ids } from '../lib/ids.ts';
import { defaultDataFolder } from './default-data-folder.ts';
import { type OpenClinic, withNewClinic } from './open-clinic.ts';
import { notEmpty } from './parse-options.ts';
import { printLine, printProgress, type Terminal } from './terminal.ts';

const KINDS = ['synthea', 'csv'] as const;
type ImportFlags = {
  from: (typeof KINDS)[number];
  map?: string;
  data: string;
  dryRun: boolean;
  report?: string;
};

/** More than this on a screen is read by nobody; the report has them all. */
const SHOWN_PROBLEMS = 30;

export function addImportCommand(program: Command, terminal: Terminal): void {
  const command = program.command('import');
  command
    .description("Bring in another system's data: first a dry run that says what is wrong, then the import.")
    .argument('<path>', 'a folder of Synthea CSV files, or a CSV file of patients')
    .addOption(new Option('--from <kind>', 'what the path holds').choices(KINDS).makeOptionMandatory())
    .option('--map <file>', 'for csv: a JSON file that says which column is what', notEmpty)
    .option(
      '--data <folder>',
      "the data folder (default: MEDLINK_DATA, or the desktop's)",
      notEmpty,
      defaultDataFolder(terminal),
    )
    .option('--dry-run', 'stop after the dry run: nothing is written', false)
    .option(
      '--report <file>',
      'where the problems go, .csv or .jsonl (default: in the data folder)',
      notEmpty,
    )
    .addHelpText('after', HELP)
    .action(async (path: string, flags: ImportFlags) => {
      if (flags.from === 'csv' && flags.map === undefined) {
        command.error('error: --from csv needs --map <file>', { exitCode: 2 });
      }
      await withNewClinic(flags.data, (clinic) => importInto(clinic, { path, flags, terminal }));
    });
}

const HELP = `
Doctors come in inactive, until the clinic gives them hours; visits come in as completed.
Started again, it leaves what is there and goes on where it was cut off.
Ends with 0 once the import has run, also where single rows were refused: the report names each.

A map for --from csv:
  { "source": "oldsystem", "id": "PatientNo",
    "columns": { "givenName": "First name", "familyName": "Last name",
                 "birthDate": { "column": "DOB", "format": "DD.MM.YYYY" },
                 "sex": { "column": "Sex", "values": { "W": "female" } },
                 "phone": "Phone", "address": ["Street", "City"] } }`;

type Job = { readonly path: string; readonly flags: ImportFlags; readonly terminal: Terminal };

async function importInto(clinic: OpenClinic, job: Job): Promise<void> {
  const { flags, terminal } = job;
  const today = await todayOf(clinic);
  const source = await openSource(job, today);
  const reportPath = flags.report ?? defaultReport(clinic, source, today);

  printLine(terminal, 'Dry run: nothing is written.');
  const planned = await runOnce(clinic, { job, source, today, reportPath, isDryRun: true });
  if (flags.dryRun) return;
  if (planned.every((file) => file.created === 0)) {
    printLine(terminal, 'Nothing new to import.');
    return;
  }
  printLine(terminal, 'Import:');
  await runOnce(clinic, { job, source, today, reportPath, isDryRun: false });
}

function openSource({ path, flags }: Job, today: Today): Promise<ImportSource> {
  return flags.map === undefined
    ? openSynthea(path, today)
    : openMappedPatients(path, readCsvMap(flags.map), today);
}

type Once = {
  readonly job: Job;
  readonly source: ImportSource;
  readonly today: Today;
  readonly reportPath: string;
  readonly isDryRun: boolean;
};

async function runOnce({ db }: OpenClinic, once: Once): Promise<FileCounts[]> {
  const { terminal } = once.job;
  const report = openReport(once.reportPath);
  const shown: Problem[] = [];
  let problemCount = 0;
  try {
    const counts = await runImport(db, {
      source: once.source,
      ids: uuidv7Ids,
      now: once.today.now,
      isDryRun: once.isDryRun,
      onProblem: (problem) => {
        report.add(problem);
        problemCount++;
        if (shown.length < SHOWN_PROBLEMS) shown.push(problem);
      },
      onProgress: (file, rows) => printProgress(terminal, `${file} ${rows} rows`),
    });
    printCounts(terminal, counts);
    // The same problems a second time would say nothing new.
    if (once.isDryRun) printProblems(terminal, shown, problemCount);
    printLine(terminal, `${problemCount} problems in ${once.reportPath}`);
    return counts;
  } finally {
    report.close();
  }
}

async function todayOf({ db }: OpenClinic): Promise<Today> {
  const now = systemClock.now();
  const { timeZone } = await db.read(readStoredSettings);
  const zone = typeof timeZone === 'string' ? timeZone : DEFAULT_SETTINGS.timeZone;
  return { now, date: civilDateOf(now, zone) };
}

function defaultReport({ folder }: OpenClinic, source: ImportSource, { now }: Today): string {
  const name = source.name.replace(/[^\p{L}\p{N}_-]+/gu, '-');
  return join(folder.path, 'imports', `${name}-${now.replaceAll(/[:.]/g, '-')}.csv`);
}

function printCounts(terminal: Terminal, counts: readonly FileCounts[]): void {
  for (const { file, rows, created, unchanged, refused, warnings } of counts) {
    const told = warnings === 0 ? '' : `, ${warnings} warnings`;
    printLine(
      terminal,
      `  ${file}: ${rows} rows, ${created} new, ${unchanged} there already, ${refused} refused${told}`,
    );
  }
}

function printProblems(terminal: Terminal, shown: readonly Problem[], total: number): void {
  for (const { severity, file, line, field, message } of shown) {
    printLine(
      terminal,
      `  ${severity}: ${file} line ${line}${field === null ? '' : `, ${field}`}: ${message}`,
    );
  }
  if (total > shown.length) printLine(terminal, `  ... and ${total - shown.length} more`);
}
