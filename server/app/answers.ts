import fastifyCompress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';
import type { ClientAddressOf } from '../wire/client-address.ts';

const COMPRESSED_FROM_BYTES = 4096;
/** The fastest: a day's board gets a tenth larger than with the best, in half the time. */
const GZIP_LEVEL = 1;
const THIS_MACHINE = new Set(['127.0.0.1', '::1']);

/** Large answers are compressed, but not for a window on this very machine: there is no network to spare. */
export async function compressAnswers(
  app: Pick<FastifyInstance, 'addHook' | 'register'>,
  clientAddressOf: ClientAddressOf,
): Promise<void> {
  app.addHook('onRequest', async (request) => {
    if (THIS_MACHINE.has(clientAddressOf(request.raw))) request.headers['x-no-compression'] = 'same machine';
  });
  await app.register(fastifyCompress, {
    global: true,
    threshold: COMPRESSED_FROM_BYTES,
    encodings: ['gzip', 'identity'],
    zlibOptions: { level: GZIP_LEVEL },
  });
}

/** tRPC answers with a stream of unknown length. As a whole it is sent at once, and compressed only when large. */
export function sendAnswersWhole(app: Pick<FastifyInstance, 'addHook'>): void {
  app.addHook('onSend', async (_request, reply, payload) => {
    if (!(payload instanceof Response)) return payload;
    reply.code(payload.status);
    for (const [name, value] of payload.headers) reply.header(name, value);
    return Buffer.from(await payload.arrayBuffer());
  });
}
