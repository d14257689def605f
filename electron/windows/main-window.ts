import { join } from 'node:path';
import { BrowserWindow, screen } from 'electron';
import { boundsOnScreen, readWindowState, SMALLEST, writeWindowState } from './window-state.ts';

type MainWindow = { address: string; stateFile: string };

/** Opens the one window on the clinic server's address, where it was when it closed. */
export async function openMainWindow({ address, stateFile }: MainWindow): Promise<BrowserWindow> {
  const state = readWindowState(stateFile);
  const bounds = boundsOnScreen(
    state,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...(bounds ?? { width: 1440, height: 900 }),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'MedLink',
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  if (state.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () =>
    writeWindowState(stateFile, { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }),
  );
  await window.loadURL(address);
  return window;
}

export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
