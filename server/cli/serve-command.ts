import type { Command } from 'commander';
import { readConfig } from '../app/config.ts';
import type { ClinicServer } from '../app/create-clinic-server.ts';
import { notEmpty } from './parse-options.ts';
import { CliRefusal, printLine, printProgress, type Terminal } from './terminal.ts';

type ServeFlags = { data: string; host?: string; port?: string };

const CLOSE_TIMEOUT_MS = 10_000;
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function addServeCommand(program: Command, terminal: Terminal): void {
  program
    .command('serve')
    .description('Serve the clinic of a data folder until told to stop.')
    .requiredOption('--data <folder>', 'the data folder, made if missing', notEmpty)
    .option('--host <address>', 'the address to listen on (default: MEDLINK_HOST or 127.0.0.1)')
    .option('--port <number>', 'the port, 0 for any free one (default: MEDLINK_PORT or 4780)')
    .addHelpText(
      'after',
      '\nOther settings come from the environment: MEDLINK_LOG_LEVEL, MEDLINK_RATE_LIMIT ...',
    )
    .action((flags: ServeFlags) => serve(flags, terminal));
}

async function serve(flags: ServeFlags, terminal: Terminal): Promise<void> {
  const config = readConfig(terminal.env, { host: flags.host, port: flags.port });
  const stopped = waitForSignal();
  // Loaded only here: the other commands start in half the time without it.
  const { isOpenToNetwork, openClinicServer } = await import('../app/create-clinic-server.ts');
  const server = await openClinicServer({ dataDir: flags.data, config });
  try {
    const address = await listen(server, config);
    for (const other of server.networkAddresses()) printLine(terminal, `on the network ${other}`);
    const fingerprint = server.fingerprint();
    if (fingerprint !== undefined) printLine(terminal, `devices trust the clinic by SHA-256 ${fingerprint}`);
    if (isOpenToNetwork(config) && fingerprint === undefined) {
      printProgress(terminal, 'MEDLINK_TLS is off: beyond this machine everything goes in the clear.');
    }
    printLine(terminal, `listening on ${address}`);
    await Promise.race([stopped, unsound(server)]);
  } finally {
    await server.close();
  }
}

/** Rejects when a fault has left the server unable to work; whoever started it starts it anew. */
function unsound(server: ClinicServer): Promise<never> {
  return new Promise((_, reject) => {
    server.surviveFaults(() => {
      // A server in this state may not even close.
      setTimeout(() => process.exit(1), CLOSE_TIMEOUT_MS).unref();
      reject(new CliRefusal('the server no longer does its work and ends; its log says why.'));
    });
  });
}

async function listen(server: ClinicServer, config: { host: string; port: number }): Promise<string> {
  try {
    return await server.listen();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const place = `${config.host}:${config.port}`;
    if (error.code === 'EADDRINUSE') throw new CliRefusal(`${place} is in use by another program.`);
    if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
      throw new CliRefusal(`${place} is not an address this machine may listen on.`);
    }
    throw error;
  }
}

/** The first signal asks to close in order; a second one of the same kind ends the process at once. */
function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of STOP_SIGNALS) process.once(signal, () => resolve());
    // Started by another program over a channel: when that one is gone, nobody is left to stop this.
    process.once('disconnect', () => resolve());
    process.channel?.unref();
  });
}
