import { DEFAULT_SETTINGS } from '../../../shared/domain/clinic-settings.ts';
import { AppError } from '../../../shared/errors.ts';
import type { UserId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { civilDateOf, dayBounds } from '../../../shared/time/clinic-zone.ts';
import { epochMs, fromEpochMs } from '../../../shared/time/instant.ts';
import type { Db } from '../../db/transact.ts';
import { createBulkInsert, type Insert } from '../../db/bulk-insert.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicCast } from './clinic-cast.ts';
import { insertIn } from './demo-words.ts';
import type { DemoOptions, DemoProgress, DemoSummary } from './demo-options.ts';
import { KNOWN_RECEPTIONISTS } from './name-pools.ts';
import { makeRequests } from './open-requests.ts';
import { candidatesOf, createPatientChooser } from './patient-chooser.ts';
import { makePatients } from './people.ts';
import { averageMinutes } from './place-visits.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';
import { type DayPlan, planDays } from './visit-days.ts';
import { createVisitMaker, type Moment } from './visit-maker.ts';
import { type Account, accountsOf, writeAccounts, writePatients } from './write-people.ts';
import { makeWaiting } from './who-waits.ts';
import { type DemoShape, writeShape } from './write-shape.ts';

type OnProgress = (progress: DemoProgress) => void;

/**
 * Fills an empty clinic with believable people and visits, in one transaction: all of it or nothing.
 * The same seed and day make the same clinic. Throws `already_set_up` when somebody is there already.
 */
export async function fillDemoClinic(
  db: Db,
  options: DemoOptions,
  onProgress: OnProgress = () => {},
): Promise<DemoSummary> {
  return await db.transact(async ({ q }) => {
    const tables = options.isAdminKept
      ? (['doctor', 'patient'] as const)
      : (['appUser', 'doctor', 'patient'] as const);
    for (const table of tables) {
      const row = await q.selectFrom(table).select('id').limit(1).executeTakeFirst();
      if (row !== undefined) throw new AppError('already_set_up');
    }
    // The first accounts there are: who sets a clinic up in a browser has left a line before.
    if (options.isAdminKept !== true) {
      const line = { action: 'C', subtype: 'setup.fillDemo', objectType: 'user' } as const;
      await recordAudit(q, { who: null, at: options.now }, line);
    }
    return write(insertIn(options.language, createBulkInsert(db.file)), options, onProgress);
  });
}

function write(insert: Insert, options: DemoOptions, onProgress: OnProgress): DemoSummary {
  const zone = options.timeZone;
  const today = civilDateOf(options.now, zone);
  const random = createSeededRandom(`${options.seed} ${today}`);
  const todayMidnight = epochMs(dayBounds(today, zone).start);
  const madeMs = todayMidnight - 400 * 86_400_000;
  if (options.isAdminKept !== true) writeSettings(insert, options);
  const shape = writeShape(insert, random, { doctors: options.doctors, today, zone, madeMs });
  const { cast, accounts } = writePeople(insert, { random, shape, options, today, todayMidnight, madeMs });
  onProgress({ stage: 'people', done: cast.patients.length, total: cast.patients.length });

  const plan = planDays(random, {
    today,
    zone,
    calendars: shape.calendars,
    closures: shape.closures,
    averageMin: shape.types.map(averageMinutes),
    visits: options.visits,
  });
  const moment = { now: epochMs(options.now), todayMidnight };
  const visits = writeVisits(insert, { random, cast, plan, moment, today, onProgress });
  const requests = makeRequests(random, cast, { now: moment.now, days: plan.days });
  for (const request of requests) insert('appointmentRequest', request);
  const waiting = makeWaiting(random, cast, { now: moment.now, today });
  for (const entry of waiting.waitlist) insert('waitlistEntry', entry);
  for (const recall of waiting.recalls) insert('recall', recall);
  for (const contact of waiting.contacts) insert('recallContact', contact);
  onProgress({ stage: 'requests', done: requests.length, total: requests.length });
  return {
    doctors: cast.doctors.length,
    patients: cast.patients.length,
    visits,
    requests: requests.length,
    firstDay: plan.days[0]?.date ?? today,
    lastDay: plan.days.at(-1)?.date ?? today,
    signIns: accounts.map(({ role, email }) => ({ role, email })),
  };
}

function writeSettings(insert: Insert, options: DemoOptions): void {
  const settings = {
    ...DEFAULT_SETTINGS,
    clinicName: options.clinicName,
    timeZone: options.timeZone,
    language: options.language,
    isOverbookingAllowed: true,
  };
  for (const [key, value] of Object.entries(settings)) {
    insert('setting', { key, value: JSON.stringify(value), updatedAt: options.now });
  }
}

type PeopleInput = Moment & {
  readonly random: SeededRandom;
  readonly shape: DemoShape;
  readonly options: DemoOptions;
  readonly today: CivilDate;
  readonly madeMs: number;
};

function writePeople(
  insert: Insert,
  { random, shape, options, today, todayMidnight, madeMs }: Omit<PeopleInput, 'now'>,
): { cast: ClinicCast; accounts: Account[] } {
  const at = fromEpochMs(madeMs);
  const patients = makePatients(random, options.patients, { today, todayMs: todayMidnight });
  writePatients(insert, patients, fromEpochMs(todayMidnight));
  const receptionists = KNOWN_RECEPTIONISTS.map(() => random.uuidAt<UserId>(madeMs));
  const admin: Account = {
    id: random.uuidAt<UserId>(madeMs),
    email: 'admin@demo.clinic',
    name: 'Robin Lindner',
    role: 'admin',
  };
  const others = accountsOf({ receptionists, doctors: shape.doctors, patients });
  const accounts = options.isAdminKept ? others : [admin, ...others];
  writeAccounts(insert, accounts, { passwordHash: options.passwordHash, at });
  return { cast: { ...shape, patients, receptionists }, accounts };
}

type VisitsInput = {
  readonly random: SeededRandom;
  readonly cast: ClinicCast;
  readonly plan: DayPlan;
  readonly moment: Moment;
  readonly today: CivilDate;
  readonly onProgress: OnProgress;
};

const PROGRESS_EVERY = 5_000;

/** Each day gets its part of the whole; what does not fit into one goes to the next. */
function writeVisits(insert: Insert, input: VisitsInput): number {
  const { cast, plan, random } = input;
  const candidates = candidatesOf(cast.practices, cast.patients, input.today);
  const chooser = createPatientChooser(random, candidates, cast.patients.length);
  const maker = createVisitMaker({ random, cast, chooser, moment: input.moment });
  let wanted = 0;
  let done = 0;
  for (const day of plan.days) {
    wanted += day.wanted;
    for (const visit of maker.makeDay(day, Math.round(wanted) - done)) {
      insert('appointment', visit.appointment);
      for (const change of visit.changes) insert('appointmentChange', change);
      if (visit.request !== undefined) insert('appointmentRequest', visit.request);
      if (visit.note !== undefined) insert('visitNote', visit.note);
      done++;
      if (done % PROGRESS_EVERY === 0) input.onProgress({ stage: 'visits', done, total: plan.visits });
    }
  }
  input.onProgress({ stage: 'visits', done, total: plan.visits });
  return done;
}
