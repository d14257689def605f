import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DaySheetInput, SlipInput } from '../../../shared/contracts/paper.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import { addRoute } from '../../app/plain-routes.ts';
import { inCall } from '../../lib/current-call.ts';
import type { Actor, Context } from '../../trpc/context.ts';
import type { PaperFile } from './paper.service.ts';

type CreateContext = (request: FastifyRequest, reply: FastifyReply) => Promise<Context>;
type Making = (ctx: Context, actor: Actor, request: FastifyRequest) => Promise<PaperFile>;

/** Paper as files, which no procedure carries. Never cached, always saved, never shown in the page. */
export function addPaperRoutes(app: Pick<FastifyInstance, 'route'>, createContext: CreateContext): void {
  const add = (url: string, policy: PolicyAction, make: Making) =>
    addRoute(app, {
      method: 'GET',
      url,
      policy,
      handler: async (request, reply) => {
        const ctx = await createContext(request, reply);
        const { actor } = ctx;
        if (actor === null) throw new AppError('unauthenticated');
        const call = { ...ctx.caller, procedure: `paper ${url}`, policy };
        const { fileName, pdf } = await inCall(call, () => make(ctx, actor, request));
        return reply
          .type('application/pdf')
          .header('content-disposition', `attachment; filename="${fileName}"`)
          .header('cache-control', 'no-store')
          .send(pdf);
      },
    });
  add('/paper/day-sheet', 'board.read', (ctx, actor, request) => {
    const input = DaySheetInput.safeParse(request.query);
    if (!input.success) throw invalidField('day', 'has to be a day such as 2026-03-02');
    return ctx.services.paper.daySheet(actor, input.data);
  });
  add('/paper/visits/:id/:kind', 'appointment.read', (ctx, actor, request) => {
    const input = SlipInput.safeParse(request.params);
    if (!input.success) throw new AppError('not_found');
    return ctx.services.paper.slip(actor, input.data);
  });
}
