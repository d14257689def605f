import type { FastifyInstance } from 'fastify';
import { FiguresInput } from '../../../shared/contracts/figures.ts';
import { invalidField } from '../../../shared/errors.ts';
import { addRoute } from '../../app/plain-routes.ts';

/** `GET /api/figures/file`: the manager's figures for a spreadsheet. Never cached, always saved, never shown. */
export function addFiguresRoute(app: Pick<FastifyInstance, 'route'>): void {
  addRoute(app, {
    method: 'GET',
    url: '/figures/file',
    policy: 'figures.read',
    handler: async ({ request, reply, services, actor }) => {
      const input = FiguresInput.safeParse(request.query);
      if (!input.success) throw invalidField('from', 'has to be a day such as 2026-03-02');
      const { fileName, csv } = await services.figures.file(actor, input.data);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${fileName}"`)
        .header('cache-control', 'no-store')
        .send(csv);
    },
  });
}
