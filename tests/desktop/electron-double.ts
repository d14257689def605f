import { EventEmitter } from 'node:events';
import { type Command, report } from './double/report.ts';

/** Stands in for the `electron` module in Node; its windows are pages of a real Chromium. */
export { app } from './double/app.ts';
export { BrowserWindow } from './double/browser-window.ts';
export { ipcMain } from './double/ipc.ts';

export const powerMonitor = new EventEmitter();
process.on('message', (command: Command) => {
  if (command.type === 'suspend') powerMonitor.emit('suspend');
});

export const dialog = {
  showErrorBox: (title: string, content: string) => report({ type: 'error-box', title, content }),
};

export const shell = {
  openExternal: (url: string) => {
    report({ type: 'opened-outside', url });
    return Promise.resolve();
  },
};

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
};

export const Menu = {
  buildFromTemplate: <T>(template: T) => template,
  setApplicationMenu: () => {},
};
