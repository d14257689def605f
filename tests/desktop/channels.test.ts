import { describe, expect, it, vi } from 'vitest';
import { answerChannels } from '../../electron/ipc/answer-channels.ts';
import { type Channel, CHANNELS } from '../../electron/ipc/channels.ts';
import { answerInvoke } from './double/ipc.ts';

const badges: number[] = [];
vi.mock('electron', async () => {
  const { ipcMain } = await import('./double/ipc.ts');
  return { ipcMain, app: { setBadgeCount: (count: number) => void badges.push(count) } };
});

const ADDRESS = 'http://127.0.0.1:4780';
const OTHER_PAGES = ['', 'https://elsewhere.example/', 'http://127.0.0.1:4781/', 'file:///etc/passwd'];

describe('the channels of the desktop window', () => {
  it('answer the clinic’s own page and no other', () => {
    answerChannels(ADDRESS, CHANNELS);
    for (const name of Object.keys(CHANNELS)) {
      for (const page of OTHER_PAGES) {
        expect(() => answerInvoke(page, name, [3])).toThrow('refused: another page');
      }
      expect(() => answerInvoke(`${ADDRESS}/board`, name, [3])).not.toThrow();
      for (const wrong of [undefined, null, -1, '3', {}, [3]]) {
        expect(() => answerInvoke(`${ADDRESS}/board`, name, [wrong])).toThrow('refused');
      }
    }
    expect(badges).toEqual([3]);
  });

  it('have a policy each, or the program does not start', () => {
    for (const policy of [undefined, '', 'toString', 'anybody']) {
      const careless = { 'desktop:format-disk': { policy, handle: () => {} } as unknown as Channel };

      expect(() => answerChannels(ADDRESS, { ...CHANNELS, ...careless })).toThrow(
        'the channel desktop:format-disk names no policy',
      );
    }
  });
});
