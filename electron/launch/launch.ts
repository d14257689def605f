import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfStale, DESKTOP, RENDERER } from './build-if-stale.ts';
import { chooseDataFolder } from './choose-data-folder.ts';
import { DEMO_SIGN_INS, fillDemoIfEmpty } from './demo-clinic.ts';
import { findWindow } from './find-window.ts';
import { runChild } from './run-child.ts';

type Start = { root: string; dataFolder: string; isDemo: boolean };

/** `npm start` and `npm run demo`: the window where one can open, the bare server where not. */
export async function launch(args: string[]): Promise<number> {
  const root = join(import.meta.dirname, '..', '..');
  try {
    const isDemo = parseArgs({ args, options: { demo: { type: 'boolean' } } }).values.demo ?? false;
    const window = findWindow(root);
    await buildIfStale(root, 'binary' in window ? [RENDERER, DESKTOP] : [RENDERER]);
    const dataFolder = chooseDataFolder(root, isDemo);
    if (isDemo) await fillDemoIfEmpty(root, dataFolder);
    if ('binary' in window) return await openWindow(window.binary, { root, dataFolder, isDemo });
    console.log(`No window opens: ${window.whyNot}. Serving the clinic to browsers instead.`);
    return await serveHeadless({ root, dataFolder, isDemo });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

function openWindow(binary: string, { root, dataFolder, isDemo }: Start): Promise<number> {
  if (isDemo) console.log(DEMO_SIGN_INS);
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  return runChild({
    command: binary,
    args: [root],
    options: { cwd: root, env: { ...env, MEDLINK_DATA: dataFolder } },
  });
}

function serveHeadless({ root, dataFolder, isDemo }: Start): Promise<number> {
  const onNetwork: string[] = [];
  return runChild({
    command: process.execPath,
    args: [join(root, 'server', 'cli', 'main.ts'), 'serve', '--data', dataFolder],
    onLine: (line) => {
      const other = /^on the network (http\S+)$/.exec(line)?.[1];
      if (other !== undefined) onNetwork.push(other);
      const address = /^listening on (http\S+?)\/?$/.exec(line)?.[1];
      if (address !== undefined) {
        console.log(describeAddresses([address, ...onNetwork], { dataFolder, isDemo }));
      }
    },
  });
}

type Clinic = Pick<Start, 'dataFolder' | 'isDemo'>;

function describeAddresses(addresses: readonly string[], { dataFolder, isDemo }: Clinic): string {
  const lines = [
    '',
    ...addresses.map((address) => `  staff     ${address}/`),
    ...addresses.map((address) => `  patients  ${address}/portal`),
    `  data      ${dataFolder}`,
    '',
    ...(isDemo ? [DEMO_SIGN_INS] : []),
    'Press Ctrl+C to stop.',
  ];
  return lines.join('\n');
}
