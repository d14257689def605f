import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../../server/db/migrator.ts';
import { openSqlite, type SqliteFile } from '../../../server/db/open.ts';
import { createDb, type Db, type Query } from '../../../server/db/transact.ts';
import type { ServerEvent } from '../../../shared/realtime/changes.ts';
import { insertRoom } from '../../support/factories.ts';
import { unguarded } from '../../support/unguarded.ts';

let folder: string;
let db: Db;
let bystander: SqliteFile;
let announced: ServerEvent[];
let undone: string[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-group-'));
  const path = join(folder, 'medlink.db');
  const file = openSqlite(path);
  await migrate(file);
  // A busy machine makes no group of two shorter.
  db = createDb(file, { longestGroupMs: 60_000 });
  bystander = openSqlite(path);
  announced = [];
  undone = [];
  db.onCommit((events) => announced.push(...events));
  db.onRollback((what) => undone.push(what));
});
afterEach(async () => {
  bystander.close();
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What is on disk, as another connection sees it. */
const roomsOnDisk = () => bystander.prepare('SELECT name FROM room ORDER BY name').pluck().all();
const changed = (revision: number): ServerEvent => ({ type: 'clinic.changed', revision });
const addRoom = (name: string) => db.transact(({ q }) => insertRoom(q, name));

/** Writes what no COMMIT accepts, and goes unnoticed until then. */
async function insertUnfounded(q: Query): Promise<void> {
  await sql`PRAGMA defer_foreign_keys = ON`.execute(q);
  await q
    .insertInto('doctorSpecialization')
    .values({ doctorId: 'nobody' as never, specializationId: 'nothing' as never })
    .execute();
}

describe('transactions that come together', () => {
  it('go to disk under one commit, and none is answered before', async () => {
    const seen: unknown[][] = [];
    const answered: string[] = [];
    const first = addRoom('A').then(() => answered.push('A'));
    const second = db.transact(async ({ q }) => {
      await insertRoom(q, 'B');
      seen.push(roomsOnDisk(), [...answered]);
    });
    await Promise.all([first, second]);

    expect(seen).toEqual([[], []]);
    expect(roomsOnDisk()).toEqual(['A', 'B']);
  });

  it('see what those before them in the group have written', async () => {
    const [, names] = await Promise.all([
      addRoom('A'),
      db.transact(({ q }) => q.selectFrom('room').select('name').execute()),
    ]);

    expect(names).toEqual([{ name: 'A' }]);
  });

  it('are told apart when one fails: only its own writes and events are gone', async () => {
    const failing = db.transact(async ({ q, emit }) => {
      await insertRoom(q, 'B');
      emit(changed(2));
      throw new Error('half way');
    });
    const answers = await Promise.allSettled([
      db.transact(async ({ q, emit }) => {
        await insertRoom(q, 'A');
        emit(changed(1));
      }),
      failing,
      addRoom('a'),
      db.transact(async ({ q, emit }) => {
        await insertRoom(q, 'C');
        emit(changed(3));
      }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(answers[2]).toMatchObject({ reason: { code: 'name_taken' } });
    expect(roomsOnDisk()).toEqual(['A', 'C']);
    expect(announced).toEqual([changed(1), changed(3)]);
    expect(undone).toEqual(['transaction', 'transaction']);
  });

  it('are all refused when their commit fails: nothing is on disk, nobody is told', async () => {
    const answers = await Promise.allSettled([
      db.transact(async ({ q, emit }) => {
        await insertRoom(q, 'A');
        emit(changed(1));
      }),
      db.transact(({ q }) => insertUnfounded(q)),
    ]);

    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(roomsOnDisk()).toEqual([]);
    expect(announced).toEqual([]);
    expect(undone).toEqual(['group']);
    await addRoom('B');
    expect(roomsOnDisk()).toEqual(['B']);
  });

  it('are all refused when the disk is full, and the next one works again', async () => {
    const pages = Number(db.file.pragma('page_count', { simple: true }));
    unguarded(db.file).pragma(`max_page_count = ${pages}`);
    const fill = (name: string) => db.transact(({ q }) => insertRoom(q, name.repeat(20_000)));
    const answers = await Promise.allSettled([fill('A'), fill('B')]);
    unguarded(db.file).pragma('max_page_count = 1073741823');

    for (const answer of answers) expect(answer).toMatchObject({ reason: { code: 'storage_full' } });
    expect(roomsOnDisk()).toEqual([]);
    await addRoom('C');
    expect(roomsOnDisk()).toEqual(['C']);
  });

  it('are refused, not forgotten, once the database is closed', async () => {
    await db.close();

    await expect(addRoom('A')).rejects.toThrow(/destroyed|not open/);
    await expect(addRoom('B')).rejects.toThrow(/destroyed|not open/);
  });

  it('do not keep those who read waiting for all of them', async () => {
    await db.close();
    db = createDb(openSqlite(join(folder, 'medlink.db')));
    const slow = () => {
      const until = performance.now() + 4;
      while (performance.now() < until);
    };
    const order: string[] = [];
    let read: Promise<unknown> | undefined;
    const askMeanwhile = () => {
      read ??= db.read((q) => q.selectFrom('room').selectAll().execute()).then(() => order.push('read'));
    };
    const writes = Array.from({ length: 10 }, (_, n) =>
      db
        .transact(async ({ q }) => {
          askMeanwhile();
          await insertRoom(q, `${n}`);
          slow();
        })
        .then(() => order.push('write')),
    );
    await Promise.all(writes);
    await read;

    expect(order).toHaveLength(11);
    expect(order.indexOf('read')).toBeLessThan(9);
  });
});
