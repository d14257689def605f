import type { AppointmentDetail, DayColumn } from '../../../shared/contracts/appointments.ts';
import type { DaySheetInput, KeptSheet, SlipInput } from '../../../shared/contracts/paper.ts';
import { AppError } from '../../../shared/errors.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { civilDateOf, localTimeOf } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Db } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Seal } from '../../lib/seal.ts';
import { visitCodeOf } from '../../lib/visit-code.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AppointmentsService } from '../appointments/appointments.service.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import { daySheetPdf } from './day-sheet-pdf.ts';
import { keepSheet } from './kept-sheet.ts';
import { appointmentCardPdf, routingSlipPdf } from './slip-pdf.ts';

export type PaperDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly seal: Seal;
  readonly clinic: Pick<ClinicService, 'current'>;
  readonly appointments: Pick<AppointmentsService, 'dayBoard' | 'get' | 'wholeDay'>;
  /** Where today's sheet is kept for a power cut; null where the clinic keeps none. */
  readonly sheetFolder?: string | null;
};
export type PaperService = ReturnType<typeof createPaper>;
export type PaperFile = { readonly fileName: string; readonly pdf: Buffer };

/** What the clinic hands out or lays down on paper. None of it says why somebody comes. */
export function createPaper(deps: PaperDeps) {
  let kept: { day: CivilDate; hour: string; at: Instant } | undefined;
  return {
    daySheet: (actor: Actor, input: DaySheetInput): Promise<PaperFile> => daySheet(deps, actor, input),
    slip: (actor: Actor, input: SlipInput): Promise<PaperFile> => slip(deps, actor, input),
    keptSheet: async (actor: Actor): Promise<KeptSheet> => {
      authorize(actor, 'appointment.count');
      const { day } = await clinicNow(deps);
      return { folder: deps.sheetFolder ?? null, writtenAt: kept?.day === day ? kept.at : null };
    },
    /** Today's sheet onto the disk: once when the day begins, and in each hour in which somebody works. */
    keepToday: async (): Promise<void> => {
      if (!deps.sheetFolder) return;
      const { day, hour, at } = await clinicNow(deps);
      if (kept?.day === day && kept.hour === hour) return;
      const columns = await deps.db.read((q) => deps.appointments.wholeDay(q, day));
      if (kept?.day === day && !isOpenAt(columns, at)) return;
      const { settings, closures } = await deps.db.read((q) => deps.clinic.current(q));
      const isClosure = closures.some((closure) => closure.startsOn <= day && day <= closure.endsOn);
      const pdf = await daySheetPdf({ clinic: settings, day, madeAt: at, isClosure, columns });
      await keepSheet(deps.sheetFolder, day, pdf);
      kept = { day, hour, at };
      const line = { action: 'R', subtype: 'board.keepSheet', objectType: 'day', objectId: day } as const;
      await deps.db.transact(({ q }) => recordAudit(q, { who: null, at }, line));
    },
  };
}

async function clinicNow({
  db,
  clock,
  clinic,
}: PaperDeps): Promise<{ day: CivilDate; hour: string; at: Instant }> {
  const at = clock.now();
  const { timeZone } = (await db.read((q) => clinic.current(q))).settings;
  return { day: civilDateOf(at, timeZone), hour: localTimeOf(at, timeZone).slice(0, 2), at };
}

/** From the first doctor's opening to the last one's end. */
function isOpenAt(columns: readonly DayColumn[], at: Instant): boolean {
  const open = columns.flatMap((column) => column.open);
  return open.some(({ start }) => start <= at) && open.some(({ end }) => at < end);
}

async function daySheet(deps: PaperDeps, actor: Actor, input: DaySheetInput): Promise<PaperFile> {
  const { day, doctorId } = input;
  const doctorIds = doctorId === undefined ? undefined : [doctorId];
  const { settings, doctors } = await deps.db.read((q) => deps.clinic.current(q));
  if (doctorId !== undefined && doctors.has(doctorId)) authorize(actor, 'board.read', { doctorId });
  const board = await deps.appointments.dayBoard(actor, { day, doctorIds });
  if (doctorId !== undefined && board.columns.length === 0) throw new AppError('not_found');
  const at = deps.clock.now();
  const line = { action: 'R', subtype: 'board.printSheet', objectType: 'day', objectId: day } as const;
  await deps.db.transact(({ q }) => recordAudit(q, { who: actor, at }, line));
  const { isClosure, columns } = board;
  const pdf = await daySheetPdf({ clinic: settings, day, madeAt: at, isClosure, columns });
  return { fileName: `day-sheet-${day}.pdf`, pdf };
}

/** Reading the visit is a line in the trail already. */
async function slip(deps: PaperDeps, actor: Actor, { id, kind }: SlipInput): Promise<PaperFile> {
  const { appointment: visit, language }: AppointmentDetail = await deps.appointments.get(actor, id);
  const { settings, doctors } = await deps.db.read((q) => deps.clinic.current(q));
  const doctorName = doctors.get(visit.doctorId)?.name ?? '';
  const fileName = `${kind}.pdf`;
  const made = { visit, doctorName, code: visitCodeOf(deps.seal, visit.id) };
  // The slip is read at the stations of the house, the card at home.
  if (kind === 'routing-slip') return { fileName, pdf: await routingSlipPdf({ clinic: settings, ...made }) };
  const clinic = { ...settings, language };
  return { fileName, pdf: await appointmentCardPdf({ clinic, ...made }) };
}
