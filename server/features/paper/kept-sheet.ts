import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fromEpochMs, type Instant } from '../../../shared/time/instant.ts';

/** Only the person the clinic's program runs as may read a folder of patients' names. */
const OWNER_ONLY = 0o700;
const OWNER_FILE = 0o600;
const SHEET = /^day-sheet-(\d{4}-\d{2}-\d{2})\.pdf$/;
const UNFINISHED = /^day-sheet-\d{4}-\d{2}-\d{2}\.pdf\.part$/;

/**
 * Puts a day's sheet where it is looked for when the power has failed: whole or not at all, and the only one
 * there. Earlier days' sheets go; what the clinic keeps of them is in the database.
 */
export async function keepSheet(folder: string, day: string, pdf: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: OWNER_ONLY });
  const name = `day-sheet-${day}.pdf`;
  const unfinished = join(folder, `${name}.part`);
  const file = await open(unfinished, 'w', OWNER_FILE);
  try {
    await file.writeFile(pdf);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, join(folder, name));
  for (const other of await readdir(folder)) {
    if (other !== name && SHEET.test(other)) await rm(join(folder, other), { force: true });
  }
}

/** When the sheet of a day was put there, by whichever process; undefined where there is none. */
export async function keptAt(folder: string, day: string): Promise<Instant | undefined> {
  try {
    return fromEpochMs(Math.floor((await stat(join(folder, `day-sheet-${day}.pdf`))).mtimeMs));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Takes all away, those that were never finished too; answers the days of those that were. */
export async function dropSheets(folder: string): Promise<string[]> {
  const names = await namesIn(folder);
  for (const name of names) {
    if (SHEET.test(name) || UNFINISHED.test(name)) await rm(join(folder, name), { force: true });
  }
  return names.flatMap((name) => SHEET.exec(name)?.[1] ?? []);
}

/** None where no sheet has been kept yet. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
