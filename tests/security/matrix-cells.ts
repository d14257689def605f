import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import { v7 } from 'uuid';
import { appRouter } from '../../server/app/app-router.ts';
import type { TestClinic } from '../support/start-clinic.ts';
import { createMatrixInputs } from './matrix-inputs.ts';
import { createListed, createProbes } from './matrix-things.ts';
import {
  type AnyCaller,
  expectedOfProbe,
  expectedOutcome,
  expectedWhenMissing,
  type ListName,
  type Outcome,
  PROBE_NAMES,
  type ProbeName,
  type ProcedureName,
  SHOWN,
} from './rights-table.ts';

/** An id of the few tables that count their rows. */
const NO_SUCH_NUMBER = 987_654_321;

/** One question to the matrix: who calls what, with which thing, and what has to come of it. */
export type Cell = {
  readonly procedure: ProcedureName;
  readonly caller: AnyCaller;
  /** `the patient's`, a probe, or an id that nobody has. */
  readonly thing: string;
  readonly expected: Outcome | 'hidden';
  readonly input: object;
  /** The id that has to be in a list's answer, or must not be. */
  readonly shows?: string;
};

export type Cells = {
  /** All cells of a procedure for one caller. */
  of(procedure: ProcedureName, caller: AnyCaller): Promise<Cell[]>;
  ofProbe(probe: ProbeName, caller: AnyCaller): Promise<Cell>;
};

const router: AnyTRPCRouter = appRouter;
export const procedures = router._def.procedures as Record<string, AnyTRPCProcedure>;

export function procedureOf(name: string): AnyTRPCProcedure {
  const procedure = procedures[name];
  if (procedure === undefined) throw new Error(`${name} is no procedure`);
  return procedure;
}

export function createCells(clinic: TestClinic): Cells {
  const inputs = createMatrixInputs(clinic);
  const listed = createListed(clinic);
  const probed = createProbes(clinic);
  const inputFor = (procedure: ProcedureName, caller: AnyCaller) =>
    inputs(procedure, caller === 'treatingDoctor' || caller === 'glassDoctor' ? 'otherDoctor' : caller);

  async function ofTheirs(procedure: ProcedureName, caller: AnyCaller): Promise<Cell> {
    const at = { procedure, caller, thing: 'the patient’s' };
    const expected = expectedOutcome(procedure, caller);
    if (!isListed(procedure)) return { ...at, expected, input: await inputFor(procedure, caller) };
    const { input, id } = await listed(procedure);
    const finders: readonly AnyCaller[] = SHOWN[procedure];
    const isHidden = expected === 'ok' && !finders.includes(caller);
    return { ...at, expected: isHidden ? 'hidden' : expected, input, shows: id };
  }

  async function ofMissing(procedure: ProcedureName, caller: AnyCaller, field: string): Promise<Cell> {
    const theirs: Record<string, unknown> = { ...(await inputFor(procedure, caller)) };
    const input = { ...theirs, [field]: typeof theirs[field] === 'number' ? NO_SUCH_NUMBER : v7() };
    const expected = expectedWhenMissing(procedure, field, caller);
    return { procedure, caller, thing: `no such ${field}`, expected, input };
  }

  return {
    async of(procedure, caller) {
      const theirs = await ofTheirs(procedure, caller);
      const cells = [theirs];
      for (const field of idsIn(theirs.input)) cells.push(await ofMissing(procedure, caller, field));
      return cells;
    },
    async ofProbe(probe, caller) {
      const procedure = probe.split(' ')[0] as ProcedureName;
      return {
        procedure,
        caller,
        thing: probe,
        expected: expectedOfProbe(probe, caller),
        input: await probed(probe),
      };
    },
  };
}

export function probesOf(procedure: ProcedureName): ProbeName[] {
  return PROBE_NAMES.filter((probe) => probe.startsWith(`${procedure} `));
}

function isListed(procedure: ProcedureName): procedure is ListName {
  return Object.hasOwn(SHOWN, procedure);
}

/** Where an input names a thing; `requestId` names the call itself. */
function idsIn(input: object): string[] {
  return Object.keys(input).filter((key) => key === 'id' || (key.endsWith('Id') && key !== 'requestId'));
}
