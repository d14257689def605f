import fastifyCookie from '@fastify/cookie';
import type { TRPCError } from '@trpc/server';
import { fastifyRequestHandler } from '@trpc/server/adapters/fastify';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { addFeedRoute, addVisitFileRoute } from '../features/calendars/calendar-routes.ts';
import { addFiguresRoute } from '../features/figures/figures-route.ts';
import { addPaperRoutes } from '../features/paper/paper-routes.ts';
import { addPictureRoutes } from '../features/pictures/picture-routes.ts';
import type { Logger } from '../lib/logger.ts';
import { openApiDocument } from '../rest/openapi-document.ts';
import { registerRestDoors } from '../rest/rest-doors.ts';
import type { Context } from '../trpc/context.ts';
import { limitHeaders, refusalOf } from '../trpc/error-mapping.ts';
import { readJsonBodies, takeOnlyJson } from '../wire/json-bodies.ts';
import { AUTHORITY_HEADERS, AUTHORITY_PATH } from '../tls/authority-file.ts';
import type { ClientAddressOf } from '../wire/client-address.ts';
import type { RequestMeter } from '../wire/request-meter.ts';
import { RPC_ROUTE } from '../wire/rpc-route.ts';
import { compressAnswers, sendAnswersWhole } from './answers.ts';
import { appRouter } from './app-router.ts';
import type { CallsUnderWay } from './calls-under-way.ts';
import { addCopyRoute } from './copy-route.ts';
import { answerBrokenRequests, answerErrors, answerUnknown, sendError } from './http-problems.ts';
import { servePages } from './pages.ts';
import type { PhoneAppDeps } from './phone/phone-app.ts';
import { addRoute, coverRoutes, guardRoutes } from './plain-routes.ts';

const BODY_LIMIT_BYTES = 1024 * 1024;
const HEADER_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** How long a connection may rest between two requests. */
const KEEP_ALIVE_MS = 8_000;
const MAX_HEADER_BYTES = 16 * 1024;
const MAX_CALLS_IN_BATCH = 20;
// A batch names its procedures in the path.
const MAX_PATH_PARAM = 5_000;

export type HttpDeps = {
  readonly logger: Logger;
  readonly version: string;
  readonly meter: RequestMeter;
  readonly clinic: PhoneAppDeps['clinic'];
  readonly clientAddressOf: ClientAddressOf;
  readonly rendererDir: string;
  readonly newRequestId: () => string;
  readonly createContext: (request: FastifyRequest, reply: FastifyReply) => Promise<Context>;
  readonly underWay: CallsUnderWay;
  /** What devices are to trust; undefined where the server speaks in the clear. */
  readonly authorityPem: string | undefined;
  /** Whether the database answers; `/readyz` asks it. */
  readonly isReady: () => Promise<boolean>;
};

/** The HTTP side: pages, tRPC at `/trpc`, REST at `/api`, health. Socket.IO joins on the same port. */
export async function createHttp(deps: HttpDeps): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = deps.logger;
  const app: FastifyInstance = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: deps.newRequestId,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    clientErrorHandler: answerBrokenRequests,
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply),
    forceCloseConnections: true,
    routerOptions: { maxParamLength: MAX_PATH_PARAM, ignoreTrailingSlash: true },
    http: {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: HEADER_TIMEOUT_MS,
      connectionsCheckingInterval: 1_000,
      // Whether there is one, and which, is judged at the front door.
      requireHostHeader: false,
      // Programs that offer HTTP/2 in passing are answered over HTTP/1.1.
      shouldUpgradeCallback: (request) => request.headers.upgrade?.toLowerCase() === 'websocket',
    },
  });
  answerErrors(app);
  deps.meter.meterAddresses(app);
  takeOnlyJson(app);
  readJsonBodies(app, 'value');
  guardRoutes(app, deps);
  await app.register(fastifyCookie);
  await compressAnswers(app, deps.clientAddressOf);
  await registerDoors(app, deps);
  answerUnknown(app, await servePages(app, deps));
  return app;
}

async function registerDoors(
  app: Pick<FastifyInstance, 'register' | 'route'>,
  deps: HttpDeps,
): Promise<void> {
  const onError = (failure: { error: TRPCError; path?: string; requestId: string }) =>
    logBug(deps.logger, failure);
  await app.register(async (rpc: FastifyInstance) => {
    readJsonBodies(rpc, 'text');
    sendAnswersWhole(rpc);
    coverRoutes(rpc, 'procedures');
    rpc.route<{ Params: { path: string } }>({
      method: ['GET', 'POST'],
      url: RPC_ROUTE,
      exposeHeadRoute: false,
      handler: (request, reply) =>
        fastifyRequestHandler({
          router: appRouter,
          req: request,
          res: reply,
          path: request.params.path,
          maxBatchSize: MAX_CALLS_IN_BATCH,
          createContext: () => deps.createContext(request, reply),
          responseMeta: ({ errors }) => ({ headers: Object.assign({}, ...errors.map(limitHeaders)) }),
          onError: ({ error, path }) => onError({ error, path, requestId: request.id }),
        }),
    });
  });
  await app.register(
    async (api: FastifyInstance) => {
      registerRestDoors(api, { router: appRouter, createContext: deps.createContext, onError });
      await api.register(addPictureRoutes);
      addCopyRoute(api);
      addPaperRoutes(api);
      addFiguresRoute(api);
      addVisitFileRoute(api);
      // Written out once, when it is first asked for: it is large, and anybody may ask for it.
      let document: string | undefined;
      addRoute(api, {
        method: 'GET',
        url: '/schema',
        policy: 'public',
        handler: (_request, reply) => {
          document ??= JSON.stringify(openApiDocument(deps.version));
          return reply.type('application/json').send(document);
        },
      });
    },
    { prefix: '/api' },
  );
  addFeedRoute(app, deps.createContext);
  const { authorityPem } = deps;
  if (authorityPem !== undefined) {
    const handler = (_request: FastifyRequest, reply: FastifyReply) =>
      reply.headers(AUTHORITY_HEADERS).send(authorityPem);
    addRoute(app, { method: 'GET', url: AUTHORITY_PATH, policy: 'public', handler });
  }
  addHealth(app, deps);
}

/** Whether it runs, and whether it can work: for whoever watches over the machine. */
function addHealth(app: Pick<FastifyInstance, 'route'>, deps: HttpDeps): void {
  const open = { method: 'GET', policy: 'public', isRateLimited: false } as const;
  addRoute(app, { ...open, url: '/healthz', handler: () => ({ status: 'ok' }) });
  addRoute(app, {
    ...open,
    url: '/readyz',
    handler: async (_request, reply) => {
      const isReady = await deps.isReady();
      return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready' });
    },
  });
}

/** A refusal is no news; anything else is a bug, logged once under the id the person sees. */
function logBug(logger: Logger, failure: { error: TRPCError; path?: string; requestId: string }): void {
  const { error, path, requestId } = failure;
  if (refusalOf(error).reason !== 'internal') return;
  logger.error({ err: error.cause ?? error, path, requestId }, 'request failed');
}
