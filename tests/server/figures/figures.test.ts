import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillDemoClinic } from '../../../server/features/demo/fill-demo-clinic.ts';
import { csvOf } from '../../../server/features/figures/figures-csv.ts';
import type { FiguresInput } from '../../../shared/contracts/figures.ts';
import { createFigureSums, FIGURE_STEPS, type Figures } from '../../../shared/domain/figures.ts';
import type { Actor } from '../../../server/trpc/context.ts';
import type { DoctorId, SessionId, UserId } from '../../../shared/ids.ts';
import { addMinutes } from '../../../shared/time/instant.ts';
import { reasonOf } from '../../support/refusal.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { type EmptyClinic, startClinic, startEmptyClinic } from '../../support/start-clinic.ts';
import { MIDMORNING, OPTIONS } from '../demo/demo-support.ts';
import { createRecount } from './recount.ts';

/** What a row is of: the part, its first and last day, the doctor. */
const HEAD_COLUMNS = 4;
const SPAN = { from: '2026-02-02', to: '2026-04-05' };
let clinic: EmptyClinic;
let recount: ReturnType<typeof createRecount>;
beforeAll(async () => {
  clinic = await startEmptyClinic({ now: MIDMORNING });
  await fillDemoClinic(clinic.db, OPTIONS);
  await insertCalls();
  recount = createRecount(clinic.db.file.serialize(), { first: SPAN.from, last: SPAN.to });
}, 60_000);
afterAll(() => clinic.close());

async function insertCalls(): Promise<void> {
  const random = createSeededRandom(11);
  const user = clinic.db.file.prepare("SELECT id FROM app_user WHERE role = 'receptionist'").pluck().get();
  const rows = Array.from({ length: 301 }, (_, at) => ({
    id: `call ${at}`,
    userId: user as UserId,
    bookedAt: addMinutes(MIDMORNING, -random.below(28 * 1440)),
    seconds: 8 + random.below(90),
    isKnown: random.chance(0.7) ? (1 as const) : (0 as const),
  }));
  await clinic.db.transact(({ q }) => q.insertInto('callTime').values(rows).execute());
}

const report = (over: Partial<FiguresInput> = {}) => {
  const id = clinic.db.file.prepare("SELECT id FROM app_user WHERE role = 'admin'").pluck().get() as string;
  const rest = { name: 'Admin', email: 'admin@clinic.test', doctorId: null, patientId: null, language: null };
  const admin: Actor = { userId: id as UserId, sessionId: id as SessionId, role: 'admin', ...rest };
  return clinic.call(admin).figures.report({ ...SPAN, step: 'week', ...over });
};

describe('the manager’s figures of the demo clinic', () => {
  it.each(FIGURE_STEPS)('equal a recount by SQL, by %s and by doctor', async (step) => {
    const { total, periods, doctors } = await report({ step });

    expect(total).toEqual(recount(SPAN, true));
    expect(total).toMatchObject({ visits: expect.toSatisfy((count: number) => count > 1000) });
    expect(Object.values(numbersOf(total)).every((value) => value !== null && value > 0)).toBe(true);
    for (const { from, to, figures } of periods) {
      expect({ from, ...figures }).toEqual({ from, ...recount({ from, to }, true) });
    }
    expect(doctors).toHaveLength(12);
    for (const { doctorId, name, figures } of doctors) {
      expect({ name, ...figures }).toEqual({ name, ...recount({ ...SPAN, doctorId }, false) });
    }
    expect(doctors.reduce((sum, { figures }) => sum + figures.visits, 0)).toBe(total.visits);
  });

  it('equal the recount for one doctor, in each of the weeks', async () => {
    const doctorId = clinic.db.file.prepare('SELECT id FROM doctor ORDER BY name').pluck().get() as DoctorId;
    const { periods, doctors } = await report({ doctorId });

    expect(doctors.map((doctor) => doctor.doctorId)).toEqual([doctorId]);
    for (const { from, to, figures } of periods) {
      expect({ from, ...figures }).toEqual({ from, ...recount({ from, to, doctorId }, false) });
    }
  });

  it('are the same in the file, each number in its column', async () => {
    const shown = await report();
    const rows: Record<string, string>[] = parse(csvOf(shown, 'en'), { bom: true, columns: true });

    const all = [
      shown.total,
      ...shown.periods.map((each) => each.figures),
      ...shown.doctors.map((each) => each.figures),
    ];
    expect(rows.map((row) => Object.values(row).slice(HEAD_COLUMNS))).toEqual(
      all.map((figures) => Object.values(numbersOf(figures)).map(asText)),
    );
    expect(rows.map(({ doctor }) => doctor).filter((name) => name !== '')).toEqual(
      shown.doctors.map(({ name }) => name),
    );
  });
});

/** All numbers of one line, in the order of the columns. */
function numbersOf(of: Figures): Record<string, number | null> {
  return {
    visits: of.visits,
    seen: of.seen,
    noShows: of.noShows,
    noShowShare: of.noShowShare,
    left: of.left,
    cancelled: of.cancelled,
    lateCancels: of.lateCancels,
    lateCancelShare: of.lateCancelShare,
    openMin: of.openMin,
    bookedMin: of.bookedMin,
    utilisation: of.utilisation,
    waits: of.wait.count,
    waitMedian: of.wait.medianMin,
    waitP90: of.wait.p90Min,
    leads: of.lead.count,
    leadMedian: of.lead.medianDays,
    calls: of.toBook?.count ?? null,
    callMedian: of.toBook?.medianSec ?? null,
  };
}

function asText(value: number | null): string {
  if (value === null) return '';
  return Number.isInteger(value) ? String(value) : value.toFixed(4);
}

describe('the file of figures', () => {
  const NONE = createFigureSums({ hasCalls: false }).figures();
  const fileWith = (name: string) =>
    csvOf({ total: NONE, periods: [], doctors: [{ doctorId: '' as DoctorId, name, figures: NONE }] }, 'en');

  it('quotes what would break a row', () => {
    const name = 'Dr. "Ana", Ruiz\nof Lisbon';

    expect(fileWith(name)).toContain('"Dr. ""Ana"", Ruiz\nof Lisbon"');
    expect(parse(fileWith(name), { bom: true })[2]?.[3]).toBe(name);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', '|calc'])(
    'lets %j be no formula',
    (name) => {
      expect(parse(fileWith(name), { bom: true })[2]?.[3]).toBe(`'${name}`);
    },
  );
});

describe('whoever asks for figures', () => {
  it('is refused a period that ends before it begins, or is longer than a year, and a doctor nobody knows', async () => {
    const nobody = '018f0000-0000-7000-8000-000000000000' as DoctorId;

    expect(await reasonOf(report({ from: '2026-03-02', to: '2026-03-01' }))).toBe('invalid_input');
    expect(await reasonOf(report({ from: '2025-01-01', to: '2026-01-02' }))).toBe('invalid_input');
    expect(await reasonOf(report({ doctorId: nobody }))).toBe('not_found');
  });

  it('is an administrator', async () => {
    const other = await startClinic();
    const asked = { ...SPAN, step: 'day' } as const;
    for (const who of ['reception', 'doctor', 'patient'] as const) {
      expect(await reasonOf(other.call(other.actors[who]).figures.report(asked))).toBe('forbidden');
    }
    const { total, periods, doctors } = await other.call(other.actors.admin).figures.report(asked);
    expect([total.visits, total.wait.medianMin, periods.length]).toEqual([0, null, 63]);
    expect(doctors.map(({ name }) => name)).toEqual(['Dr. Ana Ruiz', 'Dr. Ben Osei']);
    await other.close();
  });
});
