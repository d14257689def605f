import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { createTRPCClient, httpLink } from '@trpc/client';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { afterEach, describe, expect, it } from 'vitest';
import type { ReadBoard } from '../../../renderer/app/board-parts.ts';
import {
  createRealtimeBridge,
  type RealtimeBridge,
  type StaleQueries,
} from '../../../renderer/app/realtime-bridge.ts';
import { staleQueries } from '../../../renderer/app/stale-queries.ts';
import type { AppRouter } from '../../../server/app/app-router.ts';
import type { DayBoard, DayBoardInput } from '../../../shared/contracts/appointments.ts';
import type { Change } from '../../../shared/realtime/changes.ts';

const ids = (n: number) => `0190e0a0-0000-7000-8000-00000000000${n}`;
const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
const keys = createTRPCOptionsProxy<AppRouter>({
  client: createTRPCClient<AppRouter>({ links: [httpLink({ url: 'http://127.0.0.1:9/' })] }),
  queryClient,
});
let bridge: RealtimeBridge;
/** What was asked for of a day in parts, and what the clinic answers; a test holds an answer back by its own. */
let asked: DayBoardInput[] = [];
let answer: ReadBoard = () => Promise.reject(new Error('not here'));

function openBridge(rules: Promise<StaleQueries> = Promise.resolve(staleQueries)): RealtimeBridge {
  const readBoard: ReadBoard = (input) => {
    asked.push(input);
    return answer(input);
  };
  return createRealtimeBridge(queryClient, keys, { rules, readBoard });
}
const stops: (() => void)[] = [];

afterEach(() => {
  bridge.close();
  for (const stop of stops.splice(0)) stop();
  queryClient.clear();
  asked = [];
  answer = () => Promise.reject(new Error('not here'));
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

const patientChanged = () => ({ type: 'patient.changed', id: ids(3), version: 2 }) as Change;
const requestChanged = () =>
  ({ type: 'request.changed', id: ids(4), version: 2, doctorId: ids(2), patientId: ids(3) }) as Change;

const settle = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a hint from the clinic', () => {
  it('makes everything old where it could not be learned what it makes old', async () => {
    bridge = openBridge(Promise.reject(new Error('cut off')));
    const [today, tomorrow] = [boardOf('2026-03-02'), boardOf('2026-03-03')];
    bridge.onChanges([visitChanged()]);
    await settle();

    expect([today.fetches, tomorrow.fetches]).toEqual([1, 1]);
  });

  it('fetches the board of its day at once, and no other day', async () => {
    bridge = openBridge();
    const today = boardOf('2026-03-02');
    const tomorrow = boardOf('2026-03-03');
    bridge.onChanges([visitChanged()]);
    await settle();

    expect([today.fetches, tomorrow.fetches]).toEqual([1, 0]);
  });

  it('fetches the day a visit has left and the day it has gone to', async () => {
    bridge = openBridge();
    const left = boardOf('2026-03-02', [{ id: ids(1), version: 1 }]);
    const reached = boardOf('2026-03-03');
    bridge.onChanges([visitChanged({ days: ['2026-03-02', '2026-03-03'] as never })]);
    await settle();

    expect([left.fetches, reached.fetches]).toEqual([1, 1]);
  });

  it('does nothing when the screen already draws this version', async () => {
    bridge = openBridge();
    const board = boardOf('2026-03-02', [{ id: ids(1), version: 2 }]);
    bridge.onChanges([visitChanged({ version: 2 })]);
    await settle();

    expect(board.fetches).toBe(0);
  });

  it('answers a burst with the first at once and one more round after it', async () => {
    bridge = openBridge();
    const board = boardOf('2026-03-02');
    for (let version = 2; version < 30; version += 1) bridge.onChanges([visitChanged({ version })]);
    await settle();
    expect(board.fetches).toBe(1);
    await settle(80);
    expect(board.fetches).toBe(2);
  });

  it('renews the patient’s own lists, page by page as they are shown', async () => {
    bridge = openBridge();
    const visits = show([...keys.appointments.listOwn.queryKey({ when: 'upcoming' }), 'pages'], {});
    const requests = show([...keys.requests.listOwn.queryKey(), 'pages'], {});
    const week = { from: '2026-03-02', to: '2026-03-08' };
    const times = show(keys.schedule.slotsToMoveOwn.queryKey({ id: ids(1), ...week }), {});
    bridge.onChanges([
      visitChanged(),
      { type: 'request.changed', id: ids(4), version: 2, doctorId: ids(2), patientId: ids(3) } as Change,
    ]);
    await settle();

    expect([visits.fetches, requests.fetches, times.fetches]).toEqual([1, 1, 1]);
  });

  it('renews what can be booked when the clinic’s shape has changed', async () => {
    bridge = openBridge();
    const overview = show(keys.clinic.overview.queryKey({}), {});
    const slots = show(keys.schedule.slots.queryKey({ from: '2026-03-02', to: '2026-03-08' }), {});
    bridge.onChanges([{ type: 'clinic.changed', revision: 7 }]);
    await settle();

    expect([overview.fetches, slots.fetches]).toEqual([1, 1]);
  });

  it('renews everything on screen when the line has come back', async () => {
    bridge = openBridge();
    const board = boardOf('2026-03-09');
    const overview = show(keys.clinic.overview.queryKey({}), {});
    bridge.onConnect();
    await settle();

    expect([board.fetches, overview.fetches]).toEqual([1, 1]);
  });
});

describe('a hint that comes while a screen is still loading', () => {
  it('asks again once the first answer is here: it may be older than the change', async () => {
    bridge = openBridge();
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

describe('a hint about a day that is shown', () => {
  const DAY = '2026-03-02';
  const [left, right] = [ids(2), ids(5)];
  type Visit = { id: string; version: number };
  const columnOf = (doctorId: string, appointments: Visit[]) => ({ doctorId, appointments });
  const board = (columns: unknown[], pendingRequestCount = 0) =>
    ({ day: DAY, columns, pendingRequestCount }) as unknown as DayBoard;
  const first = board([
    columnOf(left, [{ id: ids(1), version: 1 }]),
    columnOf(right, [{ id: ids(6), version: 1 }]),
  ]);
  const key = keys.appointments.dayBoard.queryKey({ day: DAY });
  const drawn = () =>
    queryClient.getQueryData<DayBoard>(key)?.columns.map(({ appointments }) => appointments);
  const both = [columnOf(left, [{ id: ids(1), version: 2 }]), columnOf(right, [{ id: ids(6), version: 2 }])];
  /** As the clinic stands now: of the columns that are asked for. */
  const now =
    (columns: { doctorId: string }[]): ReadBoard =>
    ({ doctorIds }) =>
      Promise.resolve(
        board(
          columns.filter(({ doctorId }) => doctorIds?.some((one) => one === doctorId)),
          7,
        ),
      );

  it('asks for the one column it changes, and leaves the other as it is', async () => {
    bridge = openBridge();
    const day = show(key, first);
    answer = now([columnOf(left, [{ id: ids(1), version: 2 }]), columnOf(right, [])]);
    bridge.onChanges([visitChanged()]);
    await settle();

    expect(asked).toEqual([{ day: DAY, doctorIds: [left] }]);
    expect(day.fetches).toBe(0);
    expect(drawn()).toEqual([[{ id: ids(1), version: 2 }], [{ id: ids(6), version: 1 }]]);
    expect(queryClient.getQueryData<DayBoard>(key)?.pendingRequestCount).toBe(7);
  });

  it('asks for the column a visit has left and for the one it has gone to', async () => {
    bridge = openBridge();
    show(key, first);
    const moved = [
      { id: ids(1), version: 2 },
      { id: ids(6), version: 1 },
    ];
    answer = now([columnOf(left, [{ id: ids(7), version: 1 }]), columnOf(right, moved)]);
    bridge.onChanges([visitChanged({ doctorId: right as never })]);
    await settle();

    expect(asked).toEqual([{ day: DAY, doctorIds: [left, right] }]);
    expect(drawn()).toEqual([[{ id: ids(7), version: 1 }], moved]);
  });

  it('asks for the counts alone where a request has come in', async () => {
    bridge = openBridge();
    const day = show(key, first);
    answer = now(both);
    bridge.onChanges([requestChanged()]);
    await settle();

    expect(asked).toEqual([{ day: DAY, doctorIds: [] }]);
    expect(queryClient.getQueryData<DayBoard>(key)).toEqual({ ...first, pendingRequestCount: 7 });
    expect(day.fetches).toBe(0);
  });

  it('asks once more for all that is old, when more of it becomes so meanwhile', async () => {
    bridge = openBridge();
    show(key, first);
    const late = Promise.withResolvers<DayBoard>();
    answer = () => late.promise;
    bridge.onChanges([visitChanged()]);
    await settle();
    answer = now(both);
    bridge.onChanges([visitChanged({ id: ids(6) as never, doctorId: right as never })]);
    await settle(80);
    late.resolve(board([columnOf(left, [{ id: ids(1), version: 1 }])]));
    await settle();

    expect(asked.map(({ doctorIds }) => doctorIds)).toEqual([[left], [left, right]]);
    expect(drawn()).toEqual(both.map(({ appointments }) => appointments));
  });

  it('asks for the whole day where all of it is old, before or after a part of it', async () => {
    bridge = openBridge();
    const day = show(key, first);
    answer = () => new Promise(() => undefined);
    bridge.onChanges([visitChanged()]);
    await settle();
    bridge.onChanges([patientChanged()]);
    await settle(80);
    expect([asked.length, day.fetches]).toEqual([1, 1]);

    bridge.onChanges([visitChanged(), patientChanged()]);
    await settle(80);
    expect([asked.length, day.fetches]).toEqual([1, 2]);
  });

  it('asks for the whole day while that is on its way already', async () => {
    bridge = openBridge();
    const held = Promise.withResolvers<DayBoard>();
    let fetches = 0;
    queryClient.setQueryData(key, first);
    const queryFn = () => {
      fetches += 1;
      return held.promise;
    };
    stops.push(new QueryObserver(queryClient, { queryKey: key, queryFn }).subscribe(() => undefined));
    bridge.onChanges([patientChanged()]);
    await settle(80);
    bridge.onChanges([visitChanged()]);
    await settle();

    expect([asked.length, fetches]).toEqual([0, 2]);
  });

  it('asks for the whole day where the part of it cannot be had, or may change which columns there are', async () => {
    bridge = openBridge();
    const day = show(key, first);
    answer = now([columnOf(left, [])]);
    bridge.onChanges([visitChanged()]);
    await settle(80);
    expect(day.fetches).toBe(1);

    bridge.onChanges([visitChanged({ doctorId: ids(8) as never, id: ids(9) as never })]);
    await settle(80);
    expect([asked.length, day.fetches]).toEqual([1, 2]);
  });

  it('keeps it old for whoever leaves before the answer, and comes back', async () => {
    bridge = openBridge();
    show(key, first);
    answer = () => new Promise(() => undefined);
    bridge.onChanges([visitChanged()]);
    await settle();
    for (const stop of stops.splice(0)) stop();

    expect(queryClient.getQueryState(key)?.isInvalidated).toBe(true);
  });
});
