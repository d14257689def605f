import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FiguresInput } from '../../../shared/contracts/figures.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import { addRoute } from '../../app/plain-routes.ts';
import { inCall } from '../../lib/current-call.ts';
import type { Context } from '../../trpc/context.ts';

/** `GET /api/figures/file`: the manager's figures for a spreadsheet. Never cached, always saved, never shown. */
export function addFiguresRoute(
  app: Pick<FastifyInstance, 'route'>,
  createContext: (request: FastifyRequest, reply: FastifyReply) => Promise<Context>,
): void {
  const policy = 'figures.read';
  addRoute(app, {
    method: 'GET',
    url: '/figures/file',
    policy,
    handler: async (request, reply) => {
      const { actor, services, caller } = await createContext(request, reply);
      if (actor === null) throw new AppError('unauthenticated');
      const input = FiguresInput.safeParse(request.query);
      if (!input.success) throw invalidField('from', 'has to be a day such as 2026-03-02');
      const call = { ...caller, procedure: 'figures.file', policy };
      const { fileName, csv } = await inCall(call, () => services.figures.file(actor, input.data));
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${fileName}"`)
        .header('cache-control', 'no-store')
        .send(csv);
    },
  });
}
