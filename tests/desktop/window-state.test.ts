import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boundsOnScreen, readWindowState, writeWindowState } from '../../electron/windows/window-state.ts';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1040 };
const BOUNDS = { x: 100, y: 80, width: 1200, height: 800 };

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-window-'));
  file = join(folder, 'window.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the remembered window', () => {
  it('comes back where it was', () => {
    writeWindowState(file, { bounds: BOUNDS, isMaximized: true });

    expect(readWindowState(file)).toEqual({ bounds: BOUNDS, isMaximized: true });
  });

  it.each(['', '{', 'null', '[]', '{"bounds":5}', '{"bounds":{"x":1,"y":1,"width":"9","height":2}}'])(
    'is forgotten when the file holds %j',
    (text) => {
      writeFileSync(file, text);

      expect(readWindowState(file)).toEqual({ bounds: undefined, isMaximized: false });
    },
  );

  it('is forgotten when there is no file', () => {
    expect(readWindowState(file)).toEqual({ bounds: undefined, isMaximized: false });
  });

  it('is not opened smaller than the day board needs', () => {
    writeWindowState(file, { bounds: { ...BOUNDS, width: 20 }, isMaximized: false });

    expect(readWindowState(file).bounds).toBeUndefined();
  });

  it('is not opened on a screen that is gone', () => {
    const onSecondScreen = { bounds: { ...BOUNDS, x: 2500 }, isMaximized: false };

    expect(boundsOnScreen(onSecondScreen, [SCREEN])).toBeUndefined();
    expect(boundsOnScreen(onSecondScreen, [SCREEN, { ...SCREEN, x: 1920 }])).toEqual(onSecondScreen.bounds);
  });
});
