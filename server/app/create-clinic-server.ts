import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { openDataFolder } from '../db/open-data-folder.ts';
import type { Db } from '../db/transact.ts';
import { type Clock, systemClock } from '../lib/clock.ts';
import { type Ids, uuidv7Ids } from '../lib/ids.ts';
import { createLogger, type Logger } from '../lib/logger.ts';
import { createMail, type Mail } from '../lib/mail.ts';
import type { Seal } from '../lib/seal.ts';
import { trackUnusedConnections } from '../lib/unused-connections.ts';
import { createGateway, LIVE_PATH } from '../realtime/gateway.ts';
import { requirePolicies } from '../trpc/require-policies.ts';
import { cutSlowConnections, limitConnections } from '../wire/connections.ts';
import { guardFrontDoor } from '../wire/front-door.ts';
import { createHostNames, lanAddresses } from '../wire/host-names.ts';
import { createCeiling, createRequestMeter } from '../wire/request-meter.ts';
import { appRouter } from './app-router.ts';
import type { ServerConfig } from './config.ts';
import { createHttp } from './http.ts';
import { startHousekeeping } from './housekeeping.ts';
import { surviveFaults } from './last-resort.ts';
import { contextMaker } from './request-context.ts';
import { createServices, type Services } from './services.ts';
import { watchSessions } from './session-watch.ts';

export { ConfigError, readConfig, type ServerConfig } from './config.ts';
export { FolderInUseError } from '../db/data-folder.ts';

const VERSION = '0.1.0';
const DEFAULT_RENDERER_DIR = join(import.meta.dirname, '../../dist/renderer');

export type ClinicServerDeps = {
  readonly config: ServerConfig;
  readonly db: Db;
  readonly seal: Seal;
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly logger?: Logger;
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
  let address: string | undefined;
  const onNetwork = () => (address === undefined ? [] : networkAddresses(config, new URL(address).port));
  const mail = deps.mail ?? mailOf(config, logger);
  const linkBase = () => config.publicUrl ?? onNetwork()[0] ?? address ?? '';
  const sheetFolder = sheetFolderOf(config, db);
  const given = { db, clock, ids, logger, mail, linkBase, seal: deps.seal, sheetFolder };
  const services = await createServices({ ...given, signInLimits: signInLimits(config) });
  const meter = createRequestMeter(config.isRateLimited ? config.requestsPerMinute : null);
  const newRequestId = () => ids.next<string>();
  const app = await createHttp({
    logger,
    version: VERSION,
    meter,
    rendererDir: deps.rendererDir ?? DEFAULT_RENDERER_DIR,
    newRequestId,
    createContext: contextMaker(services, meter),
    isReady: () => db.read(async (q) => (await services.clinic.current(q)).revision > 0),
  });
  await app.ready();
  const endUnusedConnections = trackUnusedConnections(app.server);
  const gateway = createGateway({ http: app.server, db, auth: services.auth, clock, logger });
  guardWire(app.server, config, newRequestId);
  await services.schedule.warmUp();
  const housekeeping = startHousekeeping({ db, clock, services, logger });
  const sessionWatch = watchSessions({ auth: services.auth, logger });
  let leaveFaults: (() => void) | undefined;
  return {
    services,
    surviveFaults: (giveUp) => {
      const proveSound = async () => void (await db.transact(({ q }) => services.clinic.current(q)));
      leaveFaults = surviveFaults(process, { logger, newFaultId: newRequestId, proveSound, giveUp });
    },
    address: () => address,
    networkAddresses: onNetwork,
    async listen() {
      // Given `localhost`, Fastify would listen with a second server that Socket.IO and the door do not know.
      const host = config.host === 'localhost' ? '127.0.0.1' : config.host;
      await app.listen({ host, port: config.port });
      address = addressOf(app.server.address() as AddressInfo, config.host);
      return address;
    },
    async close() {
      await sessionWatch.stop();
      await housekeeping.stop();
      endUnusedConnections();
      // Socket.IO closes the HTTP server with itself; Fastify then only runs its own hooks.
      await gateway.close();
      await app.close();
      await services.audit.close();
      await mail?.close();
      if (db.file.open && !db.file.memory) db.file.pragma('wal_checkpoint(TRUNCATE)');
      address = undefined;
      leaveFaults?.();
    },
  };
}

/** To be called when all that listen to the server do so. */
function guardWire(server: Server, config: ServerConfig, newRequestId: () => string): void {
  if (config.isRateLimited) limitConnections(server);
  cutSlowConnections(server);
  guardFrontDoor(server, {
    hosts: createHostNames(config),
    livePath: LIVE_PATH,
    newRequestId,
    ceiling: createCeiling(config.isRateLimited ? config.requestsPerMinute : null),
  });
}

/** Counted per account and per address; the general limit is the HTTP side's own. */
function signInLimits(config: ServerConfig) {
  if (!config.isRateLimited) return null;
  return { perAccount: config.failedSignIns, perAddressPerMin: config.failedSignIns * 3 };
}

function mailOf({ smtpUrl, mailFrom }: ServerConfig, logger: Logger): Mail | null {
  return smtpUrl === undefined ? null : createMail({ smtpUrl, from: mailFrom, logger });
}

/** Beside the database, unless the clinic says otherwise; a clinic in memory keeps nothing. */
function sheetFolderOf({ daySheets }: ServerConfig, db: Db): string | null {
  if (daySheets === 'off') return null;
  if (daySheets !== undefined) return resolve(daySheets);
  return db.file.memory ? null : join(dirname(db.file.name), 'day-sheets');
}

/** Where this very machine reaches the server; one that listens everywhere is here, too. */
function addressOf(bound: AddressInfo, host: string): string {
  const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  if (isEverywhere(host)) return `http://127.0.0.1:${bound.port}`;
  return `http://${host === 'localhost' ? 'localhost' : name}:${bound.port}`;
}

function networkAddresses(config: ServerConfig, port: string): string[] {
  return isEverywhere(config.host) ? lanAddresses().map((host) => `http://${host}:${port}`) : [];
}

function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

export type OpenOptions = Omit<ClinicServerDeps, 'db' | 'seal'> & { readonly dataDir: string };

/** Takes a data folder, opens and migrates its database, and makes the server on it; `close` gives all back. */
export async function openClinicServer(options: OpenOptions): Promise<ClinicServer> {
  const clock = options.clock ?? systemClock;
  const logger = options.logger ?? createLogger(options.config.logLevel);
  const opened = await openDataFolder(options.dataDir, {
    startedAt: clock.now(),
    onSlowQuery: (query) => logger.warn(query, 'slow query'),
  });
  if (opened.applied.length > 0) logger.info({ applied: opened.applied }, 'database migrated');
  try {
    const server = await createClinicServer({ ...options, db: opened.db, seal: opened.seal, clock, logger });
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
