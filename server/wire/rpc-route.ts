import type { FastifyRequest } from 'fastify';

export const RPC_ROUTE = '/trpc/:path';

/** How many calls a request makes: a batch names its procedures in the path, any other request is one. */
export function callsIn({ routeOptions, params }: FastifyRequest): number {
  if (routeOptions.url !== RPC_ROUTE) return 1;
  return (params as { readonly path: string }).path.split(',').length;
}
