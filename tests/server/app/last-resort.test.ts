import { EventEmitter } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LastResortDeps, surviveFaults } from '../../../server/app/last-resort.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await startClinic();
});
afterAll(() => clinic.close());

/** A process that only looks like one, with what it was told to log and whether it gave up. */
function watched(proveSound: () => Promise<void> = async () => undefined) {
  const source = new EventEmitter() as EventEmitter & Pick<NodeJS.Process, 'on' | 'off'>;
  const seen = { logged: [] as object[], givenUp: 0 };
  const log = (line: object) => void seen.logged.push(line);
  const leave = surviveFaults(source, {
    logger: { error: log, fatal: log } as unknown as LastResortDeps['logger'],
    newFaultId: () => `fault-${seen.logged.length + 1}`,
    proveSound,
    giveUp: () => {
      seen.givenUp += 1;
    },
  });
  return { source, seen, leave };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('a fault nobody caught', () => {
  it('is logged under an id, and the server goes on where it still commits', async () => {
    const proveSound = () => clinic.db.transact(async () => undefined);
    const { source, seen, leave } = watched(proveSound);
    const fault = new Error('a gap');
    source.emit('uncaughtException', fault);
    source.emit('unhandledRejection', 'a reason');
    await settled();

    expect(seen.logged).toEqual([
      { err: fault, faultId: 'fault-1', kind: 'exception' },
      { err: 'a reason', faultId: 'fault-2', kind: 'rejection' },
    ]);
    expect(seen.givenUp).toBe(0);
    leave();
    expect(source.eventNames()).toEqual([]);
  });

  it('ends the server, once, when it no longer commits', async () => {
    const { source, seen } = watched(() => Promise.reject(new Error('stuck')));
    source.emit('uncaughtException', new Error('one'));
    source.emit('uncaughtException', new Error('two'));
    await settled();

    expect(seen.givenUp).toBe(1);
    expect(seen.logged).toContainEqual({ why: 'it no longer does its work' });
  });

  it('ends the server when there are more than ten of them in a minute', () => {
    const { source, seen } = watched();
    for (let n = 0; n < 10; n++) source.emit('unhandledRejection', n);
    expect(seen.givenUp).toBe(0);
    source.emit('unhandledRejection', 'one more');

    expect(seen.givenUp).toBe(1);
  });
});
