import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Browsers open connections ahead of need. Node counts one that has never asked anything as busy and lets it
 * hold a closing server back for ten seconds. The returned function ends those at once, and new ones too.
 */
export function trackUnusedConnections(server: Server): () => void {
  const unused = new Set<Socket>();
  let isClosing = false;
  server.on('connection', (socket) => {
    if (isClosing) socket.destroy();
    else unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', (request) => unused.delete(request.socket));
  server.on('upgrade', (request) => unused.delete(request.socket));
  return () => {
    isClosing = true;
    for (const socket of unused) socket.destroy();
  };
}
