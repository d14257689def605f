import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProcedureMeta } from '../../server/trpc/init.ts';
import type { PolicyAction } from '../../shared/domain/policy.ts';
import { startClinic, type TestClinic } from '../support/start-clinic.ts';
import { book } from '../support/visits.ts';
import { type Cell, type Cells, createCells, procedureOf, probesOf } from './matrix-cells.ts';
import { gatherPeople, type People } from './matrix-people.ts';
import { MATRIX_SETTINGS } from './matrix-things.ts';
import { inProcess } from './matrix-transports.ts';
import { allMutants, type Mutant, withMutant } from './policy-mutants.ts';
import {
  ALL_CALLERS,
  callersOf,
  type AnyCaller,
  PROCEDURES,
  type ProbeName,
  type ProcedureName,
} from './rights-table.ts';

let clinic: TestClinic;
let cells: Cells;
let people: People;
beforeAll(async () => {
  clinic = await startClinic({ settings: MATRIX_SETTINGS });
  cells = createCells(clinic);
  await book(clinic);
  people = await gatherPeople(clinic);
});
afterAll(() => clinic.close());

/** What a rule decides inside procedures that name another action. */
const DECIDES_WITHIN: Partial<Record<PolicyAction, readonly ProbeName[]>> = {
  'appointment.override': ['appointments.book over another visit'],
  'appointment.staffRules': [
    'appointments.book off the patients’ grid',
    'appointments.bookOnline off the patients’ grid',
  ],
  'patient.bookFor': [
    'appointments.book for somebody the doctor does not treat',
    'appointments.book over another visit',
  ],
  'clinic.readInactive': ['clinic.getDoctor of one who has left'],
};

function proceduresOf(action: PolicyAction): ProcedureName[] {
  return PROCEDURES.filter((name) => (procedureOf(name)._def.meta as ProcedureMeta).policy === action);
}

/** An action may come before its first procedure: nothing is wrong with a rule that nobody asks yet. */
function isAsked({ action }: Mutant): boolean {
  return proceduresOf(action).length > 0 || DECIDES_WITHIN[action] !== undefined;
}

/** Those whom a rule for the role is about. */
function concerned(mutant: Mutant, callers: readonly AnyCaller[]): AnyCaller[] {
  return callers.filter((caller) => people.actorOf(caller)?.role === mutant.role);
}

/** The cells of the matrix that a rule has a say in, each made when it is asked for. */
async function* cellsOf(mutant: Mutant): AsyncGenerator<Cell> {
  const { action } = mutant;
  for (const caller of concerned(mutant, ALL_CALLERS)) {
    for (const probe of DECIDES_WITHIN[action] ?? []) yield await cells.ofProbe(probe, caller);
  }
  for (const procedure of proceduresOf(action)) {
    for (const caller of concerned(mutant, callersOf(procedure))) {
      for (const probe of probesOf(procedure)) yield await cells.ofProbe(probe, caller);
      yield* await cells.of(procedure, caller);
    }
  }
}

/** The first cell that no longer comes out as the table of rights says. */
async function firstDeviation(mutant: Mutant): Promise<Cell | undefined> {
  for await (const cell of cellsOf(mutant)) {
    const actor = await people.newlySignedIn(cell.caller);
    const outcome = await withMutant(mutant, () => inProcess(clinic, cell, actor));
    if (outcome !== cell.expected) return cell;
  }
  return undefined;
}

const nameOf = ({ action, role, relation, kind }: Mutant) => `${action} ${role} ${relation} ${kind}`;

describe('a rule of the product’s table that is wrong', () => {
  it('turns the matrix red, whichever it is', { timeout: 120_000 }, async () => {
    const mutants = allMutants().filter(isAsked);
    const survivors: string[] = [];
    for (const mutant of mutants) {
      if ((await firstDeviation(mutant)) === undefined) survivors.push(nameOf(mutant));
    }
    const dropped = mutants.filter((mutant) => mutant.kind === 'dropped').length;
    console.log(
      `mutants of the policy: ${mutants.length - survivors.length}/${mutants.length} killed` +
        ` (${dropped} rules dropped, ${mutants.length - dropped} widened)`,
    );

    expect(survivors).toEqual([]);
    expect(dropped).toBeGreaterThan(50);
  });

  it('is put right again: the unchanged table gives no deviation', async () => {
    for (const mutant of allMutants().filter((_, at) => at % 20 === 0)) {
      for await (const cell of cellsOf(mutant)) {
        const outcome = await inProcess(clinic, cell, await people.newlySignedIn(cell.caller));
        expect({ cell: nameOf(mutant), outcome }).toEqual({ cell: nameOf(mutant), outcome: cell.expected });
      }
    }
  });
});
