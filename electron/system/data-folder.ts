import { join } from 'node:path';

type Place = { platform: NodeJS.Platform; env: Readonly<Record<string, string | undefined>>; home: string };

/** Where this system keeps a person's application data: the same folder with and without a window. */
export function appDataFolder({ platform, env, home }: Place): string {
  if (platform === 'win32') return env['APPDATA'] ?? join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return env['XDG_CONFIG_HOME'] ?? join(home, '.config');
}

/** The clinic's own folder; the demo clinic never shares one with a real clinic. */
export function clinicFolder(appData: string, isDemo: boolean): string {
  return join(appData, 'MedLink', isDemo ? 'demo' : 'clinic');
}
