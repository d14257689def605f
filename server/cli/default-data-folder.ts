import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Terminal } from './terminal.ts';

/** The folder `npm start` uses: MEDLINK_DATA, else this person's application data. */
export function defaultDataFolder({ env }: Pick<Terminal, 'env'>): string {
  const chosen = env['MEDLINK_DATA'];
  if (chosen !== undefined && chosen !== '') return chosen;
  return join(appDataFolder(env), 'MedLink', 'clinic');
}

function appDataFolder(env: Terminal['env']): string {
  if (process.platform === 'win32') return env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
}
