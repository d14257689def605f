import { afterEach, beforeEach, expect, it } from 'vitest';
import { createReadMemory, type ReadMemory } from '../../../server/db/read-memory.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
let memory: ReadMemory<number>;
let reads: number;

beforeEach(async () => {
  clinic = await startClinic();
  memory = createReadMemory(clinic.db, 2);
  reads = 0;
});
afterEach(() => clinic.close());

const ask = (key: string) => clinic.db.read(() => memory(key, async () => ++reads));

it('answers with what was read before while nothing is written', async () => {
  expect([await ask('a'), await ask('a'), await ask('a')]).toEqual([1, 1, 1]);
});

it('keeps each question apart', async () => {
  expect([await ask('a'), await ask('b'), await ask('a')]).toEqual([1, 2, 1]);
});

it('reads again after a transaction that wrote', async () => {
  await ask('a');
  await clinic.db.transact(({ q }) => q.updateTable('clinicRevision').set({ revision: 99 }).execute());
  expect(await ask('a')).toBe(2);
});

it('reads again after a write past the transactions', async () => {
  await ask('a');
  clinic.db.file.exec('UPDATE clinic_revision SET revision = 98');
  expect(await ask('a')).toBe(2);
});

it('keeps no more answers than it may', async () => {
  for (const key of ['a', 'b', 'c']) await ask(key);
  expect(await ask('a')).toBe(4);
});

it('keeps nothing of a read that failed', async () => {
  await expect(clinic.db.read(() => memory('a', () => Promise.reject(new Error('no'))))).rejects.toThrow(
    'no',
  );
  expect(await ask('a')).toBe(1);
});
