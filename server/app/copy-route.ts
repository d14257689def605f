import type { FastifyInstance } from 'fastify';
import { FetchCopy } from '../../shared/contracts/privacy.ts';
import { invalidField } from '../../shared/errors.ts';
import { addRoute } from './plain-routes.ts';

/** `POST /api/copies`: the file a ticket stands for, as a stream. Never cached, always saved, never shown. */
export function addCopyRoute(app: Pick<FastifyInstance, 'route'>): void {
  addRoute(app, {
    method: 'POST',
    url: '/copies',
    policy: 'copy.fetch',
    handler: async ({ request, reply, services, actor }) => {
      const input = FetchCopy.safeParse(request.body);
      if (!input.success) throw invalidField('ticket', 'is needed');
      const { fileName, zip, onSent } = await services.exports.fetch(actor, input.data.ticket);
      reply.raw.once('finish', () => {
        onSent().catch((error: unknown) =>
          request.log.error({ err: error }, 'a copy that was sent is not noted'),
        );
      });
      return reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="${fileName}"`)
        .header('cache-control', 'no-store')
        .send(zip);
    },
  });
}
