import type { Server } from 'node:http';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { openDataFolder } from '../db/open-data-folder.ts';
import type { Db } from '../db/transact.ts';
import { type Clock, systemClock } from '../lib/clock.ts';
import { type Ids, uuidv7Ids } from '../lib/ids.ts';
import { createLogger, type Logger } from '../lib/logger.ts';
import { createMail, type Mail } from '../lib/mail.ts';
import type { Seal } from '../lib/seal.ts';
import { trackUnusedConnections } from '../lib/unused-connections.ts';
import { createGateway, LIVE_PATH } from '../realtime/gateway.ts';
import { type Certificates, openCertificates } from '../tls/certificates.ts';
import { requirePolicies } from '../trpc/require-policies.ts';
import { clientAddressReader, isProxyOf } from '../wire/client-address.ts';
import { cutSlowConnections, limitConnections } from '../wire/connections.ts';
import { type FrontDoorDeps, guardFrontDoor } from '../wire/front-door.ts';
import { createHostNames } from '../wire/host-names.ts';
import { createCeiling, createRequestMeter } from '../wire/request-meter.ts';
import { appRouter } from './app-router.ts';
import { createCallsUnderWay } from './calls-under-way.ts';
import type { ServerConfig } from './config.ts';
import { createHttp, type HttpDeps } from './http.ts';
import { type HousekeepingDeps, startHousekeeping } from './housekeeping.ts';
import { surviveFaults } from './last-resort.ts';
import { isEverywhere, isOpenToNetwork, type Listening, startListening } from './listening.ts';
import { contextMaker } from './request-context.ts';
import { sheetFolderOf } from './sheet-folder.ts';
import { createServices, type Services } from './services.ts';
import { watchSessions } from './session-watch.ts';
import { createStrangersDoor } from './strangers-door.ts';

export { readConfig, type ServerConfig } from './config.ts';
export { isOpenToNetwork } from './listening.ts';

const VERSION = '0.1.0';
const DEFAULT_RENDERER_DIR = join(import.meta.dirname, '../../dist/renderer');

export type ClinicServerDeps = {
  readonly config: ServerConfig;
  readonly db: Db;
  readonly seal: Seal;
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly logger?: Logger;
  /** What it proves itself with on the network; without them it speaks in the clear. */
  readonly certificates?: Certificates | null;
  /** In place of the one the configuration names. */
  readonly mail?: Mail;
  /** Where the built screens are. */
  readonly rendererDir?: string;
};

/** A clinic, ready to be listened to. Knows nothing of Electron; several live in one process. */
export type ClinicServer = {
  /** Starts to listen and answers with the address, such as `http://127.0.0.1:4780`. */
  listen(): Promise<string>;
  /** Tells the screens, drains what is under way, puts the database's log into its file. */
  close(): Promise<void>;
  address(): string | undefined;
  /** SHA-256 of the authority that devices are to trust; undefined where it speaks in the clear. */
  fingerprint(): string | undefined;
  /** Done every few minutes by itself: another certificate where its end or this computer's addresses ask for one. */
  renewCertificate(): Promise<void>;
  /** Where other PCs and phones reach it; empty while it listens on this machine alone. */
  networkAddresses(): string[];
  /** For a process that is there for this server alone: see `last-resort.ts`. Ends with `close`. */
  surviveFaults(giveUp: () => void): void;
  readonly services: Services;
};

export async function createClinicServer(deps: ClinicServerDeps): Promise<ClinicServer> {
  const { config, db } = deps;
  const logger = deps.logger ?? createLogger(config.logLevel);
  const clock = deps.clock ?? systemClock;
  const ids = deps.ids ?? uuidv7Ids;
  requirePolicies(appRouter);
  const certificates = deps.certificates ?? null;
  let listening: Listening | undefined;
  const onNetwork = () => listening?.networkAddresses ?? [];
  const mail = deps.mail ?? mailOf(config, logger);
  const networkAddress = () => config.publicUrl ?? onNetwork()[0] ?? null;
  const linkBase = () => networkAddress() ?? listening?.address ?? '';
  const sheetFolder = sheetFolderOf(config, db);
  const given = { db, clock, ids, logger, mail, linkBase, networkAddress, seal: deps.seal, sheetFolder };
  const authorityEndsAt = certificates?.authorityEndsAt ?? null;
  const services = await createServices({ ...given, authorityEndsAt, signInLimits: signInLimits(config) });
  const newRequestId = () => ids.next<string>();
  const app = await openHttp(deps, { services, logger, newRequestId });
  const endUnusedConnections = trackUnusedConnections(app.server);
  const clientAddressOf = clientAddressReader(config.trustedProxies);
  const wire = { http: app.server, clientAddressOf, newRequestId };
  const gateway = createGateway({ ...wire, db, ...services, clock, logger });
  const turnAway = createStrangersDoor({ ...services, clientAddressOf, newRequestId });
  const live = { path: LIVE_PATH, isOpen: gateway.isOpen };
  const guard = (server: Server) => guardWire(server, config, { newRequestId, turnAway, live });
  guard(app.server);
  await services.schedule.warmUp();
  const renewCertificate = async () => {
    if ((await certificates?.renew(clock.now())) === true) listening?.useCertificate();
  };
  const chores = startChores({ db, clock, services, logger, renewCertificate });
  let leaveFaults: (() => void) | undefined;
  return {
    services,
    surviveFaults: (giveUp) => {
      const proveSound = async () => void (await db.transact(({ q }) => services.clinic.current(q)));
      leaveFaults = surviveFaults(process, { logger, newFaultId: newRequestId, proveSound, giveUp });
    },
    address: () => listening?.address,
    networkAddresses: onNetwork,
    fingerprint: () => certificates?.fingerprint,
    renewCertificate,
    async listen() {
      listening = await startListening(app, { config, certificates, guard });
      return listening.address;
    },
    async close() {
      await chores.stop();
      endUnusedConnections();
      listening?.close();
      // Socket.IO closes the HTTP server with itself; Fastify then only runs its own hooks.
      await gateway.close();
      await app.close();
      await services.audit.close();
      await mail?.close();
      if (db.file.open && !db.file.memory) db.file.pragma('wal_checkpoint(TRUNCATE)');
      listening = undefined;
      leaveFaults?.();
    },
  };
}

async function openHttp(
  { config, db, certificates, rendererDir = DEFAULT_RENDERER_DIR }: ClinicServerDeps,
  parts: Pick<HttpDeps, 'logger' | 'newRequestId'> & { readonly services: Services },
): Promise<FastifyInstance> {
  const { services, logger, newRequestId } = parts;
  const clientAddressOf = clientAddressReader(config.trustedProxies);
  const meter = createRequestMeter(config.isRateLimited ? config.requestsPerMinute : null, clientAddressOf);
  const publicOrigin = publicOriginOf(config);
  const createContext = contextMaker(services, { meter, clientAddressOf, publicOrigin });
  const isReady = () => db.read(async (q) => (await services.clinic.current(q)).revision > 0);
  const clinic = () => db.read(async (q) => (await services.clinic.current(q)).settings);
  const given = { logger, clinic, version: VERSION, meter, clientAddressOf, rendererDir, newRequestId };
  const underWay = createCallsUnderWay({ db, auth: services.auth });
  const http = { ...given, createContext, underWay, isReady, authorityPem: certificates?.authorityPem };
  const app = await createHttp(http);
  await app.ready();
  return app;
}

/** What goes on by itself while the server runs. */
function startChores(deps: HousekeepingDeps): { stop(): Promise<void> } {
  const housekeeping = startHousekeeping(deps);
  const sessionWatch = watchSessions({ ...deps.services, logger: deps.logger });
  return {
    stop: async () => {
      await sessionWatch.stop();
      await housekeeping.stop();
    },
  };
}

/** To be called when all that listen to the server do so. */
function guardWire(
  server: Server,
  config: ServerConfig,
  given: Pick<FrontDoorDeps, 'newRequestId' | 'turnAway' | 'live'>,
): void {
  if (config.isRateLimited) limitConnections(server, isProxyOf(config.trustedProxies));
  cutSlowConnections(server);
  guardFrontDoor(server, {
    hosts: createHostNames(config),
    ...given,
    ceiling: createCeiling(config.isRateLimited ? config.requestsPerMinute : null),
    clientAddressOf: clientAddressReader(config.trustedProxies),
  });
}

/** Counted per account and per address; the general limit is the HTTP side's own. */
function signInLimits(config: ServerConfig) {
  if (!config.isRateLimited) return null;
  const { failedSignIns, registrationsPerHour, registrationsPerDay } = config;
  const guesses = { perAccount: failedSignIns, perAddressPerMin: failedSignIns * 3 };
  return { ...guesses, registrationsPerHour, registrationsPerDay };
}

function publicOriginOf({ publicUrl }: ServerConfig): string | undefined {
  return publicUrl === undefined ? undefined : new URL(publicUrl).origin;
}

function mailOf({ smtpUrl, mailFrom }: ServerConfig, logger: Logger): Mail | null {
  return smtpUrl === undefined ? null : createMail({ smtpUrl, from: mailFrom, logger });
}

export type OpenOptions = Omit<ClinicServerDeps, 'db' | 'seal'> & { readonly dataDir: string };

/** Takes a data folder, opens and migrates its database, and makes the server on it; `close` gives all back. */
export async function openClinicServer(options: OpenOptions): Promise<ClinicServer> {
  const clock = options.clock ?? systemClock;
  const logger = options.logger ?? createLogger(options.config.logLevel);
  const opened = await openDataFolder(options.dataDir, {
    startedAt: clock.now(),
    onSlowQuery: (query) => logger.warn(query, 'slow query'),
    onAuditEndFailure: (err) => logger.error({ err }, 'where the audit trail ends could not be written'),
  });
  if (opened.applied.length > 0) logger.info({ applied: opened.applied }, 'database migrated');
  if (!opened.folder.isPrivate)
    logger.warn({ folder: opened.folder.path }, 'others on this computer can read');
  try {
    const certificates = await certificatesFor(options, clock);
    const made = { ...options, db: opened.db, seal: opened.seal, clock, logger, certificates };
    const server = await createClinicServer(made);
    return {
      ...server,
      close: async () => {
        await server.close();
        await opened.close();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** A server that others can reach proves who it is, unless it is told not to. */
async function certificatesFor({ config, dataDir }: OpenOptions, clock: Clock): Promise<Certificates | null> {
  if (!isOpenToNetwork(config) || !config.isTls) return null;
  const own = isEverywhere(config.host) ? [] : [config.host.toLowerCase()];
  return openCertificates(dataDir, { now: clock.now(), names: [...own, ...config.allowedHosts] });
}
