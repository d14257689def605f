import { setImmediate } from 'node:timers/promises';

type Rows = readonly object[];
/** A table's rows, in one piece or as they are read. */
export type RowParts = Iterable<Rows> | AsyncIterable<Rows>;

const ROWS_IN_A_TURN = 25;

/**
 * The same text as `JSON.stringify(value, null, 2)` makes of all of it, in pieces: a chart of many years is megabytes, and
 * everybody else gets their turn between two pieces. `last` is asked for when all rows have been seen.
 */
export async function* tablesJson(copy: {
  readonly head: object;
  readonly tables: Iterable<readonly [string, RowParts]>;
  readonly last: () => Promise<object>;
}): AsyncGenerator<string> {
  yield `{\n${members(copy.head)},\n  "tables": {`;
  let between = '';
  for (const [table, parts] of copy.tables) {
    yield `${between}\n    ${JSON.stringify(table)}: `;
    yield* listJson(parts, 4);
    between = ',';
  }
  yield `\n  },\n${members(await copy.last())}\n}`;
}

/** An object whose last member is a long list. */
export async function* longListJson(head: object, name: string, list: Rows): AsyncGenerator<string> {
  yield `{\n${members(head)},\n  ${JSON.stringify(name)}: `;
  yield* listJson([list], 2);
  yield '\n}';
}

async function* listJson(parts: RowParts, depth: number): AsyncGenerator<string> {
  let between = '[';
  const inner = `\n${' '.repeat(depth + 2)}`;
  for await (const rows of parts) {
    for (let at = 0; at < rows.length; at += ROWS_IN_A_TURN) {
      await setImmediate();
      let text = '';
      for (const row of rows.slice(at, at + ROWS_IN_A_TURN)) {
        text += between + inner + indented(row, depth + 2);
        between = ',';
      }
      yield text;
    }
  }
  yield between === '[' ? '[]' : `\n${' '.repeat(depth)}]`;
}

function members(value: object): string {
  const shown = Object.entries(value).filter(([, member]) => member !== undefined);
  return shown.map(([name, member]) => `  ${JSON.stringify(name)}: ${indented(member, 2)}`).join(',\n');
}

function indented(value: unknown, depth: number): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${' '.repeat(depth)}`);
}
