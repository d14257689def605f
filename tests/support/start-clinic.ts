import { appRouter } from '../../server/app/app-router.ts';
import { readConfig } from '../../server/app/config.ts';
import { type ClinicServer, createClinicServer } from '../../server/app/create-clinic-server.ts';
import { createServices, type Services } from '../../server/app/services.ts';
import { migrate } from '../../server/db/migrator.ts';
import { openSqlite } from '../../server/db/open.ts';
import { createDb, type Db } from '../../server/db/transact.ts';
import { uuidv7Ids } from '../../server/lib/ids.ts';
import { createLogger } from '../../server/lib/logger.ts';
import type { Actor, Caller } from '../../server/trpc/context.ts';
import { type ClinicSettings } from '../../shared/domain/clinic-settings.ts';
import type { ServerEvent } from '../../shared/realtime/changes.ts';
import { toInstant } from '../../shared/time/instant.ts';
import { type ActorName, type Actors, CALLER, type Cast, insertCast, signInAll } from './actors.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';

export type StartOptions = {
  /** What the clock shows at first: a Monday morning at the clinic. */
  now?: string;
  settings?: Partial<ClinicSettings>;
  /** A file instead of memory, for tests with several processes. */
  databasePath?: string;
};

export type TestApi = ReturnType<typeof appRouter.createCaller>;

export type TestClinic = {
  readonly db: Db;
  readonly clock: FakeClock;
  readonly services: Services;
  readonly actors: Actors;
  readonly tokens: Readonly<Record<ActorName, string>>;
  readonly cast: Cast;
  /** Everything commits have announced since the start. */
  readonly events: ServerEvent[];
  /** The procedures as this person, or as nobody, may call them. */
  call(actor: Actor | null, over?: { caller?: Partial<Caller>; cookie?: CookieJar }): TestApi;
  close(): Promise<void>;
};

/** The refresh cookie of one browser. */
export type CookieJar = { token: string | undefined };

export const TEST_NOW = '2026-03-02T07:00:00Z';
export const TEST_ZONE = 'Europe/Berlin';

/** A clinic with its fixed cast, in memory, past HTTP. */
export async function startClinic(options: StartOptions = {}): Promise<TestClinic> {
  const base = await openTestDatabase(options);
  const services = await createServices({ ...base, ids: uuidv7Ids, logger: createLogger('silent') });
  return finish(base, services, () => base.db.close());
}

export type ListeningClinic = TestClinic & { readonly url: string; readonly server: ClinicServer };

/** The same behind real HTTP and sockets on a free port of the loopback. */
export async function listen(
  options: StartOptions & { rendererDir?: string; config?: Record<string, string> } = {},
): Promise<ListeningClinic> {
  const base = await openTestDatabase(options);
  const config = readConfig({}, { port: '0', logLevel: 'silent', isRateLimited: 'off', ...options.config });
  const { rendererDir } = options;
  const server = await createClinicServer({ ...base, config, rendererDir });
  const url = await server.listen();
  const clinic = await finish(base, server.services, async () => {
    await server.close();
    await base.db.close();
  });
  return { ...clinic, url, server };
}

async function openTestDatabase(options: StartOptions): Promise<{ db: Db; clock: FakeClock }> {
  const file = openSqlite(options.databasePath ?? ':memory:');
  await migrate(file);
  const db = createDb(file);
  const clock = createFakeClock(options.now ?? TEST_NOW);
  await db.transact(async ({ q }) => {
    const settings = { clinicName: 'Test clinic', timeZone: TEST_ZONE, ...options.settings };
    const rows = Object.entries(settings).map(([key, value]) => ({
      key,
      value: JSON.stringify(value),
      updatedAt: toInstant('2026-01-05T08:00:00Z'),
    }));
    await q.insertInto('setting').values(rows).execute();
  });
  return { db, clock };
}

async function finish(
  base: { db: Db; clock: FakeClock },
  services: Services,
  close: () => Promise<void>,
): Promise<TestClinic> {
  const { cast, users } = await insertCast(base.db);
  const { actors, tokens } = await signInAll(services, users);
  const events: ServerEvent[] = [];
  base.db.onCommit((committed) => events.push(...committed));
  const call: TestClinic['call'] = (actor, over = {}) =>
    appRouter.createCaller({
      services,
      actor,
      caller: { ...CALLER, ...over.caller },
      refreshCookie: cookieIn(over.cookie ?? { token: undefined }),
    });
  return { ...base, services, actors, tokens, cast, events, call, close };
}

function cookieIn(jar: CookieJar) {
  return {
    read: () => jar.token,
    write: (token: string) => {
      jar.token = token;
    },
    clear: () => {
      jar.token = undefined;
    },
  };
}
