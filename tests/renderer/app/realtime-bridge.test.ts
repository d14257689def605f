import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { createTRPCClient, httpLink } from '@trpc/client';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { afterEach, describe, expect, it } from 'vitest';
import { createRealtimeBridge, type RealtimeBridge } from '../../../renderer/app/realtime-bridge.ts';
import { staleQueries } from '../../../renderer/app/stale-queries.ts';
import type { AppRouter } from '../../../server/app/app-router.ts';
import type { Change } from '../../../shared/realtime/changes.ts';

const ids = (n: number) => `0190e0a0-0000-7000-8000-00000000000${n}`;
const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
const keys = createTRPCOptionsProxy<AppRouter>({
  client: createTRPCClient<AppRouter>({ links: [httpLink({ url: 'http://127.0.0.1:9/' })] }),
  queryClient,
});
let bridge: RealtimeBridge;
const stops: (() => void)[] = [];

afterEach(() => {
  bridge.close();
  for (const stop of stops.splice(0)) stop();
  queryClient.clear();
});

/** A screen that shows a query; its count says how often it was fetched. */
function show(queryKey: readonly unknown[], data: unknown): { fetches: number } {
  const seen = { fetches: 0 };
  queryClient.setQueryData(queryKey, data);
  const observer = new QueryObserver(queryClient, {
    queryKey,
    queryFn: () => {
      seen.fetches += 1;
      return Promise.resolve(data);
    },
  });
  stops.push(observer.subscribe(() => undefined));
  return seen;
}

const boardOf = (day: string, visits: { id: string; version: number }[] = []) =>
  show(keys.appointments.dayBoard.queryKey({ day }), {
    day,
    columns: [{ appointments: visits }],
    pendingRequestCount: 0,
  });

function visitChanged(over: Partial<Extract<Change, { type: 'appointment.changed' }>> = {}): Change {
  return {
    type: 'appointment.changed',
    id: ids(1),
    version: 2,
    doctorId: ids(2),
    patientId: ids(3),
    days: ['2026-03-02'],
    ...over,
  } as Change;
}

const settle = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a hint from the clinic', () => {
  it('makes everything old where it could not be learned what it makes old', async () => {
    bridge = createRealtimeBridge(queryClient, keys, Promise.reject(new Error('cut off')));
    const [today, tomorrow] = [boardOf('2026-03-02'), boardOf('2026-03-03')];
    bridge.onChanges([visitChanged()]);
    await settle();

    expect([today.fetches, tomorrow.fetches]).toEqual([1, 1]);
  });

  it('fetches the board of its day at once, and no other day', async () => {
    bridge = createRealtimeBridge(queryClient, keys, Promise.resolve(staleQueries));
    const today = boardOf('2026-03-02');
    const tomorrow = boardOf('2026-03-03');
    bridge.onChanges([visitChanged()]);
    await settle();

    expect([today.fetches, tomorrow.fetches]).toEqual([1, 0]);
  });

  it('fetches the day a visit has left and the day it has gone to', async () => {
    bridge = createRealtimeBridge(queryClient, keys, Promise.resolve(staleQueries));
    const left = boardOf('2026-03-02', [{ id: ids(1), version: 1 }]);
    const reached = boardOf('2026-03-03');
    bridge.onChanges([visitChanged({ days: ['2026-03-02', '2026-03-03'] as never })]);
    await settle();

    expect([left.fetches, reached.fetches]).toEqual([1, 1]);
  });

  it('does nothing when the screen already draws this version', async () => {
    bridge = createRealtimeBridge(queryClient, keys, Promise.resolve(staleQueries));
    const board = boardOf('2026-03-02', [{ id: ids(1), version: 2 }]);
    bridge.onChanges([visitChanged({ version: 2 })]);
    await settle();

    expect(board.fetches).toBe(0);
  });

  it('answers a burst with the first at once and one more round after it', async () => {
    bridge = createRealtimeBridge(queryClient, keys, Promise.resolve(staleQueries));
    const board = boardOf('2026-03-02');
    for (let version = 2; version < 30; version += 1) bridge.onChanges([visitChanged({ version })]);
    await settle();
    expect(board.fetches).toBe(1);
    await settle(80);
    expect(board.fetches).toBe(2);
  });

  it('renews the patient’s own lists, page by page as they are shown', async () => {
    bridge = createRealtimeBridge(queryClient, keys, Promise.resolve(staleQueries));
    const visits = show([...keys.appointments.listOwn.queryKey({ when: 'upcoming' }), 'pages'], {});
    const requests = show([...keys.requests.listOwn.queryKey(), 'pages'], {});
    bridge.onChanges([
      visitChanged(),
      { type: 'request.changed', id: ids(4), version: 2, doctorId: ids(2), patientId: ids(3) } as Change,
    ]);
    await settle();

    expect([visits.fetches, requests.fetches]).toEqual([1, 1]);
  });

  it('renews what can be booked when the clinic’s shape has changed', async () => {
    bridge = createRealtimeBridge(queryClient, keys, Promise.resolve(staleQueries));
    const overview = show(keys.clinic.overview.queryKey({}), {});
    const slots = show(keys.schedule.slots.queryKey({ from: '2026-03-02', to: '2026-03-08' }), {});
    bridge.onChanges([{ type: 'clinic.changed', revision: 7 }]);
    await settle();

    expect([overview.fetches, slots.fetches]).toEqual([1, 1]);
  });

  it('renews everything on screen when the line has come back', async () => {
    bridge = createRealtimeBridge(queryClient, keys, Promise.resolve(staleQueries));
    const board = boardOf('2026-03-09');
    const overview = show(keys.clinic.overview.queryKey({}), {});
    bridge.onConnect();
    await settle();

    expect([board.fetches, overview.fetches]).toEqual([1, 1]);
  });
});

describe('a hint that comes while a screen is still loading', () => {
  it('asks again once the first answer is here: it may be older than the change', async () => {
    bridge = createRealtimeBridge(queryClient, keys, Promise.resolve(staleQueries));
    const answers = ['before the change', 'after the change'];
    let open: (() => void) | undefined;
    const isOpen = new Promise<void>((resolve) => {
      open = resolve;
    });
    const observer = new QueryObserver(queryClient, {
      queryKey: keys.appointments.dayBoard.queryKey({ day: '2026-03-02' }),
      queryFn: async () => {
        const answer = answers.shift();
        await isOpen;
        return { day: '2026-03-02', columns: [], note: answer };
      },
    });
    stops.push(observer.subscribe(() => undefined));
    bridge.onChanges([visitChanged()]);
    open?.();
    await settle(20);

    expect(observer.getCurrentResult().data).toMatchObject({ note: 'after the change' });
  });
});
