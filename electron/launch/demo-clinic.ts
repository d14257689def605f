import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './run-child.ts';

/** No secret: invented people, served to this machine only. */
const DEMO_PASSWORD = 'seven-green-umbrellas';
const DEMO_SEED = '1';

export const DEMO_SIGN_INS = [
  `  sign in with the password ${DEMO_PASSWORD} as`,
  '    admin@demo.clinic      the administrator',
  '    reception@demo.clinic  at the front desk (also reception2@demo.clinic)',
  '    doctor@demo.clinic     in the exam room',
  '    patient@demo.clinic    on a phone, under /portal',
  '',
].join('\n');

/** Fills beside the folder and moves into place at the end: an interrupted filling is never taken for a clinic. */
export async function fillDemoIfEmpty(root: string, folder: string): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0) return;
  const filling = `${folder}.filling`;
  rmSync(filling, { recursive: true, force: true });
  console.log('filling the demo clinic ...');
  const cli = join(root, 'server', 'cli', 'main.ts');
  const code = await runChild({
    command: process.execPath,
    args: [cli, 'demo', '--data', filling, '--password', DEMO_PASSWORD, '--seed', DEMO_SEED],
  });
  if (code !== 0) throw new Error('the demo clinic could not be filled');
  if (existsSync(folder)) rmdirSync(folder);
  renameSync(filling, folder);
}
