import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type FlakyLine = {
  readonly url: string;
  /** Nobody gets through any more, and whoever was connected is cut off. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
};

/** A cable to a clinic's server that can be pulled and plugged in again. */
export async function flakyLine(serverUrl: string): Promise<FlakyLine> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let isCut = false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Cut lines end with errors on both sides; that is the point.
    socket.on('error', () => socket.destroy());
  };
  const listener = createServer((near) => {
    keep(near);
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    keep(far);
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    cut: () => {
      isCut = true;
      cutAll();
    },
    mend: () => {
      isCut = false;
    },
    close: () => {
      cutAll();
      return new Promise((resolve) => listener.close(() => resolve()));
    },
  };
}
