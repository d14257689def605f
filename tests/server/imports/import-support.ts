import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Db } from '../../../server/db/transact.ts';
import { openMappedPatients, type CsvMap } from '../../../server/features/imports/csv-map.ts';
import type {
  FileCounts,
  ImportSource,
  Problem,
  Today,
} from '../../../server/features/imports/import-types.ts';
import { openSynthea } from '../../../server/features/imports/read-synthea.ts';
import { type ImportRun, runImport } from '../../../server/features/imports/run-import.ts';
import { uuidv7Ids } from '../../../server/lib/ids.ts';
import { toCivilDate } from '../../../shared/time/civil-date.ts';
import { toInstant } from '../../../shared/time/instant.ts';

export const TODAY: Today = { now: toInstant('2026-03-04T09:40:00Z'), date: toCivilDate('2026-03-04') };

export const PATIENTS_HEADER = 'Id,BIRTHDATE,DEATHDATE,PREFIX,FIRST,LAST,GENDER,ADDRESS,CITY,STATE,ZIP';
export const PROVIDERS_HEADER = 'Id,ORGANIZATION,NAME,GENDER,SPECIALITY';
export const ENCOUNTERS_HEADER = 'Id,START,STOP,PATIENT,PROVIDER,ENCOUNTERCLASS,DESCRIPTION';

/** A small population with nothing wrong in it. */
export const GOOD = {
  patients: [
    'p1,2014-10-06,,,Maynard46,Mosciski958,M,784 Stamm Lock,Somerville,Massachusetts,02155',
    'p2,1963-06-14,,Mrs.,Siobhán12,O\'Keefe211,F,"10 Main St, Apt 4",Boston,Massachusetts,',
    'p3,1949-11-26,2020-05-01,Mr.,Jean-Luc3 Marie9,Zulauf375,M,1 Elm,Boston,Massachusetts,02101',
  ],
  providers: [
    'd1,o1,Víctor493 Noriega353,M,GENERAL PRACTICE',
    'd2,o1,Ana1 Ruiz2,F,OBSTETRICS AND GYNECOLOGY',
  ],
  encounters: [
    'e1,2023-01-27T16:17:47Z,2023-01-27T16:32:47Z,p1,d1,ambulatory,Encounter for symptom',
    'e2,2023-01-27T16:32:47Z,2023-01-27T16:47:47Z,p2,d1,wellness,"Check-up, yearly"',
    'e3,2019-02-01T08:00:00Z,2019-02-05T10:00:00Z,p3,d2,inpatient,Admission',
  ],
};

export function writeSynthea(
  folder: string,
  rows: { patients?: string[]; providers?: string[]; encounters?: string[] },
): string {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, header: string, lines: string[]) =>
    writeFileSync(join(folder, name), [header, ...lines, ''].join('\n'));
  write('patients.csv', PATIENTS_HEADER, rows.patients ?? GOOD.patients);
  write('providers.csv', PROVIDERS_HEADER, rows.providers ?? GOOD.providers);
  write('encounters.csv', ENCOUNTERS_HEADER, rows.encounters ?? GOOD.encounters);
  return folder;
}

export type Imported = { readonly counts: FileCounts[]; readonly problems: Problem[] };

export async function bringIn(
  db: Db,
  source: ImportSource,
  over: Partial<ImportRun> = {},
): Promise<Imported> {
  const problems: Problem[] = [];
  const counts = await runImport(db, {
    source,
    ids: uuidv7Ids,
    now: TODAY.now,
    isDryRun: false,
    onProblem: (problem) => problems.push(problem),
    ...over,
  });
  return { counts, problems };
}

export async function bringInSynthea(
  db: Db,
  folder: string,
  over: Partial<ImportRun> = {},
): Promise<Imported> {
  return bringIn(db, await openSynthea(folder, TODAY), over);
}

export const MAP: CsvMap = {
  source: 'oldsystem',
  id: 'PatientNo',
  columns: {
    givenName: 'First name',
    familyName: 'Last name',
    birthDate: { column: 'DOB', format: 'DD.MM.YYYY' },
    sex: { column: 'Sex', values: { W: 'female' } },
    phone: 'Phone',
    address: ['Street', 'City'],
    needsInterpreter: 'Interpreter',
    deskNote: 'Note',
  },
};
export const MAP_HEADER = 'PatientNo,First name,Last name,DOB,Sex,Phone,Street,City,Interpreter,Note';

/** Writes the bytes as they are and brings them in as a patient list. */
export async function bringInList(
  db: Db,
  at: { folder: string; content: string | Uint8Array; map?: CsvMap },
  over: Partial<ImportRun> = {},
): Promise<Imported> {
  const path = join(at.folder, 'patients.csv');
  writeFileSync(path, at.content);
  return bringIn(db, await openMappedPatients(path, at.map ?? MAP, TODAY), over);
}

/** The same without naming what is asked each time: line and column of each problem, and how bad it is. */
export const placesOf = ({ problems }: Imported): string[] =>
  problems.map(({ severity, file, line, field }) => `${severity} ${file}:${line} ${field ?? 'row'}`);
