import { getTRPCErrorFromUnknown } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { refusalOf } from '../../server/trpc/error-mapping.ts';
import type { ErrorCode } from '../../shared/errors.ts';

export type Refusal = {
  reason: ErrorCode;
  status: number;
  details: Record<string, unknown>;
  /** The fields an `invalid_input` names. */
  fields: string[];
};

/** How a call was refused, as a client would read it; a call that succeeds fails the test. */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  let answer: unknown;
  try {
    answer = await call;
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause);
    const { reason, details } = refusalOf(error);
    if (reason === 'internal') throw cause;
    const fields = (details.fields ?? []) as { path: string }[];
    return {
      reason,
      status: getHTTPStatusCodeFromError(error),
      details,
      fields: fields.map((field) => field.path),
    };
  }
  throw new Error(`expected a refusal, got ${JSON.stringify(answer)}`);
}

/** Only the reason, for the many cases where nothing else is asked. */
export async function reasonOf(call: Promise<unknown>): Promise<ErrorCode> {
  return (await refusal(call)).reason;
}

/** Only the fields an `invalid_input` names. */
export async function refusedFields(call: Promise<unknown>): Promise<string[]> {
  return (await refusal(call)).fields;
}
