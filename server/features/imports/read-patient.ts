import { EditPatient, Sex } from '../../../shared/contracts/patients.ts';
import { parseCivilDate } from '../../../shared/time/civil-date.ts';
import type { Finding, PatientRecord, Today } from './import-types.ts';

/** A cell and the column it came from. */
export type Cell = {
  readonly column: string;
  readonly value: string;
  /** As the file has it, where the value was made of it. */
  readonly raw?: string;
  /** Why no value could be made of it. */
  readonly problem?: string;
};

/** A chart as some file has it: birth date as YYYY-MM-DD, empty where nothing is known. */
export type PatientCells = {
  readonly id: Cell;
  readonly givenName: Cell;
  readonly familyName: Cell;
  readonly birthDate: Cell;
} & { readonly [key in (typeof OPTIONAL)[number]]?: Cell } & {
  readonly needsInterpreter?: boolean;
};

const REQUIRED = ['givenName', 'familyName', 'birthDate'] as const;
const OPTIONAL = ['sex', 'phone', 'email', 'address', 'language', 'deskNote'] as const;
const EARLIEST_BIRTH = '1880-01-01';
const LONGEST_ID = 200;

/**
 * Holds a chart against the rules the desk's form has. Without its id, names or birth date it is
 * refused; anything else that is wrong is left out and told.
 */
export function readPatient(
  cells: PatientCells,
  today: Today,
): { record: PatientRecord | undefined; findings: Finding[] } {
  const findings = [...idFindings(cells.id), ...REQUIRED.flatMap((key) => requiredFindings(cells[key], key))];
  if (findings.length === 0) findings.push(...birthFindings(cells.birthDate, today));
  if (findings.length > 0) return { record: undefined, findings };

  const kept: { [key in (typeof OPTIONAL)[number]]?: string } = {};
  for (const key of OPTIONAL) {
    const cell = cells[key];
    if (cell === undefined || cell.value === '') continue;
    const parsed = FIELDS[key].safeParse(cell.value);
    if (parsed.success && typeof parsed.data === 'string') kept[key] = parsed.data;
    else findings.push(finding('warning', cell, `left out: ${messageOf(parsed)}`));
  }
  return { record: recordOf(cells, kept), findings };
}

const FIELDS = EditPatient.shape.changes.shape;

function recordOf(
  cells: PatientCells,
  kept: { readonly [key in (typeof OPTIONAL)[number]]?: string },
): PatientRecord {
  return {
    kind: 'patient',
    sourceId: cells.id.value,
    idField: cells.id.column,
    givenName: FIELDS.givenName.parse(cells.givenName.value) ?? neverRead(),
    familyName: FIELDS.familyName.parse(cells.familyName.value) ?? neverRead(),
    birthDate: parseCivilDate(cells.birthDate.value) ?? neverRead(),
    sex: Sex.catch('unknown').parse(kept.sex),
    phone: kept.phone ?? null,
    email: kept.email ?? null,
    address: kept.address ?? null,
    language: kept.language ?? null,
    deskNote: kept.deskNote ?? null,
    needsInterpreter: cells.needsInterpreter ?? false,
  };
}

function neverRead(): never {
  throw new RangeError('a chart was not checked');
}

function requiredFindings(cell: Cell, key: (typeof REQUIRED)[number]): Finding[] {
  if (cell.problem !== undefined) return [finding('error', cell, cell.problem)];
  if (cell.value === '') return [finding('error', cell, 'is needed')];
  const parsed = FIELDS[key].safeParse(cell.value);
  return parsed.success ? [] : [finding('error', cell, messageOf(parsed))];
}

function birthFindings(cell: Cell, today: Today): Finding[] {
  if (cell.value > today.date) return [finding('error', cell, 'lies in the future')];
  return cell.value < EARLIEST_BIRTH ? [finding('error', cell, 'lies too far back')] : [];
}

export function idFindings(cell: Cell): Finding[] {
  if (cell.value === '') return [finding('error', cell, 'is needed')];
  return cell.value.length > LONGEST_ID ? [finding('error', cell, `at most ${LONGEST_ID} characters`)] : [];
}

export function finding(severity: Finding['severity'], cell: Cell, message: string): Finding {
  return { severity, field: cell.column, value: cell.raw ?? cell.value, message };
}

export function messageOf(parsed: { error?: { issues: readonly { message: string }[] } }): string {
  return parsed.error?.issues[0]?.message ?? 'cannot be read';
}
