import { connect, type Socket } from 'node:net';

/** A live line spoken by hand, so that a test may say what no client library would. */
export type RawLine = {
  readonly socket: Socket;
  /** A text frame, or whatever the opcode says. */
  say(payload: string | Buffer, opcode?: number): void;
  /** Everything the server has said, as it came. */
  heard(): string;
  /** Resolves, with the milliseconds since it was opened, once the server has ended it. */
  readonly ended: Promise<number>;
  close(): void;
};

const TEXT = 1;
export const LIVE_PATH = '/socket.io/?EIO=4&transport=websocket';

/** Opens a WebSocket; resolves when the server has agreed to it. */
export function openRawLine(url: string, path: string = LIVE_PATH): Promise<RawLine> {
  const { hostname, port, host } = new URL(url);
  const openedAt = performance.now();
  const socket = connect(Number(port), hostname);
  const ended = new Promise<number>((resolve) => {
    socket.on('close', () => resolve(performance.now() - openedAt));
  });
  // A cut line may be written to before the cut is known.
  socket.on('error', () => socket.destroy());
  const chunks: Buffer[] = [];
  const line: RawLine = {
    socket,
    ended,
    say: (payload, opcode = TEXT) => void socket.write(frameOf(Buffer.from(payload), opcode)),
    heard: () => Buffer.concat(chunks).toString('latin1'),
    close: () => void socket.destroy(),
  };
  const upgrade = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  return new Promise((resolve, reject) => {
    void ended.then(() => reject(new Error('the line was closed before it was open')));
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (line.heard().includes('\r\n\r\n')) resolve(line);
    });
    socket.write(`${upgrade.join('\r\n')}\r\n\r\n`);
  });
}

/** Opens a line and signs in on it. */
export async function openSignedInLine(url: string, token: string): Promise<RawLine> {
  const line = await openRawLine(url);
  line.say(`40${JSON.stringify({ token })}`);
  while (!line.heard().includes('40{"sid"')) {
    await new Promise((resolve) => {
      line.socket.once('data', resolve);
      line.socket.once('close', resolve);
    });
    if (line.socket.destroyed) throw new Error('the line was closed instead of signed in');
  }
  return line;
}

/** As a client must write it: masked, here with a mask that changes nothing. */
export function frameOf(payload: Buffer, opcode: number = TEXT): Buffer {
  const mask = Buffer.alloc(4);
  return Buffer.concat([Buffer.from([0x80 | opcode]), lengthOf(payload.length), mask, payload]);
}

function lengthOf(length: number): Buffer {
  if (length < 126) return Buffer.from([0x80 | length]);
  if (length < 65_536) {
    const bytes = Buffer.from([0x80 | 126, 0, 0]);
    bytes.writeUInt16BE(length, 1);
    return bytes;
  }
  const bytes = Buffer.alloc(9);
  bytes[0] = 0x80 | 127;
  bytes.writeBigUInt64BE(BigInt(length), 1);
  return bytes;
}
