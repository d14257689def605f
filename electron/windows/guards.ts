import { app, type Session, shell, type WebContents } from 'electron';
import { isAtAddress, mayOpenOutside } from './addresses.ts';

/** Holds every page of the program to the clinic server's address; call before the first window opens. */
export function guardPages(address: string): void {
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents, address);
    guardSession(contents.session, address);
  });
}

function guardContents(contents: WebContents, address: string): void {
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isAtAddress(event.url, address)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isAtAddress(event.url, address)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

const guarded = new WeakSet<Session>();

function guardSession(session: Session, address: string): void {
  if (guarded.has(session)) return;
  guarded.add(session);
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // Files the page itself has made, copies and lists, are kept where the person says; nothing comes from elsewhere.
  session.on('will-download', (event, item) => {
    if (!isAtAddress(item.getURL(), address)) event.preventDefault();
  });
}
