import { setImmediate } from 'node:timers/promises';
import type { FilledForms, Worded } from '../../../shared/contracts/forms.ts';
import type { Language } from '../../../shared/domain/languages.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { civilDateOf, localTimeOf } from '../../../shared/time/clinic-zone.ts';
import type { PersonalRows } from '../../db/personal-rows.ts';
import { shortDay } from '../../lib/written-time.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { meaningOf } from './copy-codes.ts';
import { COPY_WORDS } from './copy-words.ts';
import { NAMES_SOMEBODY } from './exports.repo.ts';

type AnyRow = Readonly<Record<string, unknown>>;
export type Fact = { readonly label: string; readonly value: string };
/** One table in words: each entry a few facts, the newest first. */
export type Section = {
  readonly title: string;
  readonly entries: readonly (readonly Fact[])[];
  /** How many there are in all: older ones may be left to data.json. */
  readonly total: number;
};
/** A person's copy for reading, before it becomes a page or a PDF. */
export type CopyContent = {
  readonly language: Language;
  readonly clinicName: string;
  readonly madeOn: string;
  readonly sections: readonly Section[];
};

/** Ours alone: how a row is found and counted. The whole rows are in data.json. */
const LEFT_OUT = /^(id|version|sequence|busy(Start|End)|urgencyRank|statusSince|\w+(Id|By)|byUser)$/;
const WHO = ['byUser', 'userId'];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

type Known = {
  readonly snapshot: ClinicSnapshot;
  readonly names: ReadonlyMap<string, string>;
  /** The person's. */
  readonly language: Language;
};

/** The trail grows with every look at a chart; nobody reads thousands of its lines on a page. */
export const MOST_OF_TRAIL = 500;
const ENTRIES_IN_A_TURN = 25;

/** Putting rows into words takes long: every few entries everybody else gets their turn. */
export async function describeRows(
  rows: PersonalRows,
  known: Known & { readonly trailLength: number },
  madeAt: Instant,
): Promise<CopyContent> {
  const { clinicName } = known.snapshot.settings;
  const { language } = known;
  const words = COPY_WORDS[language];
  const titles: Readonly<Record<string, string | undefined>> = words.tables;
  const sections: Section[] = [];
  for (const [table, list] of Object.entries(rows)) {
    const entries = await inTurns(list.toReversed(), (row) => describe(row, known));
    const total = table === 'auditEvent' ? known.trailLength : list.length;
    sections.push({ title: titles[table] ?? words.column(table), entries, total });
  }
  return { language, clinicName, madeOn: whenOf(madeAt, known), sections };
}

/** What becomes of each, with a turn for everybody else every few of them. */
export async function inTurns<T, R>(list: readonly T[], work: (one: T) => R): Promise<R[]> {
  const done: R[] = [];
  for (const one of list) {
    if (done.length % ENTRIES_IN_A_TURN === 0) await setImmediate();
    done.push(work(one));
  }
  return done;
}

function describe(row: AnyRow, known: Known): Fact[] {
  const { snapshot, names, language } = known;
  const words = COPY_WORDS[language];
  const named = [
    [words.doctor, snapshot.doctors.get(row.doctorId as never)?.name],
    [words.specialization, snapshot.specializations.find(({ id }) => id === row.specializationId)?.name],
    [words.type, snapshot.types.get(row.appointmentTypeId as never)?.name],
    [words.room, snapshot.rooms.get(row.roomId as never)?.name],
  ] as const;
  const facts: Fact[] = named.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
  for (const [column, value] of Object.entries(row)) {
    const name = NAMES_SOMEBODY.test(column) ? names.get(String(value)) : undefined;
    const label = WHO.includes(column) ? words.by : words.column(column);
    if (name !== undefined) facts.push({ label, value: name });
    if (value === null || value === '' || LEFT_OUT.test(column)) continue;
    if (column === 'forms' && typeof value === 'string') facts.push(...answersIn(value, language));
    else facts.push({ label, value: textOf(column, value, known) });
  }
  return facts;
}

/** What was said before a visit, each answer beside what was asked. */
function answersIn(forms: string, language: Language): Fact[] {
  const { yes, no } = COPY_WORDS[language];
  const inWords = (words: Worded) => words[language] ?? words.en;
  const said = (JSON.parse(forms) as FilledForms['forms']).flatMap(({ answers }) => answers);
  return said.map(({ asks, kind, value, says }) => {
    if (says !== null) return { label: inWords(asks), value: inWords(says) };
    return { label: inWords(asks), value: kind === 'text' ? value : value === 'yes' ? yes : no };
  });
}

function textOf(column: string, value: unknown, known: Known): string {
  const { yes, no } = COPY_WORDS[known.language];
  if (/^(is|has|needs)[A-Z]/.test(column)) return value === 1 ? yes : no;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (DAY.test(text)) return shortDay(text, known.language);
  return INSTANT.test(text) ? whenOf(text as Instant, known) : meaningOf(known.language, column, text);
}

function whenOf(instant: Instant, { snapshot, language }: Known): string {
  const { timeZone } = snapshot.settings;
  return `${shortDay(civilDateOf(instant, timeZone), language)}, ${localTimeOf(instant, timeZone)}`;
}
