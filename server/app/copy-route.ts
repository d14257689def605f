import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FetchCopy } from '../../shared/contracts/privacy.ts';
import { AppError, invalidField } from '../../shared/errors.ts';
import { inCall } from '../lib/current-call.ts';
import type { Context } from '../trpc/context.ts';
import { addRoute } from './plain-routes.ts';

/** `POST /api/copies`: the file a ticket stands for, as a stream. Never cached, always saved, never shown. */
export function addCopyRoute(
  app: Pick<FastifyInstance, 'route'>,
  createContext: (request: FastifyRequest, reply: FastifyReply) => Promise<Context>,
): void {
  const policy = 'copy.fetch';
  addRoute(app, {
    method: 'POST',
    url: '/copies',
    policy,
    handler: async (request, reply) => {
      const { actor, services, caller } = await createContext(request, reply);
      if (actor === null) throw new AppError('unauthenticated');
      const input = FetchCopy.safeParse(request.body);
      if (!input.success) throw invalidField('ticket', 'is needed');
      const call = { ...caller, procedure: 'exports.fetch', policy };
      const { fileName, zip } = await inCall(call, () => services.exports.fetch(actor, input.data.ticket));
      return reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="${fileName}"`)
        .header('cache-control', 'no-store')
        .send(zip);
    },
  });
}
