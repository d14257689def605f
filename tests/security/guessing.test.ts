import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertStormClinic, signIn, STORM_PASSWORD, type StormClinic } from '../durability/storm-clinic.ts';
import { IS_FULL_SIZE } from '../support/full-size.ts';
import { probeBoard, type Probed } from '../support/probe.ts';
import { type Reply, send } from '../support/send.ts';
import { fillFolder, type ServeProcess, serveProcess } from '../support/serve-process.ts';

const GUESSES = IS_FULL_SIZE ? 10_000 : 500;
const SPRAYED = 500;
const SPRAY_ROUNDS = IS_FULL_SIZE ? 10 : 1;
const PER_SECOND = 200;
const QUIET_MS = IS_FULL_SIZE ? 3_000 : 1_500;
const EVALUATED_AT_MOST = 100;

let folder: string;
let clinic: StormClinic;
let server: ServeProcess;
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-guess-'));
  clinic = await fillFolder(folder, (q) => insertStormClinic(q, { patients: SPRAYED, accounts: SPRAYED }));
  server = await serveProcess(folder, { MEDLINK_RATE_LIMIT: 'on', MEDLINK_REQUESTS_PER_MINUTE: '100000' });
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

type Answers = Record<string, Record<string, number>>;

/** The program is there before anything is measured: only what it asks of the server counts, not its own start. */
async function readyToGuess(accounts: readonly string[], rounds: number): Promise<() => Promise<Answers>> {
  const program = join(import.meta.dirname, '../support/guessers.ts');
  const args = [program, server.url, accounts.join(','), String(rounds), String(PER_SECOND)];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  return async () => {
    child.stdin.end();
    return JSON.parse(String((await lines.next()).value)) as Answers;
  };
}

function signInOn(email: string, cookie?: string): Promise<Reply> {
  return send(`${server.url}/trpc/auth.signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie === undefined ? {} : { cookie }) },
    body: JSON.stringify({ email, password: STORM_PASSWORD }),
  });
}

/** What the browser keeps of a sign-in for the next one, as it sends it back. */
function deviceCookie({ headers }: Reply): string {
  const set = [headers['set-cookie'] ?? []].flat();
  return set.find((line) => line.startsWith('medlink_device='))?.split(';')[0] ?? '';
}

/** Runs the attack beside a desk at work; answers the attack's outcome and what the desk noticed. */
async function beside<T>(token: string, attack: () => Promise<T>) {
  const desk = { url: server.url, token, agent };
  const quietUntil = performance.now() + QUIET_MS;
  const quiet = await probeBoard(desk, () => performance.now() > quietUntil);
  let isOver = false;
  const attacked = attack().finally(() => {
    isOver = true;
  });
  const meanwhile = await probeBoard(desk, () => isOver);
  return { outcome: await attacked, quiet, meanwhile };
}

/** Times are judged in the whole attack alone, which has the machine to itself. */
function expectUnhindered(quiet: Probed, meanwhile: Probed): void {
  expect(meanwhile.p99).toBeLessThanOrEqual(IS_FULL_SIZE ? 1.5 * quiet.p99 : Number.POSITIVE_INFINITY);
}

const evaluated = (answers: Record<string, number> | undefined) => answers?.['401'] ?? 0;

describe(`${GUESSES} guesses at one account, each from another address`, () => {
  it('are hardly ever judged, and its owner gets in on a known device', { timeout: 200_000 }, async () => {
    const token = await signIn(server.url, clinic.deskEmails[1] ?? '');
    const owner = clinic.deskEmails[0] ?? '';
    const cookie = deviceCookie(await signInOn(owner));
    const guessAll = await readyToGuess([owner], GUESSES);
    const { outcome, quiet, meanwhile } = await beside(token, async () => {
      const guessing = guessAll();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const [known, stranger] = [await signInOn(owner, cookie), await signInOn(owner)];
      return { answers: (await guessing)[owner], known, stranger, after: await signInOn(owner, cookie) };
    });
    const judged = evaluated(outcome.answers);
    console.log(
      `one account: ${GUESSES} guesses, ${judged} judged; the board, quiet and meanwhile:`,
      quiet,
      meanwhile,
    );

    expect(outcome.answers).toEqual({ '401': judged, '429': GUESSES - judged });
    expect(judged).toBeGreaterThan(0);
    expect(judged).toBeLessThanOrEqual(EVALUATED_AT_MOST);
    expect([outcome.known.status, outcome.after.status]).toEqual([200, 200]);
    // Whoever comes on a device nobody knows has to wait, with the right password, too: it says how long.
    expect(outcome.stranger.status).toBe(429);
    expect(Number(outcome.stranger.headers['retry-after'])).toBeGreaterThan(0);
    expect(outcome.stranger.headers['ratelimit']).toMatch(/^"tries-account";r=0;t=\d+$/);
    expectUnhindered(quiet, meanwhile);
  });
});

describe(`a spray of ${SPRAYED * SPRAY_ROUNDS} guesses over ${SPRAYED} accounts`, () => {
  it('is judged in small part, and shuts no owner out', { timeout: 200_000 }, async () => {
    const token = await signIn(server.url, clinic.deskEmails[0] ?? '');
    const [owner = ''] = clinic.patientEmails;
    const cookie = deviceCookie(await signInOn(owner));
    const guessAll = await readyToGuess(clinic.patientEmails, SPRAY_ROUNDS);
    const { outcome, quiet, meanwhile } = await beside(token, async () => {
      const answers = await guessAll();
      return { answers, known: await signInOn(owner, cookie) };
    });
    const perAccount = Object.values(outcome.answers).map(evaluated);
    const judged = perAccount.reduce((sum, each) => sum + each, 0);
    console.log(
      `spray: ${SPRAYED * SPRAY_ROUNDS} guesses, ${judged} judged, at most ${Math.max(...perAccount)} per account; the board, quiet and meanwhile:`,
      quiet,
      meanwhile,
    );

    expect(Math.max(...perAccount)).toBeLessThanOrEqual(EVALUATED_AT_MOST);
    expect(judged).toBeLessThan((SPRAYED * SPRAY_ROUNDS) / 2);
    expect(outcome.known.status).toBe(200);
    expectUnhindered(quiet, meanwhile);
  });
});
