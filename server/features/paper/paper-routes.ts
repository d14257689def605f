import type { FastifyInstance } from 'fastify';
import { DaySheetInput, SlipInput } from '../../../shared/contracts/paper.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import { addRoute, type GuardedCall } from '../../app/plain-routes.ts';
import type { PaperFile } from './paper.service.ts';

type Making = (call: GuardedCall) => Promise<PaperFile>;

/** Paper as files, which no procedure carries. Never cached, always saved, never shown in the page. */
export function addPaperRoutes(app: Pick<FastifyInstance, 'route'>): void {
  const add = (url: string, policy: PolicyAction, make: Making) =>
    addRoute(app, {
      method: 'GET',
      url,
      policy,
      handler: async (call) => {
        const { fileName, pdf } = await make(call);
        return call.reply
          .type('application/pdf')
          .header('content-disposition', `attachment; filename="${fileName}"`)
          .header('cache-control', 'no-store')
          .send(pdf);
      },
    });
  add('/paper/day-sheet', 'board.read', ({ request, services, actor }) => {
    const input = DaySheetInput.safeParse(request.query);
    if (!input.success) throw invalidField('day', 'has to be a day such as 2026-03-02');
    return services.paper.daySheet(actor, input.data);
  });
  add('/paper/visits/:id/:kind', 'appointment.read', ({ request, services, actor }) => {
    const input = SlipInput.safeParse(request.params);
    if (!input.success) throw new AppError('not_found');
    return services.paper.slip(actor, input.data);
  });
}
