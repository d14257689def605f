import type { Instant } from '../../../shared/time/instant.ts';
import { civilDateOf, localTimeOf } from '../../../shared/time/clinic-zone.ts';
import type { PersonalRows } from '../../db/personal-rows.ts';
import type { Database } from '../../db/schema.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { NAMES_SOMEBODY } from './exports.repo.ts';

type AnyRow = Readonly<Record<string, unknown>>;
export type Fact = { readonly label: string; readonly value: string };
/** One table in words: each entry a few facts, the newest first. */
export type Section = { readonly title: string; readonly entries: readonly (readonly Fact[])[] };
/** A person's copy for reading, before it becomes a page or a PDF. */
export type CopyContent = {
  readonly clinicName: string;
  readonly madeOn: string;
  readonly sections: readonly Section[];
};

const TITLES: Partial<Record<keyof Database, string>> = {
  patient: 'Your chart',
  appUser: 'Your account',
  session: 'Where you were signed in',
  appointment: 'Your visits',
  appointmentChange: 'What happened to your visits',
  appointmentRequest: 'What you asked for',
  correction: 'Corrections you asked for',
  privacyRequest: 'Copies and erasures you asked for',
  legalHold: 'Why nothing may be deleted at present',
  liftedHold: 'Why nothing could be deleted for a while',
  breakGlass: 'Doctors who opened your chart without a visit of yours',
  auditEvent: 'Who did what with your data',
};

/** Ours alone: how a row is found and counted. The whole rows are in data.json. */
const LEFT_OUT = /^(id|version|sequence|busy(Start|End)|urgencyRank|statusSince|\w+(Id|By)|byUser)$/;
const WHO: Readonly<Record<string, string>> = { byUser: 'By', userId: 'By' };
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

type Known = { readonly snapshot: ClinicSnapshot; readonly names: ReadonlyMap<string, string> };

export function describeRows(rows: PersonalRows, known: Known, madeAt: Instant): CopyContent {
  const { clinicName, timeZone } = known.snapshot.settings;
  const sections = Object.entries(rows).map(([table, list]) => ({
    title: TITLES[table as keyof Database] ?? inWords(table),
    entries: list.toReversed().map((row) => describe(row, known)),
  }));
  return { clinicName, madeOn: whenOf(madeAt, timeZone), sections };
}

function describe(row: AnyRow, { snapshot, names }: Known): Fact[] {
  const named = [
    ['Doctor', snapshot.doctors.get(row.doctorId as never)?.name],
    ['Kind of visit', snapshot.types.get(row.appointmentTypeId as never)?.name],
    ['Room', snapshot.rooms.get(row.roomId as never)?.name],
  ] as const;
  const facts: Fact[] = named.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
  for (const [column, value] of Object.entries(row)) {
    const name = NAMES_SOMEBODY.test(column) ? names.get(String(value)) : undefined;
    if (name !== undefined) facts.push({ label: WHO[column] ?? inWords(column), value: name });
    if (value === null || value === '' || LEFT_OUT.test(column)) continue;
    facts.push({ label: inWords(column), value: textOf(column, value, snapshot.settings.timeZone) });
  }
  return facts;
}

function textOf(column: string, value: unknown, zone: string): string {
  if (/^(is|has|needs)[A-Z]/.test(column)) return value === 1 ? 'yes' : 'no';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return INSTANT.test(text) ? whenOf(text as Instant, zone) : text;
}

function whenOf(instant: Instant, zone: string): string {
  return `${civilDateOf(instant, zone)} ${localTimeOf(instant, zone)}`;
}

/** `givenName` is "Given name". */
function inWords(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
