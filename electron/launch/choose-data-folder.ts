import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { appDataFolder, clinicFolder } from '../system/data-folder.ts';

/** MEDLINK_DATA, else this person's application data, else a folder beside the program; made if missing. */
export function chooseDataFolder(root: string, isDemo: boolean): string {
  const { MEDLINK_DATA } = process.env;
  if (MEDLINK_DATA !== undefined && MEDLINK_DATA !== '') return makeFolder(resolve(MEDLINK_DATA));
  const appData = appDataFolder({ platform: process.platform, env: process.env, home: homedir() });
  try {
    return makeFolder(clinicFolder(appData, isDemo));
  } catch {
    // A build machine's user may have no home that can be written.
    return makeFolder(join(root, '.medlink-data', isDemo ? 'demo' : 'clinic'));
  }
}

function makeFolder(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  accessSync(path, constants.W_OK);
  return path;
}
