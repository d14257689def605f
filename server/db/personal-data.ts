import type { RawBuilder, SqlBool } from 'kysely';
import type { PatientId, UserId } from '../../shared/ids.ts';
import type { Database, Row } from './schema.ts';

/** A patient, and their account when they have one. */
export type Subject = { readonly patientId: PatientId; readonly userId: UserId | null };

type Value = string | number | ((of: Subject) => string);

/**
 * What becomes of a column when its person is erased. `stays` says nothing about anybody (ids, times,
 * states); `goes` is emptied; `kept` is emptied, too, and goes under seal for as long as the law asks for it.
 * The long forms name what is written where the column cannot be empty.
 */
export type Fate = 'stays' | 'goes' | 'kept' | { readonly goes: Value } | { readonly kept: Value };

/** Each column of a table; one more in the schema does not compile until its fate is written here. */
export type Fates<T extends keyof Database> = { readonly [Column in keyof Row<T>]: Fate };

/** A table that says something about patients. */
export type PersonalTable<T extends keyof Database> = {
  /** Which of its rows are this person's, over the table's own columns. */
  readonly rowsOf: (of: Subject) => RawBuilder<SqlBool>;
  /** Columns nobody is shown, not even the person: secrets, and what speaks of others. */
  readonly hidden?: readonly (keyof Row<T>)[];
  /** Why the person's copy leaves the table out. */
  readonly notCopied?: string;
  /** Its rows are deleted with the person, changed column by column, or (why) stay. */
  readonly erase: 'delete' | Fates<T> | { readonly never: string };
};

/** A table that says nothing about patients, and why one can be sure. */
export type Impersonal = { readonly impersonal: string };

/** Every table of the schema: a new one does not compile until it is written here. */
export type PersonalData = { readonly [T in keyof Database]: PersonalTable<T> | Impersonal };

/** The same rule when which table it is does not matter. */
export type AnyRule = {
  readonly rowsOf: (of: Subject) => RawBuilder<SqlBool>;
  readonly hidden?: readonly string[];
  readonly notCopied?: string;
  readonly erase: 'delete' | Readonly<Record<string, Fate>> | { readonly never: string };
};

/** Lets a feature write down its own tables. */
export type PersonalTables<T extends keyof Database> = Pick<PersonalData, T>;

/** The tables that say something about patients, in their order. */
export function personalTables(data: PersonalData): [keyof Database, AnyRule][] {
  return (Object.entries(data) as [keyof Database, AnyRule | Impersonal][]).flatMap(([table, rule]) =>
    'rowsOf' in rule ? [[table, rule]] : [],
  );
}
