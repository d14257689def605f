import { type OpenDataFolder, openDataFolder } from '../db/open-data-folder.ts';
import { type Clock, systemClock } from '../lib/clock.ts';

export type OpenClinic = Pick<OpenDataFolder, 'db' | 'folder' | 'seal'>;

/** Takes the data folder, brings its database to the newest schema, and lets both go at the end. */
export async function withClinic<T>(
  path: string,
  work: (clinic: OpenClinic) => Promise<T>,
  clock: Clock = systemClock,
): Promise<T> {
  const clinic = await openDataFolder(path, { startedAt: clock.now() });
  try {
    return await work(clinic);
  } finally {
    await clinic.close();
  }
}
