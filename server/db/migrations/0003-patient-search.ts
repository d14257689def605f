import { type Kysely, sql } from 'kysely';

const INDEXES = ['patient_words', 'patient_parts'];
const add = (row: 'NEW') =>
  INDEXES.map(
    (index) => `INSERT INTO ${index} (rowid, search_text) VALUES (${row}.chart_number, ${row}.search_text);`,
  );
// An index over another table's content has to be told what it forgets.
const remove = (row: 'OLD') =>
  INDEXES.map(
    (index) =>
      `INSERT INTO ${index} (${index}, rowid, search_text) VALUES ('delete', ${row}.chart_number, ${row}.search_text);`,
  );

/**
 * Finding a chart: full-text indexes over `patient.search_text`, kept in step by triggers (`patient_words`
 * for what words start with, `patient_parts` for what they contain), and an index of given names.
 */
const STATEMENTS = [
  `CREATE VIRTUAL TABLE patient_words USING fts5 (
     search_text, content = 'patient', content_rowid = 'chart_number', columnsize = 0, prefix = '1 2 3',
     tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'")`,
  `CREATE VIRTUAL TABLE patient_parts USING fts5 (
     search_text, content = 'patient', content_rowid = 'chart_number', columnsize = 0, tokenize = 'trigram')`,
  `CREATE TRIGGER patient_search_insert AFTER INSERT ON patient BEGIN ${add('NEW').join(' ')} END`,
  `CREATE TRIGGER patient_search_delete AFTER DELETE ON patient BEGIN ${remove('OLD').join(' ')} END`,
  `CREATE TRIGGER patient_search_update AFTER UPDATE OF search_text ON patient WHEN OLD.search_text <> NEW.search_text
     BEGIN ${[...remove('OLD'), ...add('NEW')].join(' ')} END`,
  // The name key is the family name, a space, the given name.
  `CREATE INDEX patient_by_given_name ON patient (substr(name_key, instr(name_key, ' ') + 1), chart_number)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
