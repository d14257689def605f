import { CONTACT_KINDS } from '../../../shared/domain/recalls.ts';
import { URGENCY_RANK } from '../../../shared/domain/urgency.ts';
import type { AppointmentTypeId, RecallId, UserId, WaitlistEntryId } from '../../../shared/ids.ts';
import { addDays, type CivilDate } from '../../../shared/time/civil-date.ts';
import { fromEpochMs } from '../../../shared/time/instant.ts';
import type { NewRow } from '../../db/schema.ts';
import type { ClinicCast } from './clinic-cast.ts';
import type { DemoDoctor, DemoPatient } from './people.ts';
import type { SeededRandom } from './seeded-random.ts';

const DAY_MS = 86_400_000;
const WAITING = 7;
const DUE = 9;
const PARTS = ['[]', '[]', '["morning"]', '["afternoon"]', '["morning","afternoon"]'];
const NOTES = ['', '', 'Can be here within half an hour', 'Please call the mobile', 'Not on Fridays'];
/** From the first on: the desk sees who is overdue, and who comes next. */
const DUE_IN_DAYS = [-41, -24, -12, -3, 2, 9, 16, 30, 47];

type Moment = { readonly now: number; readonly today: CivilDate };
type Rows = {
  readonly waitlist: readonly NewRow<'waitlistEntry'>[];
  readonly recalls: readonly NewRow<'recall'>[];
  readonly contacts: readonly NewRow<'recallContact'>[];
};

/** Who would come earlier and who is due again: that by which a desk keeps its days full. */
export function makeWaiting(random: SeededRandom, cast: ClinicCast, moment: Moment): Rows {
  const people = random.shuffle(cast.patients).slice(0, WAITING + DUE);
  const waitlist = people
    .slice(0, WAITING)
    .map((patient, index) => waits(random, cast, { ...moment, patient, index }));
  const due = people
    .slice(WAITING)
    .map((patient, index) => dueAgain(random, cast, { ...moment, patient, index }));
  return {
    waitlist,
    recalls: due.map(({ recall }) => recall),
    contacts: due.flatMap(({ contacts }) => contacts),
  };
}

type Of = Moment & { readonly patient: DemoPatient; readonly index: number };

function waits(random: SeededRandom, cast: ClinicCast, of: Of): NewRow<'waitlistEntry'> {
  const { doctor, typeId } = wish(random, cast);
  const createdMs = of.now - random.int(2, 9 * 24) * 3_600_000;
  const urgency = random.chance(0.25) ? 'high' : 'medium';
  const at = fromEpochMs(createdMs);
  return {
    id: random.uuidAt<WaitlistEntryId>(createdMs),
    patientId: of.patient.id,
    appointmentTypeId: typeId,
    // Most would come to anybody who has time.
    doctorId: random.chance(0.35) ? doctor.id : null,
    specializationId: null,
    earliestDate: of.today,
    latestDate: addDays(of.today, random.int(7, 28)),
    dayParts: random.pick(PARTS),
    urgency,
    urgencyRank: URGENCY_RANK[urgency],
    note: random.pick(NOTES),
    via: 'desk',
    state: 'waiting',
    appointmentId: null,
    version: 1,
    createdBy: random.pick(cast.receptionists),
    createdAt: at,
    updatedAt: at,
  };
}

function dueAgain(random: SeededRandom, cast: ClinicCast, of: Of) {
  const { doctor, typeId } = wish(random, cast);
  const createdMs = of.now - random.int(60, 180) * DAY_MS;
  const id = random.uuidAt<RecallId>(createdMs);
  const at = fromEpochMs(createdMs);
  const recall: NewRow<'recall'> = {
    id,
    patientId: of.patient.id,
    appointmentTypeId: typeId,
    doctorId: doctor.id,
    dueOn: addDays(of.today, DUE_IN_DAYS[of.index] ?? 60),
    endedAs: null,
    appointmentId: null,
    version: 1,
    createdBy: doctor.userId,
    createdAt: at,
    updatedAt: at,
  };
  // Of those who are overdue every second has been called.
  const tries = of.index < 4 ? of.index % 2 : 0;
  const contacts = Array.from({ length: tries }, () => tried(random, cast, { now: of.now, recallId: id }));
  return { recall, contacts };
}

function tried(
  random: SeededRandom,
  cast: ClinicCast,
  of: { readonly now: number; readonly recallId: RecallId },
): NewRow<'recallContact'> {
  const atMs = of.now - random.int(1, 6) * DAY_MS;
  return {
    id: random.uuidAt(atMs),
    recallId: of.recallId,
    kind: random.pick(CONTACT_KINDS),
    at: fromEpochMs(atMs),
    byUser: random.pick<UserId>(cast.receptionists),
  };
}

/** A doctor, and a kind of visit they offer. */
function wish(random: SeededRandom, cast: ClinicCast): { doctor: DemoDoctor; typeId: AppointmentTypeId } {
  const at = random.int(0, cast.doctors.length - 1);
  const doctor = cast.doctors[at];
  const typeId = cast.typeIds.get(random.pickWeighted(cast.types[at] ?? []));
  if (doctor === undefined || typeId === undefined) throw new RangeError('who waits needs a doctor');
  return { doctor, typeId };
}
