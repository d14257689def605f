import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { createTRPCClient, httpLink } from '@trpc/client';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRealtimeBridge } from '../../../renderer/app/realtime-bridge.ts';
import { staleQueries } from '../../../renderer/app/stale-queries.ts';
import { putVisit, shareBoard } from '../../../renderer/lib/board-cache.ts';
import type { AppRouter } from '../../../server/app/app-router.ts';
import type { AppointmentDto, DayBoard, DayBoardInput } from '../../../shared/contracts/appointments.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { Change } from '../../../shared/realtime/changes.ts';
import { createSeededRandom, type SeededRandom } from '../../support/seeded-random.ts';
import { boardOf, columnOf, DAY, visitOf } from './visit-of.ts';

const SEEDS = 100;
const STEPS = 40;
const DOCTORS = ['ruiz', 'osei', 'lind', 'kaya'] as const;
const OTHER_DAY = '2026-03-04';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A clinic in which visits are booked, moved and renamed, and whose answers and hints take their time. */
function createFakeClinic(random: SeededRandom) {
  const visits = new Map<string, AppointmentDto>();
  const listeners: ((change: Change) => void)[] = [];
  let requests = 0;
  let heardAt = 0;

  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const draw = (doctors: readonly string[]): DayBoard => {
    const isHere = (visit: AppointmentDto) => visit.startsAt.startsWith(DAY);
    const ofDoctor = (doctor: string) =>
      [...visits.values()]
        .filter((visit) => visit.doctorId === doctor && isHere(visit))
        .sort((a, b) => (a.startsAt + a.id < b.startsAt + b.id ? -1 : 1));
    const columns = doctors.map((doctor) => columnOf(doctor, ...ofDoctor(doctor)));
    return { ...structuredClone(boardOf(...columns)), pendingRequestCount: requests };
  };
  /** Hints come in the order of the commits, however long they take. */
  const tell = (change: Change) => {
    heardAt = Math.max(heardAt, Date.now() + (1 + random.below(40)));
    setTimeout(() => listeners.forEach((listener) => listener(change)), heardAt - Date.now());
  };
  return {
    draw: () => draw(DOCTORS),
    hear: (listener: (change: Change) => void) => listeners.push(listener),
    async read({ doctorIds }: DayBoardInput): Promise<DayBoard> {
      await wait(1 + random.below(60));
      const board = draw(doctorIds ?? DOCTORS);
      await wait(1 + random.below(60));
      return board;
    },
    /** Somebody writes; the answer is for whoever did. */
    async write(): Promise<AppointmentDto> {
      const known = [...visits.values()];
      const isNew = known.length < 6 || random.chance(0.2);
      const old = isNew ? undefined : random.pick(known);
      const time = `${10 + random.below(7)}:${random.pick(['00', '30'])}`;
      const day = random.chance(0.15) ? OTHER_DAY : DAY;
      const visit: AppointmentDto = {
        ...visitOf(old?.id ?? `visit ${known.length}`, '10:00', { version: (old?.version ?? 0) + 1 }),
        doctorId: random.pick(DOCTORS) as string as DoctorId,
        startsAt: `${day}T${time}:00.000Z`,
        endsAt: `${day}T${time}:20.000Z`,
        reason: `version ${(old?.version ?? 0) + 1}`,
      };
      visits.set(visit.id, visit);
      const days = [...new Set([old?.startsAt.slice(0, 10) ?? day, day])] as CivilDate[];
      const { id, version, doctorId, patient } = visit;
      tell({ type: 'appointment.changed', id, version, doctorId, patientId: patient.id, days });
      await wait(1 + random.below(60));
      return structuredClone(visit);
    },
    request() {
      requests += 1;
      tell({ type: 'request.changed' } as Change);
    },
    rename() {
      for (const [id, visit] of visits) {
        visits.set(id, {
          ...visit,
          patient: { ...visit.patient, familyName: `Name ${random.below(100)}` },
        });
      }
      tell({ type: 'patient.changed' } as Change);
    },
  };
}

/** What is drawn where, each visit a line. */
function shownOf(board: DayBoard | undefined) {
  const lines = board?.columns.map(({ doctorId, appointments }) => [
    doctorId,
    ...appointments.map((v) => `${v.id} v${v.version} ${v.doctorId} ${v.startsAt} ${v.patient.familyName}`),
  ]);
  return { lines, requests: board?.pendingRequestCount };
}

describe('a day on the screen', () => {
  it('comes to what the clinic has, in whichever order answers and hints arrive', async () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = createSeededRandom(seed);
      const clinic = createFakeClinic(random);
      const queryClient = new QueryClient({
        defaultOptions: { queries: { staleTime: Infinity, retry: false } },
      });
      const client = createTRPCClient<AppRouter>({ links: [httpLink({ url: 'http://127.0.0.1:9/' })] });
      const keys = createTRPCOptionsProxy<AppRouter>({ client, queryClient });
      const bridge = createRealtimeBridge(queryClient, keys, {
        rules: Promise.resolve(staleQueries),
        readBoard: clinic.read,
      });
      clinic.hear((change) => bridge.onChanges([change]));
      const queryKey = keys.appointments.dayBoard.queryKey({ day: DAY });
      const queryFn = () => clinic.read({ day: DAY });
      const observer = new QueryObserver(queryClient, { queryKey, queryFn, structuralSharing: shareBoard });
      let leave = observer.subscribe(() => undefined);

      for (let step = 0; step < STEPS; step++) {
        const what = random.below(20);
        if (what === 0) clinic.rename();
        else if (what === 1) clinic.request();
        else if (what === 2) {
          leave();
          leave = observer.subscribe(() => undefined);
        } else if (what < 9) void clinic.write().then((visit) => putVisit(queryClient, keys, visit));
        else void clinic.write();
        await vi.advanceTimersByTimeAsync(random.below(51));
      }
      await vi.advanceTimersByTimeAsync(2000);

      expect({ seed, ...shownOf(queryClient.getQueryData<DayBoard>(queryKey)) }).toEqual({
        seed,
        ...shownOf(clinic.draw()),
      });
      leave();
      bridge.close();
      queryClient.clear();
    }
  }, 30_000);
});
