import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { ErrorCode, ErrorDetails } from '../../shared/errors.ts';
import { refusalOf } from '../../server/trpc/error-mapping.ts';

export type Refusal = {
  reason: ErrorCode;
  details: ErrorDetails;
  status: number;
  /** The paths an `invalid_input` names. */
  fields: string[];
};

/** What a client would learn of the refusal; fails when the call goes through. */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    const { reason, details } = refusalOf(error);
    const fields = (details.fields ?? []) as { path: string }[];
    const paths = fields.map((field) => field.path);
    return { reason, details, status: getHTTPStatusCodeFromError(error), fields: paths };
  }
  throw new Error('the call went through');
}

export async function reasonOf(call: Promise<unknown>): Promise<ErrorCode> {
  return (await refusal(call)).reason;
}

export async function refusedFields(call: Promise<unknown>): Promise<string[]> {
  return (await refusal(call)).fields;
}
