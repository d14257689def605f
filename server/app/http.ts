import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyRateLimit from '@fastify/rate-limit';
import type { TRPCError } from '@trpc/server';
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Logger } from '../lib/logger.ts';
import { openApiDocument } from '../rest/openapi-document.ts';
import { registerRestDoors } from '../rest/rest-doors.ts';
import { refusalOf } from '../trpc/error-mapping.ts';
import type { Context } from '../trpc/context.ts';
import { compressAnswers, sendAnswersWhole } from './answers.ts';
import { type AppRouter, appRouter } from './app-router.ts';
import type { ServerConfig } from './config.ts';
import { answerErrors, answerUnknown } from './http-problems.ts';
import { guardOrigins } from './http-rules.ts';
import { servePages } from './pages.ts';
import { addRoute, coverRoutes, guardRoutes } from './plain-routes.ts';

const BODY_LIMIT_BYTES = 1024 * 1024;
const HEADER_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 30_000;
const MAX_HEADER_BYTES = 16 * 1024;
// A batch names its procedures in the path.
const MAX_PATH_PARAM = 5_000;

export type HttpDeps = {
  readonly config: ServerConfig;
  readonly logger: Logger;
  readonly version: string;
  readonly hosts: ReadonlySet<string>;
  readonly rendererDir: string;
  readonly newRequestId: () => string;
  readonly createContext: (request: FastifyRequest, reply: FastifyReply) => Promise<Context>;
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
    forceCloseConnections: true,
    routerOptions: { maxParamLength: MAX_PATH_PARAM, ignoreTrailingSlash: true },
    http: {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: HEADER_TIMEOUT_MS,
      connectionsCheckingInterval: 1_000,
    },
  });
  // Fastify reads plain text by itself; here only JSON changes anything.
  app.removeContentTypeParser('text/plain');
  answerErrors(app);
  guardOrigins(app, deps.hosts);
  guardRoutes(app, deps.createContext);
  await registerCommon(app, deps.config);
  await registerDoors(app, deps);
  answerUnknown(app, await servePages(app, deps.rendererDir));
  return app;
}

async function registerCommon(
  app: Pick<FastifyInstance, 'register' | 'addHook'>,
  config: ServerConfig,
): Promise<void> {
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    // The LAN speaks plain HTTP until the clinic has its own certificate.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  });
  if (config.isRateLimited) {
    await app.register(fastifyRateLimit, {
      max: config.requestsPerMinute,
      timeWindow: '1 minute',
      enableDraftSpec: true,
      errorResponseBuilder: (_request, context) => ({
        statusCode: 429,
        reason: 'rate_limited',
        details: { retryAfterSec: Math.ceil(context.ttl / 1000) },
      }),
    });
  }
  await app.register(fastifyCookie);
  await compressAnswers(app);
}

async function registerDoors(
  app: Pick<FastifyInstance, 'register' | 'route'>,
  deps: HttpDeps,
): Promise<void> {
  const onError = (failure: { error: TRPCError; path?: string; requestId: string }) =>
    logBug(deps.logger, failure);
  const trpcOptions = {
    router: appRouter,
    createContext: ({ req, res }) => deps.createContext(req, res),
    onError: ({ error, path, req }) => onError({ error, path, requestId: req.id }),
  } satisfies FastifyTRPCPluginOptions<AppRouter>['trpcOptions'];
  await app.register(async (rpc: FastifyInstance) => {
    sendAnswersWhole(rpc);
    coverRoutes(rpc, 'procedures');
    await rpc.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions });
  });
  await app.register(
    async (api: FastifyInstance) => {
      api.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));
      registerRestDoors(api, { router: appRouter, createContext: deps.createContext, onError });
      const document = openApiDocument(deps.version);
      addRoute(api, { method: 'GET', url: '/schema', policy: 'public', handler: () => document });
    },
    { prefix: '/api' },
  );
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
