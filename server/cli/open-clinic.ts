import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE } from '../db/data-folder.ts';
import { type OpenDataFolder, openDataFolder } from '../db/open-data-folder.ts';
import { type Clock, systemClock } from '../lib/clock.ts';
import { CliRefusal } from './terminal.ts';

export type OpenClinic = Pick<OpenDataFolder, 'db' | 'folder' | 'seal'>;

type Work<T> = (clinic: OpenClinic) => Promise<T>;

/**
 * Takes the data folder, brings its database to the newest schema, and lets both go at the end. Refused where there is
 * no clinic: a folder that was mistyped is not made into an empty one, of which all that is said would be wrong.
 */
export async function withClinic<T>(path: string, work: Work<T>, clock: Clock = systemClock): Promise<T> {
  if (!existsSync(join(path, DATABASE))) {
    throw new CliRefusal(`${path} holds no clinic: there is no ${DATABASE} in it. Nothing was made there.`);
  }
  return withNewClinic(path, work, clock);
}

/** The same for what begins a clinic: the folder is made where it is missing. */
export async function withNewClinic<T>(path: string, work: Work<T>, clock: Clock = systemClock): Promise<T> {
  const clinic = await openDataFolder(path, { startedAt: clock.now() });
  try {
    return await work(clinic);
  } finally {
    await clinic.close();
  }
}
