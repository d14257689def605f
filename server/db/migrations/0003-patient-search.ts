import { type Kysely, sql } from 'kysely';

/** The full-text index over `patient.search_text`, kept in step by triggers. */
const STATEMENTS = [
  `CREATE VIRTUAL TABLE patient_search USING fts5 (
     search_text, content = 'patient', content_rowid = 'chart_number', tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3')`,
  `CREATE TRIGGER patient_search_insert AFTER INSERT ON patient BEGIN
     INSERT INTO patient_search (rowid, search_text) VALUES (NEW.chart_number, NEW.search_text); END`,
  `CREATE TRIGGER patient_search_delete AFTER DELETE ON patient BEGIN
     INSERT INTO patient_search (patient_search, rowid, search_text) VALUES ('delete', OLD.chart_number, OLD.search_text); END`,
  `CREATE TRIGGER patient_search_update AFTER UPDATE OF search_text ON patient BEGIN
     INSERT INTO patient_search (patient_search, rowid, search_text) VALUES ('delete', OLD.chart_number, OLD.search_text);
     INSERT INTO patient_search (rowid, search_text) VALUES (NEW.chart_number, NEW.search_text); END`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
