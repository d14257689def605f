import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FeedFile, VisitFile } from '../../../shared/contracts/calendars.ts';
import { AppError } from '../../../shared/errors.ts';
import { addRoute } from '../../app/plain-routes.ts';
import { inCall } from '../../lib/current-call.ts';
import type { Context } from '../../trpc/context.ts';
import type { CalendarFile } from './write-calendar.ts';

type CreateContext = (request: FastifyRequest, reply: FastifyReply) => Promise<Context>;

/** `GET /calendars/{secret}.ics`: whoever has the address may read it, as calendar programs bring nothing else. */
export function addFeedRoute(app: Pick<FastifyInstance, 'route'>, createContext: CreateContext): void {
  const policy = 'public';
  addRoute(app, {
    method: 'GET',
    url: '/calendars/:file',
    policy,
    handler: async (request, reply) => {
      const { services, caller } = await createContext(request, reply);
      const input = FeedFile.safeParse(request.params);
      if (!input.success) throw new AppError('not_found');
      const secret = input.data.file.replace('.ics', '');
      const call = { ...caller, procedure: 'calendars.readFeed', policy };
      const file = await inCall(call, async () => {
        try {
          return await services.calendars.readFeed(secret);
        } catch (error) {
          if (error instanceof AppError) {
            await services.audit.noteDenial({ who: null, action: 'R', refusal: error });
          }
          throw error;
        }
      });
      reply.header('etag', file.etag);
      if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
      return sendCalendar(reply, file, 'inline');
    },
  });
}

/** `GET /api/me/appointments/{id}/calendar`: one visit, to be taken into a calendar once. */
export function addVisitFileRoute(app: Pick<FastifyInstance, 'route'>): void {
  addRoute(app, {
    method: 'GET',
    url: '/me/appointments/:id/calendar',
    policy: 'appointment.readOwn',
    handler: async ({ request, reply, services, actor }) => {
      const input = VisitFile.safeParse(request.params);
      if (!input.success) throw new AppError('not_found');
      const file = await services.calendars.ownVisitFile(actor, input.data);
      return sendCalendar(reply, file, 'attachment');
    },
  });
}

function sendCalendar(
  reply: FastifyReply,
  { fileName, body }: CalendarFile,
  disposition: 'inline' | 'attachment',
): FastifyReply {
  return reply
    .type('text/calendar; charset=utf-8')
    .header('content-disposition', `${disposition}; filename="${fileName}"`)
    .header('cache-control', 'private, no-cache')
    .send(body);
}
