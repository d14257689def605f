import { appRouter } from '../../server/app/app-router.ts';
import { readConfig } from '../../server/app/config.ts';
import { type ClinicServer, createClinicServer } from '../../server/app/create-clinic-server.ts';
import { createServices, type Services } from '../../server/app/services.ts';
import { createDb, type Db } from '../../server/db/transact.ts';
import { uuidv7Ids } from '../../server/lib/ids.ts';
import { createLogger } from '../../server/lib/logger.ts';
import type { Mail } from '../../server/lib/mail.ts';
import type { Certificates } from '../../server/tls/certificates.ts';
import { createSeal } from '../../server/lib/seal.ts';
import type { Actor, Caller, Context } from '../../server/trpc/context.ts';
import { type ClinicSettings } from '../../shared/domain/clinic-settings.ts';
import type { ServerEvent } from '../../shared/realtime/changes.ts';
import { toInstant } from '../../shared/time/instant.ts';
import { type ActorName, type Actors, CALLER, type Cast, insertCast, signInAll } from './actors.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { openMigrated } from './migrated.ts';

export type StartOptions = {
  /** What the clock shows at first: a Monday morning at the clinic. */
  now?: string;
  settings?: Partial<ClinicSettings>;
  /** A file instead of memory, for tests with several processes. */
  databasePath?: string;
  /** Where today's sheet is kept. */
  sheetFolder?: string;
  /** Takes what the clinic would send. */
  mail?: Mail;
};

export type TestApi = ReturnType<typeof appRouter.createCaller>;

export type EmptyClinic = {
  readonly db: Db;
  readonly clock: FakeClock;
  readonly services: Services;
  /** Everything commits have announced since the start. */
  readonly events: ServerEvent[];
  /** The procedures as this person, or as nobody, may call them. */
  call(
    actor: Actor | null,
    over?: { caller?: Partial<Caller>; cookie?: CookieJar; heldBack?: Context['heldBack'] },
  ): TestApi;
  close(): Promise<void>;
};

export type TestClinic = EmptyClinic & {
  readonly actors: Actors;
  readonly tokens: Readonly<Record<ActorName, string>>;
  readonly cast: Cast;
};

/** The cookies of one browser. */
export type CookieJar = { token: string | undefined; device?: string };

export const TEST_SEAL = createSeal(Buffer.alloc(32, 7));
export const TEST_NOW = '2026-03-02T07:00:00Z';
export const TEST_ZONE = 'Europe/Berlin';

/** A clinic with its fixed cast, in memory, past HTTP. */
export async function startClinic(options: StartOptions = {}): Promise<TestClinic> {
  const { db, clock } = await openTestDatabase(options);
  await insertSettings(db, { clinicName: 'Test clinic', timeZone: TEST_ZONE, ...options.settings });
  const clinic = await withServices(db, clock, options);
  return { ...clinic, ...(await withCast(clinic)) };
}

/** A clinic nobody has set up yet. */
export async function startEmptyClinic(options: StartOptions = {}): Promise<EmptyClinic> {
  const { db, clock } = await openTestDatabase(options);
  return withServices(db, clock, options);
}

export type ListeningClinic = TestClinic & { readonly url: string; readonly server: ClinicServer };

/** The same behind real HTTP and sockets on a free port of the loopback. */
export async function listen(
  options: StartOptions & {
    rendererDir?: string;
    config?: Record<string, string>;
    certificates?: Certificates;
  } = {},
): Promise<ListeningClinic> {
  const { db, clock } = await openTestDatabase(options);
  await insertSettings(db, { clinicName: 'Test clinic', timeZone: TEST_ZONE, ...options.settings });
  const config = readConfig({}, { port: '0', logLevel: 'silent', isRateLimited: 'off', ...options.config });
  const server = await createClinicServer({
    db,
    clock,
    config,
    seal: TEST_SEAL,
    mail: options.mail,
    rendererDir: options.rendererDir,
    certificates: options.certificates,
  });
  const url = await server.listen();
  const clinic = assemble({ db, clock, services: server.services }, async () => {
    await server.close();
    await db.close();
  });
  return { ...clinic, ...(await withCast(clinic)), url, server };
}

async function openTestDatabase(options: StartOptions): Promise<{ db: Db; clock: FakeClock }> {
  const file = await openMigrated(options.databasePath);
  return { db: createDb(file), clock: createFakeClock(options.now ?? TEST_NOW) };
}

async function insertSettings(db: Db, settings: Partial<ClinicSettings>): Promise<void> {
  const rows = Object.entries(settings).map(([key, value]) => ({
    key,
    value: JSON.stringify(value),
    updatedAt: toInstant('2026-01-05T08:00:00Z'),
  }));
  await db.transact(({ q }) => q.insertInto('setting').values(rows).execute());
}

async function withServices(db: Db, clock: FakeClock, options: StartOptions): Promise<EmptyClinic> {
  const services = await createServices({
    db,
    clock,
    ids: uuidv7Ids,
    logger: createLogger('silent'),
    seal: TEST_SEAL,
    mail: options.mail ?? null,
    sheetFolder: options.sheetFolder,
    linkBase: () => 'http://clinic.test',
  });
  return assemble({ db, clock, services }, () => db.close());
}

async function withCast(clinic: EmptyClinic): Promise<Omit<TestClinic, keyof EmptyClinic>> {
  const { cast, users } = await insertCast(clinic.db);
  const signedIn = await signInAll(clinic.services, users);
  clinic.events.length = 0;
  return { cast, ...signedIn };
}

function assemble(
  base: Pick<EmptyClinic, 'db' | 'clock' | 'services'>,
  close: () => Promise<void>,
): EmptyClinic {
  const events: ServerEvent[] = [];
  base.db.onCommit((committed) => events.push(...committed));
  const call: EmptyClinic['call'] = (actor, over = {}) =>
    appRouter.createCaller({
      services: base.services,
      actor,
      heldBack: over.heldBack,
      caller: { ...CALLER, deviceSecret: over.cookie?.device, ...over.caller },
      refreshCookie: cookieIn(over.cookie ?? { token: undefined }),
    });
  return { ...base, events, call, close };
}

function cookieIn(jar: CookieJar) {
  return {
    read: () => jar.token,
    write: (token: string) => {
      jar.token = token;
    },
    writeDevice: (secret: string) => {
      jar.device = secret;
    },
    clear: () => {
      jar.token = undefined;
    },
  };
}
