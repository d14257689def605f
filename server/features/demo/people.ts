import type { DoctorId, PatientId, RoomId, UserId } from '../../../shared/ids.ts';
import { addDays, type CivilDate, toCivilDate } from '../../../shared/time/civil-date.ts';
import { KNOWN_DOCTORS, KNOWN_PATIENTS, NAME_POOLS } from './name-pools.ts';
import type { SeededRandom } from './seeded-random.ts';

export type DemoPatient = {
  readonly id: PatientId;
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate: CivilDate;
  readonly sex: 'female' | 'male' | 'other';
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string;
  readonly language: string;
  readonly needsInterpreter: boolean;
  readonly deskNote: string | null;
  readonly owedMinor: number;
  /** The account that books online; one patient in four has one. */
  readonly userId: UserId | null;
};

export type Origin = { readonly today: CivilDate; readonly todayMs: number };

const DAY_MS = 86_400_000;
const ACCOUNTS_EVERY = 4;
const OWES_EVERY = 19;
const USUAL_COPAY_MINOR = 1500;

export function makePatients(random: SeededRandom, count: number, origin: Origin): DemoPatient[] {
  return Array.from({ length: count }, (_, index) => makePatient(random, index, origin));
}

function makePatient(random: SeededRandom, index: number, origin: Origin): DemoPatient {
  const madeAt = origin.todayMs - random.int(60, 2_500) * DAY_MS;
  const pool = random.pickWeighted(NAME_POOLS);
  const sex = random.chance(0.01) ? 'other' : random.chance(0.53) ? 'female' : 'male';
  const drawn = {
    givenName: random.pick(sex === 'male' ? pool.male : pool.female),
    familyName: random.pick(pool.family),
    birthDate: birthDate(random, origin.today),
    sex,
  } as const;
  const known = KNOWN_PATIENTS[index];
  const who = known === undefined ? drawn : { ...known, birthDate: toCivilDate(known.birthDate) };
  const isForeign = known === undefined && pool.language !== 'German' && pool.language !== 'English';
  const hasAccount = index < KNOWN_PATIENTS.length || index % ACCOUNTS_EVERY === 0;
  return {
    ...who,
    id: random.uuidAt<PatientId>(madeAt),
    phone: random.chance(0.94) ? phoneNumber(random) : null,
    email: random.chance(0.6) ? emailOf(who, index) : null,
    address: `${random.pick(STREETS)} ${random.int(1, 140)}, ${random.pick(TOWNS)}`,
    language: known === undefined ? pool.language : 'English',
    needsInterpreter: isForeign && random.chance(0.18),
    deskNote: random.chance(0.12) ? random.pick(DESK_NOTES) : null,
    owedMinor: index % OWES_EVERY === OWES_EVERY - 1 ? USUAL_COPAY_MINOR : 0,
    userId: hasAccount ? random.uuidAt<UserId>(madeAt) : null,
  };
}

export type DemoDoctor = {
  readonly id: DoctorId;
  readonly userId: UserId;
  readonly name: string;
  readonly bio: string;
  readonly feeMinor: number;
  readonly roomId: RoomId;
};

export function makeDoctors(
  random: SeededRandom,
  rooms: readonly { readonly id: RoomId }[],
  madeMs: number,
): DemoDoctor[] {
  const taken = new Set<string>(KNOWN_DOCTORS);
  return rooms.map((room, index) => ({
    id: random.uuidAt<DoctorId>(madeMs),
    userId: random.uuidAt<UserId>(madeMs),
    name: KNOWN_DOCTORS[index] ?? freshDoctorName(random, taken),
    bio: `${random.pick(SCHOOLS)}. In practice for ${random.int(4, 30)} years. Speaks English and ${random.pick(NAME_POOLS).language}.`,
    feeMinor: random.int(8, 30) * 500,
    roomId: room.id,
  }));
}

/** Not a name twice, so that nobody books the wrong one; past the pools' end a second given name helps. */
function freshDoctorName(random: SeededRandom, taken: Set<string>): string {
  const latin = NAME_POOLS.slice(0, 4);
  const pool = random.pickWeighted(latin);
  const given = () => random.pick(random.chance(0.5) ? pool.female : pool.male);
  let name = `Dr. ${given()} ${random.pick(pool.family)}`;
  while (taken.has(name)) name = `Dr. ${given()} ${given()} ${random.pick(pool.family)}`;
  taken.add(name);
  return name;
}

/** More children and older people than middle-aged ones, as in a practice. */
function birthDate(random: SeededRandom, today: CivilDate): CivilDate {
  const band = random.pickWeighted([
    { weight: 17, from: 120, to: 15 * 365 },
    { weight: 30, from: 16 * 365, to: 40 * 365 },
    { weight: 32, from: 40 * 365, to: 67 * 365 },
    { weight: 21, from: 67 * 365, to: 94 * 365 },
  ]);
  return addDays(today, -random.int(band.from, band.to));
}

/** 555-01xx belongs to nobody: it is kept free for made-up people. */
function phoneNumber(random: SeededRandom): string {
  return `0${random.int(20, 98)}${random.int(0, 9)} 555-01${String(random.int(0, 99)).padStart(2, '0')}`;
}

function emailOf(who: { givenName: string; familyName: string }, index: number): string | null {
  const plain = `${who.givenName}.${who.familyName}`
    .normalize('NFD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^a-z.]/g, '');
  return plain.length > 4 ? `${plain}${index + 1}@example.org` : null;
}

const STREETS = [
  'Lindenstraße',
  'Kirchweg',
  'Am Markt',
  'Hauptstraße',
  'Gartenweg',
  'Schillerallee',
  'Mühlgasse',
  'Bahnhofstraße',
];
const TOWNS = ['10115 Neustadt', '10245 Altdorf', '10317 Seeheim', '10585 Waldau', '10961 Bergen'];
const SCHOOLS = ['Studied in Heidelberg', 'Studied in Dublin', 'Studied in Madrid', 'Studied in Vienna'];
const DESK_NOTES = [
  'Uses a wheelchair: ground-floor room, please',
  'Hard of hearing: speak slowly, face to face',
  'Call the daughter to change times',
  'Prefers early mornings',
  'Often late: confirm the day before',
  'Insurance card to be renewed',
  'Brings a guide dog',
];
