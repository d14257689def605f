import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit as words } from '../../../renderer/locales/en/audit.ts';
import { backUpTo } from '../../../server/db/backup.ts';
import { migrate } from '../../../server/db/migrator.ts';
import { MIGRATIONS } from '../../../server/db/migrations/index.ts';
import { openSqlite } from '../../../server/db/open.ts';
import { auditChainOf, createDb, type Db } from '../../../server/db/transact.ts';
import { recordAudit } from '../../../server/features/audit/audit.repo.ts';
import { BREACH_KINDS, type Breach } from '../../../server/features/audit/locate-breaches.ts';
import { openTrail } from '../../../server/features/audit/trail.ts';
import { verifyTrail } from '../../../server/features/audit/verify-trail.ts';
import { toInstant } from '../../../shared/time/instant.ts';
import { startClinic } from '../../support/start-clinic.ts';

const AT = toInstant('2026-03-02T07:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'medlink-verify-'));
let db: Db;
const WRITTEN = 40;

async function openWith(count: number): Promise<Db> {
  const file = openSqlite(':memory:');
  await migrate(file);
  const opened = createDb(file);
  await fill(opened, count);
  return opened;
}

function fill(into: Db, count: number): Promise<void> {
  return into.transact(async ({ q }) => {
    for (let i = 0; i < count; i++) {
      const entry = {
        action: 'U',
        subtype: 'patient.edit',
        objectVersion: i,
        changedFields: ['phone'],
      } as const;
      await recordAudit(q, { who: null, at: AT }, { ...entry, address: `192.0.2.${i % 200}` });
    }
  });
}

beforeAll(async () => {
  db = await openWith(WRITTEN);
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

let copies = 0;
/** A copy in foreign hands: the triggers are gone, everything else is as it was. */
function foreignCopy(of: Db = db): BetterSqlite.Database {
  const path = join(folder, `copy-${(copies += 1)}.db`);
  backUpTo(of.file, path);
  const copy = new BetterSqlite(path);
  for (const name of ['follows', 'never_changes', 'never_goes'])
    copy.exec(`DROP TRIGGER audit_event_${name}`);
  return copy;
}

async function breachesOf(copy: BetterSqlite.Database, of: Db = db): Promise<readonly Breach[]> {
  const trail = openTrail(copy, { key: of.trail.key, anchors: of.trail.anchors.read() }, 7);
  return (await verifyTrail(trail)).breaches;
}

async function after(...statements: string[]): Promise<string[]> {
  const copy = foreignCopy();
  try {
    for (const sql of statements) copy.exec(sql);
    return told(await breachesOf(copy));
  } finally {
    copy.close();
  }
}

const told = (breaches: readonly Breach[]) =>
  breaches.map(({ kind, id, lastId }) => `${kind} ${id === lastId ? id : `${id}-${lastId}`}`);
const swap = (a: number, b: number) => [
  `UPDATE audit_event SET id = -1 WHERE id = ${a}`,
  `UPDATE audit_event SET id = ${a} WHERE id = ${b}`,
  `UPDATE audit_event SET id = ${b} WHERE id = -1`,
];
const COLUMNS = 'recorded_at, type, subtype, action, outcome, repeats, prev_hash, hash, seal';
const copyOf = (id: number, as: number) =>
  `INSERT INTO audit_event (id, ${COLUMNS}) SELECT ${as}, ${COLUMNS} FROM audit_event WHERE id = ${id}`;
const renumberFrom = (id: number, by: number) => [
  `UPDATE audit_event SET id = -id WHERE id >= ${id}`,
  `UPDATE audit_event SET id = -id + ${by} WHERE id < 0`,
];

describe('a trail nobody has touched', () => {
  it('is whole', async () => {
    expect(await after()).toEqual([]);
    expect(await verifyTrail(openTrail(db.file, { key: db.trail.key, anchors: [] }))).toEqual({
      lineCount: WRITTEN,
      lastId: WRITTEN,
      anchorCount: 0,
      breaches: [],
    });
  });
});

describe('what can be wrong with it', () => {
  it('has words at the administrators’ screen, whichever it is', () => {
    expect(Object.keys(words.trail.breach).toSorted()).toEqual([...BREACH_KINDS].toSorted());
  });
});

describe('a touched trail names the line', () => {
  it.each([
    ['that was altered', [`UPDATE audit_event SET outcome = 'denied' WHERE id = 17`], ['altered 17']],
    ['whose address was taken out', ['UPDATE audit_event SET address = NULL WHERE id = 1'], ['altered 1']],
    [
      'whose time was moved',
      [`UPDATE audit_event SET recorded_at = '2026-03-02T07:00:00.001Z' WHERE id = 40`],
      ['altered 40'],
    ],
    [
      'whose hash was altered',
      [`UPDATE audit_event SET hash = '${'B'.repeat(43)}' WHERE id = 9`],
      ['altered 9'],
    ],
    [
      'whose link was altered',
      [`UPDATE audit_event SET prev_hash = '${'B'.repeat(43)}' WHERE id = 9`],
      ['altered 9'],
    ],
    [
      'whose seal was altered',
      [`UPDATE audit_event SET seal = '${'B'.repeat(43)}' WHERE id = 9`],
      ['unsealed 9'],
    ],
    ['whose seal was taken off', ['UPDATE audit_event SET seal = NULL WHERE id = 9'], ['unsealed 9']],
    ['that was deleted', ['DELETE FROM audit_event WHERE id = 12'], ['deleted 12']],
    ['that was deleted at the beginning', ['DELETE FROM audit_event WHERE id <= 2'], ['deleted 1-2']],
    [
      'that was deleted, the gap being closed',
      ['DELETE FROM audit_event WHERE id IN (12, 13)', ...renumberFrom(14, -2)],
      ['deleted 12-13'],
    ],
    ['that was cut off', ['DELETE FROM audit_event WHERE id > 35'], ['cut 36-40']],
    ['that was put in', [...renumberFrom(20, 1), copyOf(5, 20)], ['inserted 20']],
    ['that was put in at the end', [copyOf(5, 41)], ['altered 41']],
    ['that stands in another’s place', swap(10, 30), ['reordered 10', 'reordered 30']],
    ['that stands in its neighbour’s place', swap(10, 11), ['reordered 10']],
    [
      'of each kind',
      [
        `UPDATE audit_event SET reason = 'x' WHERE id = 3`,
        'DELETE FROM audit_event WHERE id = 8',
        ...swap(20, 25),
      ],
      ['altered 3', 'deleted 8', 'reordered 20', 'reordered 25'],
    ],
  ])('%s', async (_, statements, expected) => {
    expect(await after(...statements)).toEqual(expected);
  });

  it('that was cut off, also where SQLite’s own count was put back: by the anchor', async () => {
    const anchored = await openWith(10);
    anchored.trail.anchors.write(await anchored.transact(async ({ q }) => auditChainOf(q).head()), AT);
    const copy = foreignCopy(anchored);
    copy.exec('DELETE FROM audit_event WHERE id > 6; UPDATE sqlite_sequence SET seq = 6');

    expect(told(await breachesOf(copy, anchored))).toEqual(['cut 7-10']);
  });

  it('that was cut off between two anchors, by what was told of the end', async () => {
    const clinic = await openWith(10);
    const copy = foreignCopy(clinic);
    copy.exec('DELETE FROM audit_event WHERE id > 6; UPDATE sqlite_sequence SET seq = 6');
    const held = { key: clinic.trail.key, anchors: [], end: clinic.trail.end.read() };

    expect(told((await verifyTrail(openTrail(copy, held))).breaches)).toEqual(['cut 7-10']);
    expect(told((await verifyTrail(openTrail(copy, { ...held, end: null }))).breaches)).toEqual(['anchor 6']);
  });

  it('that tells of an anchor, where the file of anchors is gone', async () => {
    const clinic = await startClinic();
    await clinic.call(clinic.actors.admin).audit.list({});
    await clinic.services.audit.anchorDaily();
    const { key } = clinic.db.trail;
    const lastId = openTrail(clinic.db.file, { key, anchors: [] }).lastId;
    const whole = { key, anchors: clinic.db.trail.anchors.read() };

    expect((await verifyTrail(openTrail(clinic.db.file, whole))).breaches).toEqual([]);
    const without = await verifyTrail(openTrail(clinic.db.file, { key, anchors: [] }));
    expect(told(without.breaches)).toEqual([`anchor ${lastId}`]);
    await clinic.close();
  });

  it('where a database was put back to an earlier day and went on from there', async () => {
    const clinic = await openWith(10);
    const earlier = foreignCopy(clinic);
    await fill(clinic, 5);
    clinic.trail.anchors.write(await clinic.transact(async ({ q }) => auditChainOf(q).head()), AT);
    const restored = createDb(earlier, { trail: clinic.trail });
    await restored.transact(async ({ q }) => {
      for (let i = 0; i < 9; i++)
        await recordAudit(q, { who: null, at: AT }, { action: 'E', subtype: 'session.later' });
    });

    expect(told(await breachesOf(earlier, clinic))).toEqual(['rolled_back 15']);
  });

  it('when the file of anchors itself was changed', async () => {
    const { key, anchors } = (await openWith(3)).trail;
    anchors.write({ id: 1, hash: 'a' }, AT);
    anchors.write({ id: 2, hash: 'b' }, AT);
    const [first, second] = anchors.read();
    const trail = (held: unknown[]) => ({
      ...openTrail(db.file, { key: db.trail.key, anchors: [] }),
      anchors: held,
    });
    const verdict = await verifyTrail({ ...trail([second]), key } as never);

    expect(first).toBeDefined();
    expect(verdict.breaches.filter(({ kind }) => kind === 'anchor')).toEqual([
      { kind: 'anchor', id: 2, lastId: 2 },
    ]);
  });
});

describe('whatever is done to it', () => {
  const id = fc.integer({ min: 1, max: WRITTEN });
  const operation = fc.oneof(
    fc.record({
      kind: fc.constant('alter' as const),
      id,
      column: fc.constantFrom(
        'subtype',
        'address',
        'changed_fields',
        'object_version',
        'hash',
        'prev_hash',
        'seal',
      ),
    }),
    fc.record({ kind: fc.constant('delete' as const), id }),
    fc.record({ kind: fc.constant('swap' as const), id, other: id }),
    fc.record({ kind: fc.constant('insert' as const), id, isPushed: fc.boolean() }),
    fc.record({ kind: fc.constant('cut' as const), id }),
  );

  it('is found, at the line it was done to', { timeout: 60_000 }, async () => {
    const kinds = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(operation, async (done) => {
        const { statements, expected } = planned(done);
        fc.pre(statements.length > 0);
        const breaches = await after(...statements);
        kinds.set(done.kind, (kinds.get(done.kind) ?? 0) + 1);
        expect(expected).toContainEqual(breaches);
      }),
      { numRuns: 200 },
    );
    console.info(
      `audit verify: ${[...kinds].map(([kind, runs]) => `${kind} ${runs}`).join(', ')}: 100 % located`,
    );
  });

  type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

  function planned(done: Operation): { statements: string[]; expected: string[][] } {
    const { id: at } = done;
    switch (done.kind) {
      case 'alter': {
        const isMark = done.column === 'seal';
        const value = done.column === 'object_version' ? '4711' : `'${'x'.repeat(43)}'`;
        return {
          statements: [`UPDATE audit_event SET ${done.column} = ${value} WHERE id = ${at}`],
          expected: [
            [`${isMark ? 'unsealed' : 'altered'} ${at}`],
            [`${isMark ? 'inserted' : 'altered'} ${at}`],
            [`inserted ${at}`],
          ],
        };
      }
      case 'delete':
        return {
          statements: [`DELETE FROM audit_event WHERE id = ${at}`],
          expected: [[`${at === WRITTEN ? 'cut' : 'deleted'} ${at}`]],
        };
      case 'swap': {
        const [low, high] = [Math.min(at, done.other), Math.max(at, done.other)];
        return {
          statements: low === high ? [] : swap(low, high),
          expected: [
            [`reordered ${low}`, `reordered ${high}`],
            // Of two neighbours either may be called the one that has moved.
            ...(high - low === 1 ? [[`reordered ${low}`], [`reordered ${high}`]] : []),
          ],
        };
      }
      case 'insert':
        return done.isPushed
          ? {
              statements: [...renumberFrom(at, 1), copyOf(at === 1 ? 9 : 1, at)],
              expected: [[`inserted ${at}`]],
            }
          : {
              statements: [copyOf(at, WRITTEN + 1)],
              expected: [[`altered ${WRITTEN + 1}`], [`inserted ${WRITTEN + 1}`]],
            };
      case 'cut':
        return {
          statements: at === WRITTEN ? [] : [`DELETE FROM audit_event WHERE id > ${at}`],
          expected: [[at + 1 === WRITTEN ? `cut ${WRITTEN}` : `cut ${at + 1}-${WRITTEN}`]],
        };
    }
  }
});

describe('two hundred thousand lines', () => {
  it('are verified in about a second', { timeout: 120_000 }, async () => {
    const large = await openWith(200_000);
    const busyBefore = process.cpuUsage();
    const startedAt = performance.now();
    const verdict = await verifyTrail(openTrail(large.file, { key: large.trail.key, anchors: [] }, 5_000));
    const tookMs = performance.now() - startedAt;
    const { user, system } = process.cpuUsage(busyBefore);
    console.info(
      `audit verify: ${verdict.lineCount} lines in ${Math.round(tookMs)} ms (${Math.round((user + system) / 1000)} ms of the processor)`,
    );

    expect(verdict).toMatchObject({ lineCount: 200_000, breaches: [] });
    // The machine is shared: what counts is the processor's time.
    expect((user + system) / 1000).toBeLessThan(4_000);
    await large.close();
  });
});

describe('a trail from before the chain', () => {
  it('is chained as it is, and vouched for by the first sealed line', async () => {
    const file = openSqlite(':memory:');
    const before = Object.entries(MIGRATIONS).filter(([name]) => name < '0004');
    await migrate(file, { migrations: Object.fromEntries(before) });
    for (let i = 0; i < 5; i++) {
      file.exec(
        `INSERT INTO audit_event (id, recorded_at, action, subtype, outcome, changed_fields)
         VALUES (${i * 3 + 1}, '${AT}', 'U', 'session.old', 'success', '["a"]')`,
      );
    }
    await migrate(file);
    const upgraded = createDb(file);
    await upgraded.transact(async ({ q }) =>
      auditChainOf(q).takeOver({ at: AT, isChainNew: true, end: undefined }),
    );
    await fill(upgraded, 5);
    expect(told(await breachesOf(foreignCopy(upgraded), upgraded))).toEqual([]);
    const altered = foreignCopy(upgraded);
    altered.exec(`UPDATE audit_event SET outcome = 'denied' WHERE id = 3`);

    expect(told(await breachesOf(altered, upgraded))).toEqual(['altered 3']);
  });
});
