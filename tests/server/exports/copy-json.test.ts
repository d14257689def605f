import { describe, expect, it } from 'vitest';
import { longListJson, tablesJson } from '../../../server/features/exports/copy-json.ts';

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}
const ROWS = [
  { id: 1, reason: 'Line one\nline two', note: null, nested: { a: [1, { b: '"' }], c: {} } },
  { id: 2, reason: '</script> 😀 \u2028', list: [] },
];
async function* inTwo() {
  yield ROWS.slice(0, 1);
  yield ROWS.slice(1);
}
async function* nothing() {
  yield [];
}

describe('JSON in pieces', () => {
  it('is made of no more than a few rows at once, with a turn for everybody else between two of them', async () => {
    const many = Array.from({ length: 2_000 }, (_, id) => ({ id }));
    let turns = 0;
    let next = setImmediate(count);
    function count() {
      turns += 1;
      next = setImmediate(count);
    }
    const tables = [['many', [many]]] as const;
    let most = 0;
    for await (const piece of tablesJson({ head: {}, tables, last: async () => ({}) })) {
      most = Math.max(most, piece.split('"id"').length - 1);
    }
    clearImmediate(next);
    expect(most).toBeLessThanOrEqual(25);
    expect(turns).toBeGreaterThanOrEqual(2_000 / 25);
  });

  it('is the same text as in one go', async () => {
    const many = Array.from({ length: 120 }, (_, id) => ({ id }));
    const head = { format: 'x/1', clinic: 'A "clinic"', madeAt: '2026-03-02' };
    const names = { a: 'Ada', b: 'Ben' };
    const tables = [
      ['first', [ROWS]],
      ['second', inTwo()],
      ['none', [[]]],
      ['nothing', nothing()],
      ['many', [many]],
    ] as const;
    const whole = { first: ROWS, second: ROWS, none: [], nothing: [], many };
    const text = await textOf(tablesJson({ head, tables, last: async () => ({ names }) }));
    expect(text).toBe(JSON.stringify({ ...head, tables: whole, names }, null, 2));

    const bundle = { resourceType: 'Bundle', type: 'collection' };
    for (const entry of [ROWS, many, []]) {
      expect(await textOf(longListJson(bundle, 'entry', entry))).toBe(
        JSON.stringify({ ...bundle, entry }, null, 2),
      );
    }
  });
});
