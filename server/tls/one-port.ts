import type { Server as HttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import type { KeyedCertificate } from './make-certificates.ts';

/** A client speaks first, in both languages; who does not is gone. */
const FIRST_BYTE_MS = 5_000;
const HANDSHAKE_MS = 5_000;
/** The first byte of a TLS record that shakes hands. */
const TLS_HANDSHAKE = 0x16;
const THIS_MACHINE = new Set(['127.0.0.1', '::1']);

export type OnePort = {
  readonly server: Server;
  /** Connections from now on are shown this certificate. */
  use(certificate: KeyedCertificate): void;
  /** Takes no more, and ends those that have not been handed on yet; the others end with whom they are with. */
  close(): void;
};

export type Behind = {
  /** Gets what comes by TLS, and what this very machine says to itself. */
  readonly clinic: HttpServer;
  /** Gets what others say in plain HTTP. */
  readonly guide: HttpServer;
};

/**
 * One port for all: whoever speaks TLS gets to the clinic, and so does this machine itself; plain HTTP from
 * anywhere else gets to the guide, which says how to speak TLS. Nothing but the first byte is looked at.
 */
export function createOnePort(certificate: KeyedCertificate, { clinic, guide }: Behind): OnePort {
  const early = new Map<string, Socket>();
  const tls = createTlsServer(optionsOf(certificate), (socket: TLSSocket) => {
    early.delete(peerOf(socket));
    clinic.emit('connection', socket);
  });
  tls.on('tlsClientError', (_error, socket) => socket.destroy());
  const server = createServer({ noDelay: true }, (socket) => {
    const peer = peerOf(socket);
    early.set(peer, socket);
    const end = () => socket.destroy();
    const leave = () => early.delete(peer);
    socket.setTimeout(FIRST_BYTE_MS, end).once('error', end).once('close', leave);
    socket.once('data', (first) => {
      socket.setTimeout(0).off('timeout', end).off('error', end);
      socket.pause();
      socket.unshift(first);
      const isSecure = first[0] === TLS_HANDSHAKE;
      // Until it has shaken hands it is still nobody's; it reads on by itself.
      if (isSecure) return void tls.emit('connection', socket);
      leave();
      (isOfThisMachine(socket) ? clinic : guide).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  return {
    server,
    use: (next) => tls.setSecureContext(optionsOf(next)),
    close: () => {
      server.close();
      for (const socket of early.values()) socket.destroy();
    },
  };
}

function optionsOf({ keyPem, certPem }: KeyedCertificate) {
  return {
    key: keyPem,
    cert: certPem,
    minVersion: 'TLSv1.2',
    handshakeTimeout: HANDSHAKE_MS,
    ALPNProtocols: ['http/1.1'],
  } as const;
}

/** The same for a connection and for the TLS that was begun on it. */
function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}

function isOfThisMachine({ remoteAddress = '' }: Socket): boolean {
  return THIS_MACHINE.has(remoteAddress.replace(/^::ffff:/, ''));
}
