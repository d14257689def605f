import { join } from 'node:path';
import { app, type BrowserWindow, dialog, Menu } from 'electron';
import { answerChannels } from './ipc/answer-channels.ts';
import { CHANNELS } from './ipc/channels.ts';
import { closeOnQuit } from './system/close-on-quit.ts';
import { type HostedClinic, hostClinic } from './system/host-clinic.ts';
import { buildMenu } from './system/menu.ts';
import { explainFailure, wordsFor } from './system/words.ts';
import { tellAway } from './system/tell-away.ts';
import { guardPages } from './windows/guards.ts';
import { focusWindow, openMainWindow } from './windows/main-window.ts';

/** Hosts the clinic in this process and opens the window on its address, as any other client of it. */
export async function runDesktop(dataFolder: string): Promise<void> {
  let window: BrowserWindow | undefined;
  app.on('second-instance', () => {
    if (window !== undefined) focusWindow(window);
  });
  app.on('window-all-closed', () => app.quit());
  process.once('SIGTERM', () => app.quit());
  process.once('SIGINT', () => app.quit());

  await app.whenReady();
  let clinic: HostedClinic | undefined;
  try {
    clinic = await hostClinic(dataFolder, () => app.quit());
    closeOnQuit(clinic.close);
    guardPages(clinic.address);
    answerChannels(clinic.address, CHANNELS);
    Menu.setApplicationMenu(buildMenu(process.platform));
    window = await openMainWindow({
      address: clinic.address,
      stateFile: join(app.getPath('userData'), 'window.json'),
    });
    tellAway(window);
  } catch (error) {
    const words = wordsFor(app.getLocale());
    dialog.showErrorBox(words.startFailed, explainFailure(error, words));
    await clinic?.close();
    app.exit(1);
  }
}
