import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { line } from '../../../shared/contracts/common.ts';
import { addDays, type CivilDate, parseCivilDate } from '../../../shared/time/civil-date.ts';
import { parseInstant } from '../../../shared/time/instant.ts';
import {
  type ImportFile,
  ImportRefusal,
  type ImportSource,
  type ReadRow,
  type Today,
} from './import-types.ts';
import { type CsvTable, openCsv } from './read-csv.ts';
import { readRows } from './read-rows.ts';
import { type Cell, finding, idFindings, messageOf, readPatient } from './read-patient.ts';

type Values = ReadonlyMap<string, string>;
type Read = Omit<ReadRow, 'line'>;

const FILES = [
  {
    name: 'patients.csv',
    columns: ['Id', 'BIRTHDATE', 'DEATHDATE', 'FIRST', 'LAST', 'GENDER', 'ADDRESS', 'CITY', 'STATE', 'ZIP'],
    read: patientOf,
  },
  { name: 'providers.csv', columns: ['Id', 'NAME', 'SPECIALITY'], read: doctorOf },
  {
    name: 'encounters.csv',
    columns: ['Id', 'START', 'STOP', 'PATIENT', 'PROVIDER', 'ENCOUNTERCLASS', 'DESCRIPTION'],
    read: visitOf,
  },
] as const;

/** A folder of Synthea's CSV export: patients, providers as doctors, encounters as visits that have been. */
export async function openSynthea(folder: string, today: Today): Promise<ImportSource> {
  const missing = FILES.filter((file) => !existsSync(join(folder, file.name))).map((file) => file.name);
  if (missing.length > 0) throw new ImportRefusal(`${folder} has no ${missing.join(', ')}`);
  const context: Context = { today, lives: new Map() };
  const files: ImportFile[] = [];
  for (const { name, columns, read } of FILES) {
    const table = await openCsv(join(folder, name));
    requireColumns(table, columns, name);
    files.push({ name, read: () => readRows(table, (values) => read(values, context)) });
  }
  return { name: 'synthea', files };
}

/** Births and deaths, which the visits are held against. */
type Context = { readonly today: Today; readonly lives: Map<string, { birth: CivilDate; death: string }> };

function requireColumns(table: CsvTable, columns: readonly string[], name: string): void {
  const missing = columns.filter((column) => !table.columns.includes(column));
  if (missing.length === 0) return;
  throw new ImportRefusal(`${name} has no column ${missing.join(', ')}; it has ${table.columns.join(', ')}`);
}

const cellOf = (values: Values, column: string): Cell => ({ column, value: values.get(column) ?? '' });
const SEXES: Readonly<Record<string, string>> = { M: 'male', F: 'female' };

function patientOf(values: Values, { today, lives }: Context): Read {
  const cell = (column: string) => cellOf(values, column);
  const name = (column: string) => ({
    column,
    value: withoutNumber(cell(column).value),
    raw: cell(column).value,
  });
  const death = cell('DEATHDATE');
  const region = [cell('STATE').value, cell('ZIP').value].filter(Boolean).join(' ');
  const address = [cell('ADDRESS').value, cell('CITY').value, region].filter(Boolean).join(', ');
  const { record, findings } = readPatient(
    {
      id: cell('Id'),
      givenName: name('FIRST'),
      familyName: name('LAST'),
      birthDate: cell('BIRTHDATE'),
      sex: { column: 'GENDER', value: SEXES[cell('GENDER').value] ?? cell('GENDER').value },
      address: { column: 'ADDRESS', value: address },
      deskNote: { column: 'DEATHDATE', value: death.value === '' ? '' : `Died on ${death.value}` },
    },
    today,
  );
  if (record === undefined) return { record, findings };
  const deathFindings = isRealDeath(death.value, record.birthDate, today)
    ? []
    : [finding('warning', death, 'is no date between birth and today')];
  // A second row of the same id is refused later on; it must not change what the first one said.
  if (!lives.has(record.sourceId)) {
    const dead = deathFindings.length > 0 ? '' : death.value;
    lives.set(record.sourceId, { birth: record.birthDate, death: dead });
  }
  return { record, findings: [...findings, ...deathFindings] };
}

function isRealDeath(death: string, birth: string, today: Today): boolean {
  return death === '' || (parseCivilDate(death) !== undefined && death >= birth && death <= today.date);
}

/** Synthea numbers its made-up names (`Maynard46`) so that nobody takes them for real people's. */
function withoutNumber(name: string): string {
  return name.replace(/(?<=\p{L})\d+(?=\P{L}|$)/gu, '').trim();
}

function doctorOf(values: Values): Read {
  const id = cellOf(values, 'Id');
  const name = cellOf(values, 'NAME');
  const plain = line(120).safeParse(withoutNumber(name.value));
  const findings = idFindings(id);
  if (!plain.success) findings.push(finding('error', name, messageOf(plain)));
  if (findings.length > 0 || !plain.success) return { record: undefined, findings };
  const speciality = cellOf(values, 'SPECIALITY');
  const known = line(100).safeParse(speciality.value);
  const isLeftOut = !known.success && speciality.value !== '';
  if (isLeftOut) findings.push(finding('warning', speciality, `left out: ${messageOf(known)}`));
  const specialization = known.success ? titleCase(known.data) : null;
  return {
    record: { kind: 'doctor', sourceId: id.value, idField: 'Id', name: plain.data, specialization },
    findings,
  };
}

const SMALL_WORDS = new Set(['and', 'of', 'the', 'for', 'in']);

function titleCase(text: string): string {
  return text
    .toLowerCase()
    .split(/\s+/)
    .map((word, i) => (i > 0 && SMALL_WORDS.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');
}

function visitOf(values: Values, context: Context): Read {
  const cell = (column: string) => cellOf(values, column);
  const [id, start, stop] = [cell('Id'), cell('START'), cell('STOP')];
  const [startsAt, endsAt] = [parseInstant(start.value), parseInstant(stop.value)];
  const findings = idFindings(id);
  for (const [at, instant] of [
    [start, startsAt],
    [stop, endsAt],
  ] as const) {
    if (instant === undefined) findings.push(finding('error', at, 'is no date and time with an offset'));
  }
  if (startsAt === undefined || endsAt === undefined || findings.length > 0)
    return { record: undefined, findings };
  if (endsAt <= startsAt) findings.push(finding('error', stop, `is not after the start ${start.value}`));
  if (endsAt > context.today.now) findings.push(finding('error', stop, 'lies in the future'));
  const life = context.lives.get(cell('PATIENT').value);
  // A day's grace: a birth date is local, the start is not.
  if (life !== undefined && startsAt.slice(0, 10) < addDays(life.birth, -1)) {
    findings.push(finding('error', start, `is before the patient's birth on ${life.birth}`));
  }
  if (findings.length > 0) return { record: undefined, findings };
  if (life !== undefined && life.death !== '' && startsAt.slice(0, 10) > life.death) {
    findings.push(finding('warning', start, `is after the patient's death on ${life.death}`));
  }
  return {
    record: {
      kind: 'visit',
      sourceId: id.value,
      idField: 'Id',
      patientSourceId: cell('PATIENT').value,
      doctorSourceId: cell('PROVIDER').value,
      typeName: CLASSES[cell('ENCOUNTERCLASS').value.toLowerCase()] ?? 'Other visit',
      startsAt,
      endsAt,
      reason: cell('DESCRIPTION').value.slice(0, 500),
      fields: { patient: 'PATIENT', doctor: 'PROVIDER', start: 'START', end: 'STOP' },
    },
    findings,
  };
}

const CLASSES: Readonly<Record<string, string>> = {
  ambulatory: 'Ambulatory',
  outpatient: 'Outpatient',
  wellness: 'Wellness',
  emergency: 'Emergency',
  inpatient: 'Inpatient',
  urgentcare: 'Urgent care',
  virtual: 'Virtual',
  home: 'Home visit',
  hospice: 'Hospice',
  snf: 'Skilled nursing',
};
