import type { FiguresInput, FiguresReport } from '../../../shared/contracts/figures.ts';
import { isBlocking } from '../../../shared/domain/appointment-status.ts';
import {
  createFigureSums,
  daysIn,
  type FigureSums,
  MAX_FIGURE_DAYS,
  periodsOf,
} from '../../../shared/domain/figures.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { addDays, type CivilDate } from '../../../shared/time/civil-date.ts';
import { civilDateOf, dayBounds } from '../../../shared/time/clinic-zone.ts';
import type { Db } from '../../db/transact.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AppointmentsService } from '../appointments/appointments.service.ts';
import type { CallTimesService } from '../call-times/call-times.service.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { LanguagesService } from '../languages/languages.service.ts';
import { csvOf } from './figures-csv.ts';

type Deps = {
  readonly db: Db;
  readonly clinic: ClinicService;
  readonly languages: Pick<LanguagesService, 'ofUser'>;
  readonly appointments: Pick<AppointmentsService, 'listCountedVisits'>;
  readonly callTimes: Pick<CallTimesService, 'listIn'>;
};
export type FiguresService = ReturnType<typeof createFigures>;

/** How full, how fair and how punctual the clinic is. */
export function createFigures(deps: Deps) {
  async function report(actor: Actor, input: FiguresInput): Promise<FiguresReport> {
    authorize(actor, 'figures.read');
    const asked = { ...input, from: input.from as CivilDate, to: input.to as CivilDate };
    if (asked.to < asked.from) throw invalidField('to', 'has to be on or after the first day');
    if (daysIn(asked) > MAX_FIGURE_DAYS) throw invalidField('to', `at most ${MAX_FIGURE_DAYS} days at once`);
    return count(deps, asked);
  }
  return {
    report,
    async file(actor: Actor, input: FiguresInput): Promise<{ fileName: string; csv: string }> {
      const language = await deps.db.read((q) => deps.languages.ofUser(q, actor.userId));
      const csv = csvOf(await report(actor, input), language);
      return { fileName: `figures-${input.from}-${input.to}.csv`, csv };
    },
  };
}

type Asked = FiguresInput & { readonly from: CivilDate; readonly to: CivilDate };

/**
 * Day by day, each a short read of its own, so that whoever books meanwhile does not wait for a year to be
 * counted. What changes while it counts may be in one day and not in another.
 */
async function count(deps: Deps, asked: Asked): Promise<FiguresReport> {
  const snapshot = await deps.db.read((q) => deps.clinic.current(q));
  const { doctorId } = asked;
  if (doctorId !== undefined && !snapshot.doctors.has(doctorId)) throw new AppError('not_found');
  const hasCalls = doctorId === undefined;
  const total = createFigureSums({ hasCalls });
  const doctors = new Map(
    [...snapshot.doctors.keys()]
      .filter((id) => doctorId === undefined || id === doctorId)
      .map((id) => [id, createFigureSums({ hasCalls: false })]),
  );
  const periods = periodsOf(asked, asked.step).map((span) => ({
    ...span,
    sums: createFigureSums({ hasCalls }),
  }));
  for (const period of periods) {
    for (let day = period.from; day <= period.to; day = addDays(day, 1)) {
      await countDay(deps, { snapshot, day, doctorId, doctors, whole: [total, period.sums] });
    }
  }
  if (hasCalls) await countCalls(deps, { snapshot, asked, total, periods });
  return {
    total: total.figures(),
    periods: periods.map(({ from, to, sums }) => ({ from, to, figures: sums.figures() })),
    doctors: [...doctors]
      .map(([id, sums]) => ({ doctorId: id, name: nameOf(snapshot, id), figures: sums.figures() }))
      .filter(({ figures }) => figures.visits > 0 || figures.openMin > 0),
  };
}

type Day = {
  readonly snapshot: ClinicSnapshot;
  readonly day: CivilDate;
  readonly doctorId: DoctorId | undefined;
  readonly doctors: ReadonlyMap<DoctorId, FigureSums>;
  readonly whole: readonly FigureSums[];
};

async function countDay(deps: Deps, { snapshot, day, doctorId, doctors, whole }: Day): Promise<void> {
  const span = dayBounds(day, snapshot.settings.timeZone);
  const visits = await deps.db.read((q) => deps.appointments.listCountedVisits(q, span, doctorId));
  const ofDoctor = Map.groupBy(visits, (visit) => visit.doctorId);
  for (const [id, sums] of doctors) {
    const own = ofDoctor.get(id) ?? [];
    const { open } = snapshot.hoursOn(id, day);
    const busy = own.filter(({ status }) => isBlocking(status)).map((visit) => visit.busy);
    for (const each of [sums, ...whole]) {
      each.addHours(open, busy);
      for (const visit of own) each.addVisit(visit);
    }
  }
}

type Calls = {
  readonly snapshot: ClinicSnapshot;
  readonly asked: Asked;
  readonly total: FigureSums;
  readonly periods: readonly {
    readonly from: CivilDate;
    readonly to: CivilDate;
    readonly sums: FigureSums;
  }[];
};

async function countCalls(deps: Deps, { snapshot, asked, total, periods }: Calls): Promise<void> {
  const { timeZone } = snapshot.settings;
  const within = { start: dayBounds(asked.from, timeZone).start, end: dayBounds(asked.to, timeZone).end };
  const calls = await deps.db.read((q) => deps.callTimes.listIn(q, within));
  for (const { bookedAt, seconds } of calls) {
    const day = civilDateOf(bookedAt, timeZone);
    total.addCall(seconds);
    periods.find(({ from, to }) => from <= day && day <= to)?.sums.addCall(seconds);
  }
}

function nameOf(snapshot: ClinicSnapshot, id: DoctorId): string {
  return snapshot.doctors.get(id)?.name ?? '';
}
