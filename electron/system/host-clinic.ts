import { join } from 'node:path';
import { openClinicServer, readConfig } from '../../server/app/create-clinic-server.ts';

export type HostedClinic = {
  /** Where this machine reaches the clinic. */
  readonly address: string;
  readonly close: () => Promise<void>;
};

/**
 * Starts the clinic server in this process, configured by the environment as without a window. `onUnsound` is
 * called when a fault has left it unable to work.
 */
export async function hostClinic(dataFolder: string, onUnsound: () => void): Promise<HostedClinic> {
  const server = await openClinicServer({
    config: readConfig(process.env),
    dataDir: dataFolder,
    // Beside the built main file: in dist/ while developing, in the archive once packed.
    rendererDir: join(import.meta.dirname, '..', 'renderer'),
  });
  try {
    server.surviveFaults(onUnsound);
    return { address: onThisMachine(await server.listen()), close: () => server.close() };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** A server open to the whole network has no address of its own to go to; loopback always answers. */
function onThisMachine(address: string): string {
  return address.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}
