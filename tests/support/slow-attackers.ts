import { connect, type Socket } from 'node:net';

/**
 * A program of its own, so that its many connections share no event loop with those who measure:
 * `slow-attackers.ts URL COUNT SECONDS` opens COUNT connections of each kind, holds on to them by being slow,
 * and prints how long each was borne, as JSON. Ends by itself after SECONDS.
 */
const [url = '', count = '0', seconds = '0'] = process.argv.slice(2);
const { hostname, port, host } = new URL(url);
const EVERY_MS = 500;
const GATHERED_WITHIN_MS = 2_000;
const PIPELINED = 40;
const TRICKLE_BYTES = 1024;

type Attack = { begin(socket: Socket, n: number): void; goOn(socket: Socket): void };

const head = (first: string, ...lines: string[]) => `${[first, `Host: ${host}`, ...lines].join('\r\n')}\r\n`;
const large = `${head('GET /api/schema HTTP/1.1')}\r\n`;

const ATTACKS: Readonly<Record<string, Attack>> = {
  'slow headers': {
    begin: (socket) => socket.write(head('GET /healthz HTTP/1.1')),
    goOn: (socket) => socket.write('x: y\r\n'),
  },
  'slow bodies': {
    begin: (socket) =>
      socket.write(
        `${head('POST /trpc/auth.signIn HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 5000')}\r\n{`,
      ),
    goOn: (socket) => socket.write(' '.repeat(100)),
  },
  'slow readers': {
    begin: (socket, n) => {
      // With a listener and no flow, what arrives waits until it is read piece by piece.
      socket.on('readable', () => undefined);
      socket.write(large.repeat(n % 2 === 0 ? 1 : PIPELINED));
    },
    goOn: (socket) => {
      socket.read(TRICKLE_BYTES);
      // Says nothing, and learns whether the other side is still there.
      socket.write('\r\n');
    },
  },
};

const borneMs: Record<string, number[]> = {};
const open = new Set<() => void>();
let waiting = 0;

for (const [kind, attack] of Object.entries(ATTACKS)) {
  const times = (borneMs[kind] = []) as number[];
  for (let n = 0; n < Number(count); n++) {
    waiting += 1;
    setTimeout(() => start(attack, times, n), (n / Number(count)) * GATHERED_WITHIN_MS);
  }
}

function start(attack: Attack, times: number[], n: number): void {
  waiting -= 1;
  const socket = connect(Number(port), hostname);
  const startedAt = performance.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  socket.on('connect', () => {
    attack.begin(socket, n);
    timer = setInterval(() => attack.goOn(socket), EVERY_MS);
  });
  socket.on('error', () => socket.destroy());
  const giveUp = () => void socket.destroy();
  open.add(giveUp);
  socket.on('close', () => {
    clearInterval(timer);
    if (open.delete(giveUp)) times.push(performance.now() - startedAt);
    if (open.size === 0 && waiting === 0) finish();
  });
}

const lastCall = setTimeout(() => {
  for (const giveUp of open) {
    open.delete(giveUp);
    giveUp();
  }
  finish();
}, Number(seconds) * 1000);

function finish(): void {
  clearTimeout(lastCall);
  process.stdout.write(JSON.stringify(borneMs), () => process.exit(0));
}
