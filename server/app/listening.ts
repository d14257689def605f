import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Certificates } from '../tls/certificates.ts';
import { createGuide } from '../tls/guide-server.ts';
import { createOnePort } from '../tls/one-port.ts';
import { isProxyOf } from '../wire/client-address.ts';
import { limitConnections } from '../wire/connections.ts';
import { lanAddresses } from '../wire/host-names.ts';
import type { ServerConfig } from './config.ts';

const THIS_MACHINE = '127.0.0.1';
const LOOPBACK = new Set([THIS_MACHINE, 'localhost', '::1']);

export type Listening = {
  /** Where this very machine reaches the server. */
  readonly address: string;
  /** Where other PCs and phones do; empty while it listens on this machine alone. */
  readonly networkAddresses: string[];
  /** Connections from now on are shown the certificate as it is now. */
  useCertificate(): void;
  /** Takes no more connections; those there are stay with the HTTP server. */
  close(): void;
};

type Options = {
  readonly config: ServerConfig;
  /** Null where the server speaks in the clear: on this machine alone, or in a laboratory. */
  readonly certificates: Certificates | null;
  /** The rules of the wire, for any server that answers. */
  readonly guard: (server: Server) => void;
};

/** Whether others than this machine can reach a server so configured. */
export function isOpenToNetwork({ host }: Pick<ServerConfig, 'host'>): boolean {
  return !LOOPBACK.has(host);
}

/** To be called once. */
export async function startListening(app: FastifyInstance, options: Options): Promise<Listening> {
  const { config, certificates } = options;
  return certificates === null
    ? listenInTheClear(app, config)
    : listenByTls(app, { ...options, certificates });
}

async function listenInTheClear(app: FastifyInstance, config: ServerConfig): Promise<Listening> {
  // Given `localhost`, Fastify would listen with a second server that Socket.IO and the door do not know.
  await app.listen({ host: config.host === 'localhost' ? THIS_MACHINE : config.host, port: config.port });
  const bound = app.server.address() as AddressInfo;
  return {
    address: addressOf(bound, config.host),
    networkAddresses: isEverywhere(config.host) ? networkAddresses('http', config.host, bound.port) : [],
    useCertificate: () => undefined,
    close: () => undefined,
  };
}

/**
 * The HTTP server itself listens on this machine alone; the port the network knows hands it what comes by TLS.
 * On all addresses at once the two cannot share a number, and this machine comes by the same port as all.
 */
async function listenByTls(
  app: FastifyInstance,
  { config, certificates, guard }: Options & { readonly certificates: Certificates },
): Promise<Listening> {
  const isAll = isEverywhere(config.host);
  await app.listen({ host: THIS_MACHINE, port: isAll ? 0 : config.port });
  const guide = createGuide(certificates);
  guard(guide);
  const onePort = createOnePort(certificates.current(), { clinic: app.server, guide });
  // The servers behind it count only those who have said what they speak.
  if (config.isRateLimited) limitConnections(onePort.server, isProxyOf(config.trustedProxies));
  onePort.server.listen(config.port, config.host);
  await once(onePort.server, 'listening');
  const { port } = onePort.server.address() as AddressInfo;
  const own = isAll ? port : (app.server.address() as AddressInfo).port;
  return {
    address: `http://${THIS_MACHINE}:${own}`,
    networkAddresses: networkAddresses('https', config.host, port),
    useCertificate: () => onePort.use(certificates.current()),
    close: () => {
      onePort.close();
      guide.closeAllConnections();
      guide.emit('close');
    },
  };
}

/** One that listens everywhere is here, too. */
function addressOf(bound: AddressInfo, host: string): string {
  const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  if (isEverywhere(host)) return `http://${THIS_MACHINE}:${bound.port}`;
  return `http://${host === 'localhost' ? 'localhost' : name}:${bound.port}`;
}

function networkAddresses(scheme: 'http' | 'https', host: string, port: number): string[] {
  const hosts = isEverywhere(host) ? lanAddresses() : [host.includes(':') ? `[${host}]` : host];
  return hosts.map((each) => `${scheme}://${each}:${port}`);
}

/** Whether it listens on all of this machine's addresses, and so is named by none of them. */
export function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}
