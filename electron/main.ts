import { homedir } from 'node:os';
import { app } from 'electron';
import { runDesktop } from './desktop.ts';
import { appDataFolder, clinicFolder } from './system/data-folder.ts';

const appData = appDataFolder({ platform: process.platform, env: process.env, home: homedir() });
const dataFolder = process.env['MEDLINK_DATA'] || clinicFolder(appData, false);

// The window's own cache and cookies lie beside the clinic, not in it: a backup of the clinic has no use for
// them. The single-instance lock belongs to this folder too, so that each clinic has one window.
app.setPath('userData', `${dataFolder}-window`);
app.enableSandbox();

if (app.requestSingleInstanceLock()) void runDesktop(dataFolder);
else app.quit();
