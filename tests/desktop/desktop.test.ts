import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Desktop, startDesktop } from './start-desktop.ts';

let folder = '';
const started: Desktop[] = [];

/** Starts the program and sees to it that it ends with the test. */
function start(dataFolder: string, port = 0): Desktop {
  const desktop = startDesktop(dataFolder, port);
  started.push(desktop);
  return desktop;
}

async function stopAll(): Promise<void> {
  for (const desktop of started.splice(0)) {
    desktop.signal('SIGKILL');
    await desktop.exitCode;
  }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-desktop-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the open desktop program', () => {
  let desktop: Desktop;
  let address = '';
  const dataFolder = () => join(folder, 'open');
  const text = () => desktop.evaluate<string>('document.body.innerText');
  const href = () => desktop.evaluate<string>('location.href');
  const click = (url: string, attributes: Record<string, string>) =>
    desktop.evaluate(`(() => {
      const link = Object.assign(document.createElement('a'), ${JSON.stringify({ ...attributes, href: url })});
      document.body.append(link);
      link.click();
      link.remove();
    })()`);

  beforeAll(async () => {
    desktop = start(dataFolder());
    await desktop.reported('shown');
    address = await desktop.evaluate<string>('location.origin');
  });
  afterAll(stopAll);

  it('shows the set-up page of its own server', async () => {
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await expect.poll(text).toMatch(/set up/i);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  });

  it('gives the page no Node and a world of its own', async () => {
    const { webPreferences } = await desktop.reported('window');

    expect(webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
    });
    expect(await desktop.evaluate('typeof require + typeof process + typeof module')).toBe(
      'undefinedundefinedundefined',
    );
  });

  it('offers the page only the bridge', async () => {
    expect(await desktop.evaluate('Object.keys(window.medlinkDesktop).sort()')).toEqual([
      'onAway',
      'platform',
      'setBadge',
    ]);
  });

  it('sets the badge to a count and to nothing else', async () => {
    await desktop.evaluate('window.medlinkDesktop.setBadge(3)');

    expect(await desktop.reported('badge')).toEqual({ type: 'badge', count: 3 });
    for (const wrong of ['-1', '1.5', '1e9', '"3"', 'null', '{}', 'undefined']) {
      await expect(desktop.evaluate(`window.medlinkDesktop.setBadge(${wrong})`)).rejects.toThrow(
        /not a count/,
      );
    }
  });

  it('tells the page when the computer goes to sleep', async () => {
    await desktop.evaluate('window.medlinkDesktop.onAway(() => { document.title = "away"; })');
    desktop.send({ type: 'suspend' });

    await expect.poll(() => desktop.evaluate('document.title')).toBe('away');
  });

  it('stays on its own server when the page wants to leave', async () => {
    await desktop.evaluate('void (location.href = "https://elsewhere.example/")');

    expect(await desktop.reported('navigation-denied')).toMatchObject({ url: 'https://elsewhere.example/' });
    expect(await href()).toBe(`${address}/`);
    await expect.poll(text).toMatch(/set up/i);
  });

  it('opens no second window, and hands https links to the browser of the system', async () => {
    await click('https://help.example/', { target: '_blank' });

    expect(await desktop.reported('window-open-denied')).toMatchObject({ url: 'https://help.example/' });
    expect(await desktop.reported('opened-outside')).toMatchObject({ url: 'https://help.example/' });
  });

  it('hands a plain http window to nobody', async () => {
    await desktop.evaluate('void window.open("http://help.example/plain")');
    const isDenied = () =>
      desktop.reports.some((r) => r.type === 'window-open-denied' && r.url.endsWith('/plain'));

    await expect.poll(isDenied).toBe(true);
    expect(desktop.reports.filter((r) => r.type === 'opened-outside').map((r) => r.url)).toEqual([
      'https://help.example/',
    ]);
  });

  it('denies what a page asks the person for', async () => {
    const place = `new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(() => resolve('granted'), (error) => resolve(error.code)))`;
    const states = `Promise.all(['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'].map(
      (name) => navigator.permissions.query({ name }).then(({ state }) => state)))`;

    expect(await desktop.evaluate(place)).toBe(1);
    expect(await desktop.evaluate<string[]>(states)).not.toContain('granted');
  });

  it('downloads nothing from elsewhere', async () => {
    await click('data:text/plain,hello', { download: 'hello.txt' });

    await expect(desktop.reported('download-denied')).resolves.toBeDefined();
  });

  it('comes to the front when it is started a second time, which ends at once', async () => {
    const second = start(dataFolder());

    expect(await second.exitCode).toBe(0);
    expect(second.reports).toEqual([]);
    await expect(desktop.reported('focused')).resolves.toBeDefined();
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  });
});

describe('the desktop program', () => {
  afterEach(stopAll);

  it('keeps the files its own page has made', async () => {
    const desktop = start(join(folder, 'files'));
    await desktop.reported('shown');
    await desktop.evaluate(`(() => {
      const href = URL.createObjectURL(new Blob(['Anna']));
      Object.assign(document.createElement('a'), { href, download: 'copy.zip' }).click();
    })()`);

    await expect(desktop.reported('download-kept')).resolves.toMatchObject({ fileName: 'copy.zip' });
  });

  /** The port is free, nobody holds the folder, and the database file holds everything by itself. */
  async function expectCleanlyClosed(dataFolder: string, address: string): Promise<void> {
    await expect(fetch(`${address}/healthz`)).rejects.toThrow(/fetch failed/);
    const lock = new BetterSqlite(join(dataFolder, 'medlink.lock'), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    lock.close();
    expect(existsSync(join(dataFolder, 'medlink.pid'))).toBe(false);
    const wal = statSync(join(dataFolder, 'medlink.db-wal'), { throwIfNoEntry: false });
    expect(wal?.size ?? 0).toBe(0);
    const db = new BetterSqlite(join(dataFolder, 'medlink.db'), { readonly: true });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  }

  it.each(['quit', 'close-window'] as const)('closes its server on %s', async (type) => {
    const dataFolder = join(folder, type);
    const desktop = start(dataFolder);
    await desktop.reported('shown');
    const address = await desktop.evaluate<string>('location.origin');

    desktop.send({ type });

    expect(await desktop.exitCode).toBe(0);
    await expectCleanlyClosed(dataFolder, address);
  });

  it('closes its server when the system asks it to end', async () => {
    const dataFolder = join(folder, 'sigterm');
    const desktop = start(dataFolder);
    await desktop.reported('shown');
    const address = await desktop.evaluate<string>('location.origin');

    desktop.signal('SIGTERM');

    expect(await desktop.exitCode).toBe(0);
    await expectCleanlyClosed(dataFolder, address);
  });

  it('says in words that its port is taken', async () => {
    const other = await occupyPort();
    const desktop = start(join(folder, 'port'), other.port);

    const box = await desktop.reported('error-box');
    expect(box.title).toBe('MedLink could not start');
    expect(box.content).toContain(`Port ${other.port} is used by another program`);
    expect(await desktop.exitCode).toBe(1);
    other.server.close();
  });

  it('says in words that its folder is in use', async () => {
    const dataFolder = join(folder, 'locked');
    const first = start(dataFolder);
    await first.reported('shown');
    // Another kind of MedLink on the same folder: the windows' own lock does not see it.
    rmSync(`${dataFolder}-window`, { recursive: true });
    const second = start(dataFolder);

    expect((await second.reported('error-box')).content).toMatch(/in use by another MedLink/);
    expect(await second.exitCode).toBe(1);
  });

  it('says in words that a setting is wrong', async () => {
    const desktop = start(join(folder, 'setting'), 99_999);

    expect((await desktop.reported('error-box')).content).toContain('MEDLINK_PORT');
    expect(await desktop.exitCode).toBe(1);
  });
});

async function occupyPort(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, port: address.port };
}
