import type { Row } from '../../db/schema.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { Instant } from '../../../shared/time/instant.ts';

/** What is wrong with one row. An error keeps the row out; a warning lets it in. */
export type Problem = {
  readonly severity: 'error' | 'warning';
  readonly file: string;
  /** Where the row begins, counted as an editor counts. */
  readonly line: number;
  /** The column's name as the file has it; null when the whole row is meant. */
  readonly field: string | null;
  readonly value: string | null;
  readonly message: string;
};

/** A problem before it is known where it stands. */
export type Finding = Pick<Problem, 'severity' | 'field' | 'value' | 'message'>;

export type PatientRecord = {
  readonly kind: 'patient';
  readonly sourceId: string;
  readonly idField: string;
} & Pick<
  Row<'patient'>,
  'givenName' | 'familyName' | 'birthDate' | 'sex' | 'phone' | 'email' | 'address' | 'language' | 'deskNote'
> & { readonly needsInterpreter: boolean };

export type DoctorRecord = {
  readonly kind: 'doctor';
  readonly sourceId: string;
  readonly idField: string;
  readonly name: string;
  readonly specialization: string | null;
};

export type VisitRecord = {
  readonly kind: 'visit';
  readonly sourceId: string;
  readonly idField: string;
  readonly patientSourceId: string;
  readonly doctorSourceId: string;
  readonly typeName: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly reason: string;
  /** The columns that hold these, for the report. */
  readonly fields: {
    readonly patient: string;
    readonly doctor: string;
    readonly start: string;
    readonly end: string;
  };
};

export type ImportRecord = PatientRecord | DoctorRecord | VisitRecord;

/** One row as its source reads it: a record, what is wrong with it, or both. */
export type ReadRow = {
  readonly line: number;
  readonly record: ImportRecord | undefined;
  readonly findings: readonly Finding[];
};

export type ImportFile = {
  readonly name: string;
  read(): AsyncIterable<ReadRow>;
};

export type ImportSource = {
  /** With the row's own id this is who a record is: the same pair is never brought in twice. */
  readonly name: string;
  /** In the order in which they refer to each other. */
  readonly files: readonly ImportFile[];
};

export type FileCounts = {
  readonly file: string;
  readonly rows: number;
  readonly created: number;
  /** There from an earlier run. */
  readonly unchanged: number;
  readonly refused: number;
  readonly warnings: number;
};

/** The input as a whole cannot be read; the message names what is missing. */
export class ImportRefusal extends Error {}

export type Today = { readonly now: Instant; readonly date: CivilDate };
