import { type Command, Option } from 'commander';
import { Password } from '../../shared/contracts/auth.ts';
import { bestLanguage, LANGUAGES, type Language } from '../../shared/domain/languages.ts';
import { AppError } from '../../shared/errors.ts';
import type { CivilDate, LocalTime } from '../../shared/time/civil-date.ts';
import { civilDateOf, wallTimeToInstant } from '../../shared/time/clinic-zone.ts';
import type { Instant } from '../../shared/time/instant.ts';
import {
  DEMO_CLINIC_NAMES,
  DEMO_SIZE,
  DEMO_TIME_ZONE,
  type DemoProgress,
  type DemoSummary,
} from '../features/demo/demo-options.ts';
import { fillDemoClinic } from '../features/demo/fill-demo-clinic.ts';
import { systemClock } from '../lib/clock.ts';
import { hashPassword } from '../lib/passwords.ts';
import { withNewClinic } from './open-clinic.ts';
import { civilDate, notEmpty, oneLine, timeZone, wholeNumber } from './parse-options.ts';
import { CliRefusal, printLine, printProgress, type Terminal } from './terminal.ts';

type DemoFlags = {
  data: string;
  password: string;
  seed: number;
  doctors: number;
  patients: number;
  visits?: number;
  today?: CivilDate;
  timeZone: string;
  language: Language;
  name?: string;
};

/** When a made-up day is shown: late in the morning somebody is in every stage of a visit. */
const SHOWN_AT = '10:40' as LocalTime;

export function addDemoCommand(program: Command, terminal: Terminal): void {
  program
    .command('demo')
    .description('Fill an empty data folder with a believable clinic.')
    .requiredOption('--data <folder>', 'the data folder, made if missing', notEmpty)
    .addOption(
      new Option('--password <text>', 'the password of every account')
        .env('MEDLINK_PASSWORD')
        .makeOptionMandatory(),
    )
    .option('--seed <number>', 'the same seed and day make the same clinic', wholeNumber(0, 2 ** 32), 1)
    .option('--doctors <number>', 'how many doctors', wholeNumber(1, 500), DEMO_SIZE.doctors)
    .option('--patients <number>', 'how many patients', wholeNumber(1, 1_000_000), DEMO_SIZE.patients)
    .option(
      '--visits <number>',
      'how many visits in all; more than eight weeks hold reach further back (default: about two thirds of eight weeks)',
      wholeNumber(0, 10_000_000),
    )
    .option('--today <date>', 'the day in the middle, YYYY-MM-DD (default: today)', civilDate)
    .option('--time-zone <name>', "the clinic's time zone", timeZone, DEMO_TIME_ZONE)
    .addOption(
      new Option('--language <code>', 'the language of all that is written in it')
        .choices(LANGUAGES)
        .default(systemLanguage(terminal.env), 'as this computer'),
    )
    .option('--name <text>', `the clinic's name (default: ${DEMO_CLINIC_NAMES.en})`, oneLine)
    .action(async (flags: DemoFlags) => {
      const password = Password.min(1).safeParse(flags.password);
      if (!password.success) throw new CliRefusal('The password has to have 1 to 200 characters.');
      printSummary(terminal, await fill(flags, terminal));
    });
}

async function fill(flags: DemoFlags, terminal: Terminal): Promise<DemoSummary> {
  const passwordHash = await hashPassword(flags.password);
  const options = {
    seed: flags.seed,
    now: momentOf(flags),
    clinicName: flags.name ?? DEMO_CLINIC_NAMES[flags.language],
    timeZone: flags.timeZone,
    language: flags.language,
    doctors: flags.doctors,
    patients: flags.patients,
    visits: flags.visits,
    passwordHash,
  };
  const onProgress = ({ stage, done, total }: DemoProgress) =>
    printProgress(terminal, `${stage} ${done}/${total}`);
  try {
    return await withNewClinic(flags.data, ({ db }) => fillDemoClinic(db, options, onProgress));
  } catch (error) {
    if (error instanceof AppError && error.code === 'already_set_up') {
      throw new CliRefusal(
        `${flags.data} already holds a clinic. Choose an empty folder: nothing was changed.`,
      );
    }
    throw error;
  }
}

/** As the shell says it (`de_DE.UTF-8`), where it says anything; else as the system does. */
function systemLanguage({ LC_ALL, LC_MESSAGES, LANG }: Terminal['env']): Language {
  const told = LC_ALL || LC_MESSAGES || LANG || new Intl.DateTimeFormat().resolvedOptions().locale;
  return bestLanguage([told.replace('_', '-')]);
}

function momentOf(flags: DemoFlags): Instant {
  const now = systemClock.now();
  if (flags.today === undefined || flags.today === civilDateOf(now, flags.timeZone)) return now;
  return wallTimeToInstant(flags.today, SHOWN_AT, flags.timeZone);
}

function printSummary(terminal: Terminal, summary: DemoSummary): void {
  printLine(
    terminal,
    `${summary.doctors} doctors, ${summary.patients} patients, ${summary.visits} visits from ${summary.firstDay} to ${summary.lastDay}, ${summary.requests} more requests`,
  );
  for (const [role, accounts] of Object.entries(Object.groupBy(summary.signIns, (s) => s.role))) {
    const emails = (accounts ?? []).map((account) => account.email);
    const rest = emails.length > 4 ? ` ... (${emails.length} in all)` : '';
    printLine(terminal, `${role}: ${emails.slice(0, 4).join(', ')}${rest}`);
  }
}
