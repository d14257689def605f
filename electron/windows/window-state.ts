import { readFileSync, writeFileSync } from 'node:fs';

export type Bounds = { x: number; y: number; width: number; height: number };
export type WindowState = { bounds: Bounds | undefined; isMaximized: boolean };

/** The day board needs about this much beside a taskbar. */
export const SMALLEST = { width: 960, height: 640 };

/** What was saved, or nothing when the file is missing, broken or written by someone else. */
export function readWindowState(path: string): WindowState {
  try {
    const saved = JSON.parse(readFileSync(path, 'utf8')) as Partial<
      Record<keyof WindowState, unknown>
    > | null;
    return {
      bounds: isBounds(saved?.bounds) ? saved.bounds : undefined,
      isMaximized: saved?.isMaximized === true,
    };
  } catch {
    return { bounds: undefined, isMaximized: false };
  }
}

export function writeWindowState(path: string, state: WindowState): void {
  writeFileSync(path, JSON.stringify(state));
}

/** The saved place, unless the screen it was on is gone. */
export function boundsOnScreen(state: WindowState, screens: readonly Bounds[]): Bounds | undefined {
  const { bounds } = state;
  if (bounds === undefined) return undefined;
  return screens.some((screen) => isTitleBarOn(screen, bounds)) ? bounds : undefined;
}

/** A window can be moved back as long as the middle of its title bar can be reached. */
function isTitleBarOn(screen: Bounds, window: Bounds): boolean {
  const middle = window.x + window.width / 2;
  return (
    middle >= screen.x &&
    middle < screen.x + screen.width &&
    window.y >= screen.y &&
    window.y < screen.y + screen.height
  );
}

function isBounds(value: unknown): value is Bounds {
  if (typeof value !== 'object' || value === null) return false;
  const numbers = value as Record<keyof Bounds, unknown>;
  return (
    [numbers.x, numbers.y, numbers.width, numbers.height].every(Number.isFinite) &&
    Number(numbers.width) >= SMALLEST.width &&
    Number(numbers.height) >= SMALLEST.height
  );
}
