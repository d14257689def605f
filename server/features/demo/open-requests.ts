import type { RequestStatus } from '../../../shared/domain/request-status.ts';
import { URGENCY_RANK } from '../../../shared/domain/urgency.ts';
import type { RequestId } from '../../../shared/ids.ts';
import { fromEpochMs } from '../../../shared/time/instant.ts';
import type { NewRow } from '../../db/schema.ts';
import type { ClinicCast } from './clinic-cast.ts';
import { REASONS } from './clinic-shape.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { DoctorDay } from './visit-days.ts';
import { dayPartAt } from './visit-rows.ts';

const HOUR = 3_600_000;
/** One of each comes first, so that the inbox shows every urgency; then as they fall. */
const FIRST = ['high', 'medium', 'emergency', 'low'] as const;
/** Among those who wait, every third does not mind who of the specialization it is. */
const TO_ANY_EACH = 3;
const OTHERS = [
  { weight: 60, urgency: 'medium' },
  { weight: 20, urgency: 'low' },
  { weight: 18, urgency: 'high' },
  { weight: 2, urgency: 'emergency' },
] as const;
const REJECTIONS = [
  'No free time that day. Please choose another.',
  'Please see your family doctor first.',
  'The doctor is away that week.',
];

export type RequestMoment = { readonly now: number; readonly days: readonly DoctorDay[] };

/** The inbox: what patients ask for in the next two weeks, and some requests that came to nothing. */
export function makeRequests(
  random: SeededRandom,
  cast: ClinicCast,
  moment: RequestMoment,
): NewRow<'appointmentRequest'>[] {
  const askers = cast.patients.filter((patient) => patient.userId !== null);
  const soon = moment.days.filter((day) => day.offset >= 1 && day.offset <= 14);
  const earlier = moment.days.filter((day) => day.offset >= -21 && day.offset <= -1);
  if (askers.length === 0 || soon.length === 0) return [];

  const pending = Math.min(Math.max(8, Math.round(cast.doctors.length * 1.5)), askers.length * 2);
  const asked = new Set<string>();
  const rows: NewRow<'appointmentRequest'>[] = [];
  const ask = (status: RequestStatus, days: readonly DoctorDay[], urgency: Urgency) => {
    const isToAny = status === 'pending' && rows.length % TO_ANY_EACH === TO_ANY_EACH - 1;
    const row = requestOf(random, cast, {
      status,
      urgency,
      isToAny,
      now: moment.now,
      ...choose(random, askers, days),
    });
    const key = `${row.patientId} ${row.doctorId ?? row.specializationId} ${row.date} ${row.dayPart}`;
    if (asked.has(key)) return;
    asked.add(key);
    rows.push(row);
  };
  for (let i = 0; i < pending; i++) ask('pending', soon, FIRST[i] ?? random.pickWeighted(OTHERS).urgency);
  for (const status of earlier.length > 0 ? CLOSED : []) {
    for (let i = 0; i < 4; i++) ask(status, earlier, random.pickWeighted(OTHERS).urgency);
  }
  return rows;
}

type Urgency = keyof typeof URGENCY_RANK;
const CLOSED = ['rejected', 'cancelled', 'expired'] as const satisfies readonly RequestStatus[];

type Choice = { readonly patient: ClinicCast['patients'][number]; readonly day: DoctorDay };

function choose(random: SeededRandom, askers: ClinicCast['patients'], days: readonly DoctorDay[]): Choice {
  return { patient: random.pick(askers), day: random.pick(days) };
}

function requestOf(
  random: SeededRandom,
  cast: ClinicCast,
  of: Choice & { status: RequestStatus; urgency: Urgency; isToAny: boolean; now: number },
): NewRow<'appointmentRequest'> {
  const { day, patient, status, urgency } = of;
  const doctor = cast.doctors[day.doctorIndex];
  if (doctor === undefined) throw new RangeError('a request needs a doctor');
  const practice = cast.practices[day.doctorIndex]?.[0] ?? 'General practice';
  const span = random.pick(day.open);
  const latest = Math.min(of.now, day.midnight);
  const createdMs = latest - random.int(10, status === 'pending' ? 60 * 60 : 120 * 60) * 60_000;
  const decidedMs = createdMs + random.int(20, 9 * 60) * 60_000;
  const isDecided = status !== 'pending';
  const isByDesk = status === 'rejected';
  return {
    id: random.uuidAt<RequestId>(createdMs),
    patientId: patient.id,
    doctorId: of.isToAny ? null : doctor.id,
    specializationId: of.isToAny ? cast.specializationIds.get(practice) : null,
    date: day.date,
    dayPart: dayPartAt((span.start - day.midnight) / HOUR),
    urgency,
    urgencyRank: URGENCY_RANK[urgency],
    reason: random.pick(REASONS[practice]),
    status,
    decidedAt: isDecided ? fromEpochMs(decidedMs) : null,
    decidedBy: isByDesk ? random.pick(cast.receptionists) : status === 'cancelled' ? patient.userId : null,
    decisionReason: isByDesk ? random.pick(REJECTIONS) : null,
    version: isDecided ? 2 : 1,
    createdAt: fromEpochMs(createdMs),
    updatedAt: fromEpochMs(isDecided ? decidedMs : createdMs),
  };
}
