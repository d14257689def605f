import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../server/app/app-router.ts';
import type { Call } from './load-worker.ts';

type Inputs = inferRouterInputs<AppRouter>;
type Outputs = inferRouterOutputs<AppRouter>;
type Queries = {
  'appointments.dayBoard': [Inputs['appointments']['dayBoard'], Outputs['appointments']['dayBoard']];
  'clinic.overview': [Inputs['clinic']['overview'], Outputs['clinic']['overview']];
  'patients.find': [Inputs['patients']['find'], Outputs['patients']['find']];
  'patients.list': [Inputs['patients']['list'], Outputs['patients']['list']];
  'schedule.nextOpenings': [Inputs['schedule']['nextOpenings'], Outputs['schedule']['nextOpenings']];
  'schedule.slots': [Inputs['schedule']['slots'], Outputs['schedule']['slots']];
};
type Mutations = {
  'auth.signIn': [Inputs['auth']['signIn'], Outputs['auth']['signIn']];
  'appointments.book': [Inputs['appointments']['book'], Outputs['appointments']['book']];
};

/** A call as the screens' tRPC client would put it on the wire. */
export function queryCall<K extends keyof Queries>(name: K, input: Queries[K][0]): Call {
  return { method: 'GET', path: `/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}` };
}

export function mutationCall<K extends keyof Mutations>(name: K, input: Mutations[K][0]): Call {
  return { method: 'POST', path: `/trpc/${name}`, body: JSON.stringify(input) };
}

export type Caller = { readonly url: string; readonly token?: string };

export function ask<K extends keyof Queries>(
  caller: Caller,
  name: K,
  input: Queries[K][0],
): Promise<Queries[K][1]> {
  return send(caller, queryCall(name, input));
}

const RENEW_AFTER_MS = 5 * 60_000;

/** Signs the n-th receptionist in (from 1); the access token is renewed before it ends. */
export function createDesk(url: string, password: string, n = 1): () => Promise<Required<Caller>> {
  const email = `reception${n === 1 ? '' : n}@demo.clinic`;
  let token = '';
  let signedInAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (performance.now() - signedInAt > RENEW_AFTER_MS) {
      const call = mutationCall('auth.signIn', { email, password, tokenInBody: true });
      token = (await send<Mutations['auth.signIn'][1]>({ url }, call)).accessToken;
      signedInAt = performance.now();
    }
    return { url, token };
  };
}

async function send<T>({ url, token }: Caller, { method, path, body }: Call): Promise<T> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  const response = await fetch(`${url}${path}`, { method, headers, ...(body !== undefined && { body }) });
  if (!response.ok) throw new Error(`${path.slice(0, 80)}: ${response.status} ${await response.text()}`);
  const { result } = (await response.json()) as { result: { data: T } };
  return result.data;
}
