import { getTRPCErrorFromUnknown } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { Door } from '../../server/rest/doors.ts';
import type { Actor } from '../../server/trpc/context.ts';
import type { TestClinic } from '../support/start-clinic.ts';
import { type Cell, procedureOf } from './matrix-cells.ts';
import type { Outcome } from './rights-table.ts';

export type CellOutcome = Outcome | 'hidden';

const KNOWN = ['401', '403', '404', '409', '422'] as const;

export async function overTrpc(url: string, cell: Cell, token: string | undefined): Promise<CellOutcome> {
  const input = JSON.stringify(cell.input);
  const headers = bearer(token);
  const isQuery = procedureOf(cell.procedure)._def.type === 'query';
  const response = isQuery
    ? await fetch(`${url}/trpc/${cell.procedure}?input=${encodeURIComponent(input)}`, { headers })
    : await fetch(`${url}/trpc/${cell.procedure}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: input,
      });
  return outcomeOf(response, cell);
}

export async function overRest(
  url: string,
  cell: Cell,
  by: { door: Door; token: string | undefined },
): Promise<CellOutcome> {
  const { door, token } = by;
  const fields = Object.entries(cell.input);
  const inPath = new Set([...door.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const path = door.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(fields.find(([key]) => key === name)?.[1]),
  );
  const rest = fields.filter(([key]) => !inPath.has(key));
  const query = new URLSearchParams(rest.map(([key, value]) => [key, String(value)]));
  const response =
    door.method === 'GET'
      ? await fetch(`${url}/api${path}?${query}`, { headers: bearer(token) })
      : await fetch(`${url}/api${path}`, {
          method: door.method,
          headers: { ...bearer(token), 'content-type': 'application/json' },
          body: JSON.stringify(Object.fromEntries(rest)),
        });
  return outcomeOf(response, cell);
}

/** Past HTTP, for the many calls of the mutants. */
export async function inProcess(clinic: TestClinic, cell: Cell, actor: Actor | null): Promise<string> {
  const call = cell.procedure
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], clinic.call(actor)) as (
    input: object,
  ) => Promise<unknown>;
  try {
    return seenIn(JSON.stringify(await call(cell.input)), cell);
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause);
    // A wrong rule may lead anywhere: whatever the table of rights does not say is a deviation.
    return String(getHTTPStatusCodeFromError(error));
  }
}

function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

async function outcomeOf(response: Response, cell: Cell): Promise<CellOutcome> {
  const body = await response.text();
  return response.ok ? seenIn(body, cell) : known(response.status, body);
}

function seenIn(answer: string, cell: Cell): CellOutcome {
  return cell.shows === undefined || answer.includes(cell.shows) ? 'ok' : 'hidden';
}

function known(status: number, said: string): Outcome {
  const outcome = KNOWN.find((one) => one === String(status));
  if (outcome === undefined) throw new Error(`${status}: ${said}`);
  return outcome;
}
