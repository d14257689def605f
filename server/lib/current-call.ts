import { AsyncLocalStorage } from 'node:async_hooks';

/** The call of a procedure under way, by whichever door it came. */
export type Call = {
  /** As tRPC names it: `patients.get`. */
  readonly procedure: string;
  /** The action of the policy it needs, or `public`. */
  readonly policy: string;
  /** By which rule the thing itself was given, once that is decided: `patient.read by treating`. */
  rule?: string;
  /** The relation that rule stands on: `treating`. */
  relation?: string;
  /** What is looked at is on record, by a line or as one of a number. */
  isLookNoted?: boolean;
  readonly address: string;
  readonly requestId: string;
};

// Holds nothing itself: what runs inside a call finds that call, whichever server it is of.
const calls = new AsyncLocalStorage<Call>();

export function inCall<T>(call: Call, run: () => T): T {
  return calls.run(call, run);
}

/** What is written in it is no part of the call under way. */
export function outOfCall<T>(run: () => T): T {
  return calls.exit(run);
}

/** Undefined where nobody called: housekeeping, the command line. */
export function currentCall(): Call | undefined {
  return calls.getStore();
}

/** Tells the trail by which rule the call was let through. */
export function noteRule(action: string, relation: string): void {
  const call = calls.getStore();
  if (call === undefined) return;
  call.rule = `${action} by ${relation}`;
  call.relation = relation;
}
