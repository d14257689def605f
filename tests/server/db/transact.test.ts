import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDb, type Db } from '../../../server/db/transact.ts';
import { migrate } from '../../../server/db/migrator.ts';
import { openSqlite } from '../../../server/db/open.ts';
import type { RoomId } from '../../../shared/ids.ts';
import type { ServerEvent } from '../../../shared/realtime/changes.ts';
import { insertRoom } from '../../support/factories.ts';

let db: Db;
let announced: ServerEvent[];
beforeEach(async () => {
  const file = openSqlite(':memory:');
  await migrate(file);
  db = createDb(file);
  announced = [];
  db.onCommit((events) => announced.push(...events));
});
afterEach(() => db.close());

const rooms = () => db.read((q) => q.selectFrom('room').select('name').orderBy('name').execute());
const changed = (revision: number): ServerEvent => ({ type: 'clinic.changed', revision });

describe('a transaction', () => {
  it('keeps all of its writes and then tells of them, in order', async () => {
    await db.transact(async ({ q, emit }) => {
      await insertRoom(q, 'A');
      emit(changed(1));
      await insertRoom(q, 'B');
      emit(changed(2));
      expect(announced).toEqual([]);
    });

    expect(await rooms()).toEqual([{ name: 'A' }, { name: 'B' }]);
    expect(announced).toEqual([changed(1), changed(2)]);
  });

  it('that throws leaves nothing behind and tells nobody', async () => {
    const work = db.transact(async ({ q, emit }) => {
      await insertRoom(q, 'A');
      emit(changed(1));
      throw new Error('half way');
    });

    await expect(work).rejects.toThrow('half way');
    expect(await rooms()).toEqual([]);
    expect(announced).toEqual([]);
  });

  it('goes on working after one that failed', async () => {
    await db.transact(({ q }) => insertRoom(q, 'A'));
    await expect(db.transact(({ q }) => insertRoom(q, 'a'))).rejects.toMatchObject({ code: 'name_taken' });
    await db.transact(({ q }) => insertRoom(q, 'B'));

    expect(await rooms()).toEqual([{ name: 'A' }, { name: 'B' }]);
  });

  it('has the database to itself: others wait their turn', async () => {
    const order: string[] = [];
    const work = (name: string) =>
      db.transact(async ({ q }) => {
        order.push(`${name} begins`);
        await insertRoom(q, name);
        await q.selectFrom('room').selectAll().execute();
        order.push(`${name} ends`);
      });
    await Promise.all([work('A'), work('B')]);

    expect(order).toEqual(['A begins', 'A ends', 'B begins', 'B ends']);
  });

  it('reports a missing reference as not found', async () => {
    const row = { doctorId: crypto.randomUUID() as never, startsAt: '2026-03-02T07:00:00.000Z' as never };
    const work = db.transact(({ q }) =>
      q
        .insertInto('timeOff')
        .values({ ...row, endsAt: '2026-03-02T08:00:00.000Z' as never, reason: '' })
        .execute(),
    );

    await expect(work).rejects.toMatchObject({ code: 'not_found' });
  });

  it('hands on what is a bug as it is', async () => {
    const work = db.transact(({ q }) =>
      q
        .insertInto('room')
        .values({ id: null as unknown as RoomId, name: null as unknown as string, isActive: 1 })
        .execute(),
    );

    await expect(work).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_NOTNULL' });
  });
});
