import { type Command, Option } from 'commander';
import type { z } from 'zod';
import type { ClinicSettings } from '../../shared/contracts/clinic-settings.ts';
import { CreateStaff } from '../../shared/contracts/users.ts';
import { passwordProblem } from '../../shared/domain/password-rules.ts';
import { STAFF_ROLES, type StaffRole } from '../../shared/domain/roles.ts';
import { AppError } from '../../shared/errors.ts';
import type { UserId } from '../../shared/ids.ts';
import type { Query } from '../db/transact.ts';
import { recordAudit } from '../features/audit/audit.repo.ts';
import { findClinicName, hasUsers, insertSettings } from '../features/setup/setup.repo.ts';
import { systemClock } from '../lib/clock.ts';
import { uuidv7Ids } from '../lib/ids.ts';
import { hashPassword } from '../lib/passwords.ts';
import { withClinic, withNewClinic } from './open-clinic.ts';
import { notEmpty, oneLine, timeZone } from './parse-options.ts';
import { readPassword } from './read-password.ts';
import { addFactorsCommand } from './user-factors-command.ts';
import { CliRefusal, printLine, type Terminal } from './terminal.ts';

type UserFlags = {
  data: string;
  role: StaffRole;
  email: string;
  name: string;
  doctor?: string;
  clinic?: string;
  timeZone?: string;
};

const Account = CreateStaff.omit({ requestId: true, password: true, newPassword: true });
type Account = z.infer<typeof Account>;

export function addUserCommand(program: Command, terminal: Terminal): void {
  const user = program.command('user').description('Accounts of the people who work here.');
  addFactorsCommand(user, terminal);
  user
    .command('add')
    .description('Make an account. The password is asked for, or read from MEDLINK_PASSWORD or stdin.')
    .requiredOption('--data <folder>', 'the data folder', notEmpty)
    .addOption(new Option('--role <role>', 'what they may do').choices(STAFF_ROLES).makeOptionMandatory())
    .requiredOption('--email <address>', 'what they sign in with', notEmpty)
    .requiredOption('--name <text>', 'as the others see it', notEmpty)
    .option(
      '--doctor <id>',
      "the doctor's profile the account belongs to; needed for the role doctor",
      notEmpty,
    )
    .option('--clinic <text>', "for the very first account, an admin's: the clinic's name", oneLine)
    .option('--time-zone <zone>', "with --clinic: the clinic's time zone, such as Europe/Berlin", timeZone)
    .action(async (flags: UserFlags) => {
      const account = parseAccount(flags);
      const setUp = parseSetUp(flags);
      const password = await readPassword(terminal);
      await addAccount(flags.data, { account, password, setUp });
      printLine(terminal, `${account.role} ${account.email} can sign in now`);
    });
}

function parseAccount(flags: UserFlags): Account {
  const { role, email, name, doctor } = flags;
  const parsed = Account.safeParse({ role, email, name, doctorId: doctor });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path[0] === 'doctorId' ? 'doctor' : String(issue?.path[0]);
    throw new CliRefusal(`--${field}: ${issue?.message ?? 'is wrong'}`);
  }
  if (role !== 'doctor' && doctor !== undefined) {
    throw new CliRefusal('--doctor belongs to accounts of doctors only.');
  }
  return parsed.data;
}

type SetUp = Pick<ClinicSettings, 'clinicName' | 'timeZone'>;

function parseSetUp({ clinic, timeZone, role }: UserFlags): SetUp | undefined {
  if (clinic === undefined && timeZone === undefined) return undefined;
  if (clinic === undefined || timeZone === undefined) {
    throw new CliRefusal('--clinic and --time-zone belong together: they set the clinic up.');
  }
  if (role !== 'admin') throw new CliRefusal('The first account of a clinic has to be --role admin.');
  return { clinicName: clinic, timeZone };
}

async function addAccount(
  folder: string,
  added: { account: Account; password: string; setUp: SetUp | undefined },
): Promise<void> {
  const { account, password, setUp } = added;
  try {
    // The first account of all sets its clinic up, and may come before its folder.
    const open = setUp === undefined ? withClinic : withNewClinic;
    await open(folder, async ({ db }) => {
      const clinicName = setUp?.clinicName ?? (await db.read(findClinicName));
      const problem = passwordProblem(password, account.role, [account.name, account.email, clinicName]);
      if (problem !== undefined) throw new CliRefusal(`The password ${problem}.`);
      const passwordHash = await hashPassword(password);
      await db.transact(async ({ q }) => {
        await setUpOnce(q, setUp);
        if (account.role === 'doctor') await requireFreeDoctor(q, account);
        await insertAccount(q, account, passwordHash);
      });
    });
  } catch (error) {
    if (error instanceof AppError && error.code === 'email_taken') {
      throw new CliRefusal(`${account.email} has an account already.`);
    }
    throw error;
  }
}

/** Without a zone of its own a clinic would take every time for UTC: its first account brings one along. */
async function setUpOnce(q: Query, setUp: SetUp | undefined): Promise<void> {
  if (await hasUsers(q)) {
    if (setUp !== undefined) throw new CliRefusal('This clinic is set up already: leave --clinic out.');
    return;
  }
  if (setUp === undefined) {
    throw new CliRefusal(
      'This clinic is not set up yet: open its first page, or add --clinic and --time-zone for its first admin.',
    );
  }
  await insertSettings(q, setUp, systemClock.now());
}

async function requireFreeDoctor(q: Query, account: Account): Promise<void> {
  const free = await q
    .selectFrom('doctor')
    .leftJoin('appUser', 'appUser.doctorId', 'doctor.id')
    .select(['doctor.id', 'doctor.name'])
    .where('appUser.id', 'is', null)
    .orderBy('doctor.name')
    .execute();
  if (free.some((doctor) => doctor.id === account.doctorId)) return;
  const choices = free.slice(0, 20).map((doctor) => `\n  ${doctor.id}  ${doctor.name}`);
  throw new CliRefusal(
    choices.length === 0
      ? 'Every doctor has an account already.'
      : `--doctor has to be a doctor without an account:${choices.join('')}`,
  );
}

async function insertAccount(q: Query, account: Account, passwordHash: string): Promise<void> {
  const at = systemClock.now();
  const id = uuidv7Ids.next<UserId>();
  await q
    .insertInto('appUser')
    .values({
      id,
      email: account.email,
      name: account.name,
      role: account.role,
      passwordHash,
      isActive: 1,
      doctorId: account.doctorId ?? null,
      patientId: null,
      version: 1,
      createdAt: at,
      updatedAt: at,
    })
    .execute();
  const entry = { action: 'C', subtype: 'user.createStaff', objectType: 'user', objectId: id } as const;
  await recordAudit(q, { who: null, at }, { ...entry, objectVersion: 1, address: 'command line' });
}
