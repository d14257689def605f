import { getTRPCErrorFromUnknown } from '@trpc/server';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf } from '../../server/trpc/error-mapping.ts';
import { startClinic, type TestClinic } from '../support/start-clinic.ts';
import { createMatrixInputs, type MatrixInputs } from './matrix-inputs.ts';
import { type CallerName, CALLERS, expectedOutcome, PROCEDURES, type ProcedureName } from './rights-table.ts';

/** What a careless or a hostile client may put where something else belongs. */
const HOSTILE: readonly unknown[] = [
  ...[
    undefined,
    null,
    '',
    ' ',
    0,
    -1,
    1.5,
    1e308,
    2 ** 31,
    Number.MAX_SAFE_INTEGER,
    true,
    [],
    {},
    [[]],
    [null],
  ],
  ...[
    'x'.repeat(5_000),
    '\u0000',
    '\uD800',
    '👩🏽‍⚕️',
    '__proto__',
    'constructor',
    "' OR 1=1 --",
    '<b>',
    '%',
    '*',
    '"',
  ],
  ...['2026-02-30', '2999-12-31', '1800-01-01', '2026-03-05', '24:00', '2026-03-05T10:00:00'],
  ...[
    '1800-01-01T00:00:00Z',
    '2999-12-31T23:55:00Z',
    '2026-03-05T10:00:00+14:00',
    '2026-03-05T10:00:00.123456789Z',
  ],
  ...['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  ...['01a20609-f1b0-722c-8fb7-7421ab440d8b', 'admin', 'cancelled', 'emergency', 'W10'],
  JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{},"toString":1}'),
  { morning: { start: '00:00', end: '24:00' } },
  [{ weekday: 1, kind: 'open', startTime: '00:00', endTime: '24:00', validFrom: '2999-12-31' }],
  Array.from({ length: 1_000 }, () => '01a20609-f1b0-722c-8fb7-7421ab440d8b'),
];

let clinic: TestClinic;
let inputs: MatrixInputs;
const sums = { calls: 0, refused: 0, faults: 0 };
// What gets through may close the clinic for a century: each procedure has a clinic of its own.
beforeEach(async () => {
  clinic = await startClinic();
  inputs = createMatrixInputs(clinic);
});
afterEach(() => clinic.close());
afterAll(() =>
  console.log(`fuzz: ${sums.calls} calls, ${sums.refused} refused, ${sums.faults} faults of the server`),
);

/** Somebody who may do it, so that the input is really looked at. */
function callerOf(procedure: ProcedureName): CallerName {
  const allowed = CALLERS.find(
    (caller) => caller !== 'nobody' && caller !== 'disabled' && expectedOutcome(procedure, caller) === 'ok',
  );
  return allowed ?? 'nobody';
}

function procedureFor(name: ProcedureName, caller: CallerName): (input: unknown) => Promise<unknown> {
  const actor = caller === 'nobody' || caller === 'disabled' ? null : clinic.actors[caller];
  const [space = '', verb = ''] = name.split('.');
  const api = clinic.call(actor) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >;
  const found = api[space]?.[verb];
  if (found === undefined) throw new Error(`${name} is no procedure`);
  return found;
}

/** As it comes over the wire. */
function asSent(input: unknown): unknown {
  return input === undefined ? undefined : JSON.parse(JSON.stringify(input));
}

/** The input with one hostile value at a time, on every field and one field down, and as a whole. */
function* twisted(input: object): Generator {
  yield* HOSTILE;
  const fields = [...Object.keys(input), 'cursor', 'limit', 'unknown'];
  for (const field of fields) {
    for (const value of HOSTILE) yield { ...input, [field]: value };
    const inner: unknown = (input as Record<string, unknown>)[field];
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) continue;
    for (const key of Object.keys(inner)) {
      for (const value of HOSTILE) yield { ...input, [field]: { ...inner, [key]: value } };
    }
  }
}

// Each of these ends the session or the account the others are asked with, or hashes passwords at each call.
const APART: readonly ProcedureName[] = ['auth.signOut', 'auth.signIn', 'auth.register', 'users.createStaff'];

describe.each(PROCEDURES.filter((procedure) => !APART.includes(procedure)))('%s', (procedure) => {
  it('answers whatever it is asked without a fault', { timeout: 60_000 }, async () => {
    const caller = callerOf(procedure);
    const call = procedureFor(procedure, caller);
    const valid = await inputs(procedure, caller);
    const faults: unknown[] = [];
    for (const input of twisted(valid)) {
      sums.calls += 1;
      try {
        await call(asSent(input));
      } catch (error) {
        sums.refused += 1;
        const { reason } = refusalOf(getTRPCErrorFromUnknown(error));
        if (reason === 'internal')
          faults.push({ input: JSON.stringify(input)?.slice(0, 300), error: String(error) });
      }
    }

    sums.faults += faults.length;
    expect(faults).toEqual([]);
  });
});
