import type { SqliteFile } from './open.ts';

/** The statements a running clinic needs. Whatever changes the schema or the connection is not among them. */
const ALLOWED = /^(SELECT|INSERT|UPDATE|DELETE|WITH|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|EXPLAIN)$/;
/** Read, and the two that are written: the log is put into the file, the planner's figures are renewed. */
const READ_PRAGMAS =
  /^(application_id|user_version|journal_mode|synchronous|busy_timeout|foreign_keys|recursive_triggers|trusted_schema|mmap_size|temp_store|journal_size_limit|cache_size|page_size|page_count|freelist_count|data_version|compile_options|integrity_check|quick_check|foreign_key_check|table_list|table_xinfo|table_info|index_list|index_xinfo|database_list|function_list|wal_checkpoint|optimize)$/i;
const PRAGMA_WITH_VALUE =
  /^(wal_checkpoint|integrity_check|quick_check|foreign_key_check|table_xinfo|table_info|index_list|index_xinfo|optimize|defer_foreign_keys)$/i;
const SCHEMA_TABLES = /^(sqlite_(schema|master|temp_schema|temp_master|sequence|dbpage))$/i;

export class StatementRefused extends Error {}

/**
 * Lets a connection run what a clinic's day needs and nothing that could loosen its rules: no DROP, ALTER,
 * CREATE, ATTACH, DETACH, no pragma that is set, no hand on the schema's own tables. Set once the migrations
 * are through; the triggers then guard what is left.
 */
export function guardStatements(file: SqliteFile): void {
  const { prepare, exec, pragma } = file;
  file.prepare = ((sql: string) => {
    requireHarmless(sql);
    return prepare.call(file, sql);
  }) as typeof file.prepare;
  file.exec = (sql: string) => {
    requireHarmless(sql);
    return exec.call(file, sql);
  };
  file.pragma = (text, options) => {
    requireHarmless(`PRAGMA ${text}`);
    return pragma.call(file, text, options);
  };
  file.loadExtension = () => {
    throw new StatementRefused('extensions are not loaded into a clinic’s database');
  };
}

/** Throws naming the first statement that is not for a running clinic. */
export function requireHarmless(sql: string): void {
  for (const words of statementsOf(sql)) {
    const refused = refusedWord(words);
    if (refused !== undefined) throw new StatementRefused(`not on a running clinic's database: ${refused}`);
  }
}

function refusedWord(words: readonly string[]): string | undefined {
  const [first = '', second = '', third] = words;
  const verb = first.toUpperCase();
  if (verb === 'EXPLAIN') {
    const isPlan = second.toUpperCase() === 'QUERY';
    return refusedWord(words.slice(isPlan ? 3 : 1));
  }
  if (verb === 'VACUUM') return second.toUpperCase() === 'INTO' ? undefined : 'VACUUM';
  if (verb === 'PRAGMA') {
    const isHarmless = third === undefined ? READ_PRAGMAS.test(second) : PRAGMA_WITH_VALUE.test(second);
    return isHarmless ? undefined : `PRAGMA ${second}`;
  }
  if (!ALLOWED.test(verb)) return verb;
  const isRead = verb === 'SELECT' || verb === 'BEGIN' || verb === 'COMMIT';
  const isReplace = (word: string, at: number) =>
    /^or$/i.test(word) && /^replace$/i.test(words[at + 1] ?? '');
  if (!isRead && words.some(isReplace)) return 'OR REPLACE';
  return isRead ? undefined : words.find((word) => SCHEMA_TABLES.test(word));
}

/**
 * Comments and texts are left out, quoted names count as names; a semicolon ends a statement. SQLite takes a text for
 * a name where only a name can stand, so one right behind these words counts as a name.
 */
const BEFORE_NAME = /^(UPDATE|INTO|FROM|JOIN|TABLE|ABORT|FAIL|IGNORE|REPLACE|ROLLBACK|\.)$/i;
const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'|"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|\[([^\]]*)\]|[\p{L}_][\p{L}\p{N}_$]*|[=;]|\S/gu;

function statementsOf(sql: string): string[][] {
  const statements: string[][] = [[]];
  let before = '';
  for (const [token, ...quoted] of sql.matchAll(TOKEN)) {
    if (/^(--|\/\*)/.test(token)) continue;
    const text = token.startsWith("'") && BEFORE_NAME.test(before) ? token.slice(1, -1) : undefined;
    before = token;
    if (token === ';') statements.push([]);
    else if (text !== undefined || !token.startsWith("'")) {
      const name = text ?? quoted.find((part) => part !== undefined) ?? token;
      if (name !== '.' && name !== '(' && name !== ')' && name !== ',') statements.at(-1)?.push(name);
    }
  }
  return statements.filter((words) => words.length > 0);
}
