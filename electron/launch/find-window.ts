import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;
export type WindowChoice = { binary: string } | { whyNot: string };

/** Electron's binary when a window can open here, or the reason in words why none can. */
export function findWindow(root: string): WindowChoice {
  const binary = electronBinary(root, process.env);
  if (binary === undefined) {
    return { whyNot: 'the Electron binary is not installed ("npx install-electron" fetches it)' };
  }
  if (!hasDisplay(process.platform, process.env)) return { whyNot: 'this machine has no display' };
  return { binary };
}

/**
 * Reads the same two places as the `electron` package does. Asking the package itself
 * (`require('electron')`) would start a download when the binary is missing.
 */
export function electronBinary(root: string, env: Environment): string | undefined {
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const binary = join(env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), name);
  return existsSync(binary) ? binary : undefined;
}

export function hasDisplay(platform: NodeJS.Platform, env: Environment): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}
