import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserContext, Page, Route } from 'playwright-core';
import { launchChromium } from '../../support/browser.ts';
import { app } from './app.ts';
import { answerInvoke } from './ipc.ts';
import { preloadScript } from './preload-script.ts';
import { type Command, report } from './report.ts';
import { Session } from './session.ts';

const PERMISSIONS = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'];

type WindowOpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };
type Options = {
  webPreferences: { preload: string } & Record<string, unknown>;
  width: number;
  height: number;
};

class WebContents extends EventEmitter {
  readonly session = new Session();
  windowOpenHandler: WindowOpenHandler = () => ({ action: 'allow' });

  /** Set by the window once it has a page. */
  send: (channel: string) => void = () => {};

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler;
  }
}

/** A window whose page is a real Chromium page; what Electron would ask the shell is asked the same way. */
export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly #options: Options;
  #page: Page | undefined;
  #isClosed = false;

  constructor(options: Options) {
    super();
    this.#options = options;
    app.windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
    const { preload: _, ...webPreferences } = options.webPreferences;
    report({ type: 'window', webPreferences });
    process.on('message', (command: Command) => {
      if (command.type === 'close-window') this.close();
      if (command.type === 'evaluate') void this.#evaluate(command.id, command.script);
    });
  }

  async loadURL(url: string): Promise<void> {
    const browser = await launchChromium();
    app.onExit = () => browser.close();
    const context = await browser.newContext({
      viewport: { width: this.#options.width, height: this.#options.height },
      permissions: PERMISSIONS.filter((permission) => this.webContents.session.isGranted(permission)),
    });
    await context.exposeBinding('__invoke', ({ frame }, channel: string, ...args: unknown[]) =>
      answerInvoke(frame.url(), channel, args),
    );
    await context.addInitScript(preloadScript(readFileSync(this.#options.webPreferences.preload, 'utf8')));
    const page = await context.newPage();
    await page.goto(url);
    await this.#guard(context, page);
    this.#page = page;
    this.webContents.send = (channel) =>
      void page.evaluate((name) => dispatchEvent(new Event(`sent:${name}`)), channel);
    this.emit('ready-to-show');
  }

  /** After the first load: from here on only the page itself asks to go elsewhere. */
  async #guard(context: BrowserContext, page: Page): Promise<void> {
    await context.route('**/*', (route) => this.#decideRoute(page, route));
    context.on('page', (popup) => void popup.close());
    page.on('download', (download) => {
      const event = preventable();
      this.webContents.session.emit('will-download', event, { getURL: () => download.url() });
      if (!event.defaultPrevented) {
        report({ type: 'download-kept', fileName: download.suggestedFilename() });
        return;
      }
      void download.cancel();
      report({ type: 'download-denied', url: download.url() });
    });
  }

  async #decideRoute(page: Page, route: Route): Promise<void> {
    const request = route.request();
    if (!request.isNavigationRequest()) return route.continue();
    const url = request.url();
    if (isFromPopup(page, route)) {
      const { action } = this.webContents.windowOpenHandler({ url });
      if (action === 'allow') return route.continue();
      report({ type: 'window-open-denied', url });
      return route.abort('aborted');
    }
    const event = { ...preventable(), url };
    this.webContents.emit('will-frame-navigate', event);
    if (!event.defaultPrevented) return route.continue();
    report({ type: 'navigation-denied', url });
    return route.abort('aborted');
  }

  async #evaluate(id: number, script: string): Promise<void> {
    try {
      report({ type: 'answer', id, value: await this.#page?.evaluate(script) });
    } catch (error) {
      report({ type: 'answer', id, error: String(error) });
    }
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.emit('close', preventable());
    void this.#page?.close();
    this.emit('closed');
    app.windowClosed(this);
  }

  show(): void {
    report({ type: 'shown' });
  }

  focus(): void {
    report({ type: 'focused' });
  }

  maximize(): void {}
  restore(): void {}

  isDestroyed(): boolean {
    return this.#isClosed;
  }

  isMinimized(): boolean {
    return false;
  }

  isMaximized(): boolean {
    return false;
  }

  getNormalBounds() {
    return { x: 10, y: 20, width: this.#options.width, height: this.#options.height };
  }
}

function preventable() {
  return {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}

function isFromPopup(page: Page, route: Route): boolean {
  try {
    return route.request().frame().page() !== page;
  } catch {
    // Playwright has no frame yet for the first request of a new window.
    return true;
  }
}
