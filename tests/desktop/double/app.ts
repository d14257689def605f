import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, report } from './report.ts';

/** The part of a window that the application's life depends on. */
export type Closable = { close(): void };

const SECOND_INSTANCE_POLL_MS = 50;

class PreventableEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** Life and quitting as Electron documents them: before-quit, the windows close, will-quit, quit. */
class App extends EventEmitter {
  readonly windows = new Set<Closable>();
  /** What has to end before the process can: the browser behind the windows. */
  onExit: () => Promise<void> = () => Promise.resolve();
  #paths = new Map<string, string>();
  #isQuitting = false;

  enableSandbox(): void {}

  whenReady(): Promise<void> {
    return Promise.resolve();
  }

  getLocale(): string {
    return 'en-GB';
  }

  setPath(name: string, path: string): void {
    mkdirSync(path, { recursive: true });
    this.#paths.set(name, path);
  }

  getPath(name: string): string {
    const path = this.#paths.get(name);
    if (path === undefined) throw new Error(`the double has no path named ${name}`);
    return path;
  }

  setBadgeCount(count: number): boolean {
    report({ type: 'badge', count });
    return true;
  }

  requestSingleInstanceLock(): boolean {
    const lock = join(this.getPath('userData'), 'double.lock');
    const knock = join(this.getPath('userData'), 'double.knock');
    try {
      openSync(lock, 'wx');
    } catch {
      writeFileSync(knock, '');
      return false;
    }
    process.once('exit', () => rmSync(lock, { force: true }));
    setInterval(() => {
      if (!existsSync(knock)) return;
      rmSync(knock);
      this.emit('second-instance', new PreventableEvent());
    }, SECOND_INSTANCE_POLL_MS).unref();
    return true;
  }

  windowClosed(window: Closable): void {
    this.windows.delete(window);
    if (this.windows.size === 0 && !this.#isQuitting) this.emit('window-all-closed');
  }

  quit(): void {
    const before = new PreventableEvent();
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    this.#isQuitting = true;
    for (const window of this.windows) window.close();
    const will = new PreventableEvent();
    this.emit('will-quit', will);
    if (!will.defaultPrevented) this.exit(0);
  }

  exit(code: number): void {
    void this.onExit().finally(() => process.exit(code));
  }
}

export const app = new App();

process.on('message', (command: Command) => {
  if (command.type === 'quit') app.quit();
});
// A test that dies must not leave a clinic behind.
process.on('disconnect', () => app.exit(1));
