import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.ts';

/** Tests that assert how soon something is there, on screen or gone: they have the machine to themselves. */
const MEASURED = [
  'tests/durability/kill.test.ts',
  'tests/durability/slow-clients.test.ts',
  'tests/e2e/clinic-day.test.ts',
  'tests/e2e/lock.test.ts',
  'tests/e2e/holds.test.ts',
  'tests/e2e/palette.test.ts',
  'tests/e2e/room-call-speed.test.ts',
  'tests/realtime/hint-speed.test.ts',
  'tests/realtime/holds.test.ts',
  'tests/realtime/line-cut.test.ts',
];

/** How long a screen may take on a busy machine until it shows what is polled for; how soon is asserted elsewhere. */
const SCREEN_SOON = { poll: { timeout: 10_000 } };

// Workers inherit the zone. The unit suite runs a second time in America/St_Johns (see run-all.ts).
process.env.TZ ??= 'UTC';

const root = fileURLToPath(new URL('..', import.meta.url));
const tests = (...folders: string[]) => folders.map((folder) => `tests/${folder}/**/*.test.{ts,tsx}`);

export default defineConfig({
  root,
  test: {
    // Three workers even on a two-core machine: most tests wait for sockets and disks, not for the processor.
    maxWorkers: 3,
    // A worker loads the clinic once for all its files: nothing of it is a singleton, which this keeps true.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        root,
        test: { name: 'unit', include: tests('shared', 'renderer', 'architecture') },
      },
      {
        root,
        test: {
          name: 'server',
          include: tests('server', 'realtime', 'migrations', 'security', 'durability'),
          exclude: MEASURED,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        root,
        test: {
          name: 'browser',
          globalSetup: 'tests/support/unpack-chromium.ts',
          include: tests('e2e', 'desktop'),
          exclude: MEASURED,
          expect: SCREEN_SOON,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        test: {
          name: 'measured',
          globalSetup: 'tests/support/unpack-chromium.ts',
          include: MEASURED,
          expect: SCREEN_SOON,
          // One Chromium at a time: the latencies these tests assert are those of a single clinic.
          fileParallelism: false,
          // After the other projects of the same run, not beside them.
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
