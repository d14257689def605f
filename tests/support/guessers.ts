import { request } from 'node:http';

/**
 * A program of its own, so that its guesses share no event loop with those who measure:
 * `guessers.ts URL ACCOUNTS ROUNDS PER_SECOND` guesses the password of each of ACCOUNTS (e-mail addresses,
 * with commas) ROUNDS times, each guess from another address of the loopback, and prints how often each was
 * answered with which status, as JSON. Says that it is ready, begins when it is told to, and ends by itself.
 */
const [url = '', accounts = '', rounds = '0', perSecond = '1'] = process.argv.slice(2);
const { hostname, port } = new URL(url);
const emails = accounts.split(',');
const total = emails.length * Number(rounds);
const TICK_MS = 10;
const GIVE_UP_MS = 20_000;

const answers: Record<string, Record<string, number>> = {};

function note(email: string, what: string): void {
  const known = (answers[email] ??= {});
  known[what] = (known[what] ?? 0) + 1;
}

/** One of 250 x 250 addresses. */
function addressOf(n: number): string {
  return `127.${10 + (Math.floor(n / 62_500) % 200)}.${1 + (Math.floor(n / 250) % 250)}.${1 + (n % 250)}`;
}

function guess(n: number): Promise<void> {
  const email = emails[n % emails.length] ?? '';
  return new Promise((resolve) => {
    const call = request(
      {
        hostname,
        port,
        path: '/trpc/auth.signIn',
        method: 'POST',
        agent: false,
        localAddress: addressOf(n),
        timeout: GIVE_UP_MS,
        headers: { 'content-type': 'application/json' },
      },
      (response) => {
        note(email, String(response.statusCode));
        response.resume();
        response.on('close', () => resolve());
      },
    );
    call.on('timeout', () => call.destroy());
    call.on('error', () => {
      note(email, 'broken');
      resolve();
    });
    call.end(JSON.stringify({ email, password: `guess number ${n}` }));
  });
}

function begin(): void {
  const startedAt = performance.now();
  const underWay: Promise<void>[] = [];
  const timer = setInterval(() => {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * Number(perSecond)));
    while (underWay.length < due) underWay.push(guess(underWay.length));
    if (underWay.length < total) return;
    clearInterval(timer);
    void Promise.all(underWay).then(() => process.stdout.write(JSON.stringify(answers)));
  }, TICK_MS);
}

process.stdin.once('end', begin).resume();
process.stdout.write('ready\n');
