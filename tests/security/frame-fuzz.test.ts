import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertStormClinic, signIn, type StormClinic } from '../durability/storm-clinic.ts';
import { mutatedFrame, mutatedPacket } from '../support/mutated-frames.ts';
import { LIVE_PATH, openRawLine, openSignedInLine } from '../support/raw-line.ts';
import { openScreen } from '../support/screen.ts';
import { createSeededRandom, type SeededRandom } from '../support/seeded-random.ts';
import { send } from '../support/send.ts';
import { fillFolder, type ServeProcess, serveProcess } from '../support/serve-process.ts';

const FRAMES = process.env['MEDLINK_FULL_ATTACK'] === undefined ? 2_000 : 20_000;
const SEED = 20_260_302;
const AT_ONCE = 24;
const FRAMES_A_LINE = 12;
const POLL_PATH = LIVE_PATH.replace('websocket', 'polling');
const MAX_GROWTH_MB = 200;

let folder: string;
let clinic: StormClinic;
let server: ServeProcess;
let token: string;
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
const sums = { frames: 0, lines: 0, polls: 0, serverFaults: 0 };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-frames-'));
  clinic = await fillFolder(folder, (q) => insertStormClinic(q, { patients: 1, accounts: 1 }));
  server = await serveProcess(folder);
  token = await signIn(server.url, clinic.deskEmails[0] ?? '');
});
afterAll(async () => {
  agent.destroy();
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** One line, signed in or not, that says a dozen wounded things or as many as it is let. */
async function overWebSocket(random: SeededRandom): Promise<void> {
  const isSignedIn = random.chance(0.6);
  const line = isSignedIn ? await openSignedInLine(server.url, token) : await openRawLine(server.url);
  for (let n = 0; n < FRAMES_A_LINE; n++) {
    line.socket.write(mutatedFrame(random, token));
    sums.frames += 1;
  }
  await Promise.race([line.ended, new Promise((resolve) => setTimeout(resolve, 20))]);
  line.close();
  sums.lines += 1;
}

async function byPolling(random: SeededRandom): Promise<void> {
  const opened = await send(`${server.url}${POLL_PATH}`, { agent });
  const { sid } = JSON.parse(opened.body.slice(1)) as { sid: string };
  const packets = Array.from({ length: 1 + random.below(4) }, () => mutatedPacket(random, token));
  sums.frames += packets.length;
  const separator = Buffer.from('\u001E');
  const body = Buffer.concat(packets.flatMap((packet) => [packet, separator]).slice(0, -1));
  const { status } = await send(`${server.url}${POLL_PATH}&sid=${sid}`, { method: 'POST', body, agent });
  if (status >= 500) sums.serverFaults += 1;
  sums.polls += 1;
}

/** Resident memory of the server, as Linux counts it; nothing elsewhere. */
function residentMb(): number | undefined {
  try {
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  } catch {
    return undefined;
  }
}

describe(`${FRAMES} wounded frames`, () => {
  it('end their own lines and nothing else', { timeout: 240_000 }, async () => {
    const witness = await openScreen(server.url, token);
    const before = residentMb();
    const worker = async (n: number) => {
      const random = createSeededRandom(SEED + n);
      while (sums.frames < FRAMES) {
        await (random.chance(0.7) ? overWebSocket(random) : byPolling(random));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => worker(n)));
    const after = residentMb();
    console.log(
      `frame fuzz: ${sums.frames} frames on ${sums.lines} lines and ${sums.polls} polls (seed ${SEED}); ` +
        `server memory ${before?.toFixed(0)} -> ${after?.toFixed(0)} MB`,
    );

    expect(server.exitCode()).toBe(null);
    expect(server.logged()).toEqual([]);
    expect(sums.serverFaults).toBe(0);
    expect((await send(`${server.url}/readyz`)).status).toBe(200);
    expect(await witness.socket.emitWithAck('ping')).toMatch(/Z$/);
    witness.close();
    expect((after ?? 0) - (before ?? 0)).toBeLessThan(MAX_GROWTH_MB);
  });
});
