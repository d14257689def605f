import type { AppointmentDetail } from '../../../shared/contracts/appointments.ts';
import type { CardCode, DaySheetInput, KeptSheet, SlipInput } from '../../../shared/contracts/paper.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import type { Seal } from '../../lib/seal.ts';
import { visitCodeOf } from '../../lib/visit-code.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AppointmentsService } from '../appointments/appointments.service.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import { daySheetPdf } from './day-sheet-pdf.ts';
import { createKeptSheets, type KeptSheetDeps } from './kept-sheets.ts';
import { appointmentCardPdf, routingSlipPdf } from './slip-pdf.ts';

export type PaperDeps = KeptSheetDeps & {
  readonly seal: Seal;
  readonly appointments: Pick<AppointmentsService, 'dayBoard' | 'get' | 'wholeDay'>;
};
export type PaperService = ReturnType<typeof createPaper>;
export type PaperFile = { readonly fileName: string; readonly pdf: Buffer };

/** What the clinic hands out or lays down on paper. None of it says why somebody comes. */
export function createPaper(deps: PaperDeps) {
  const sheets = createKeptSheets(deps);
  return {
    daySheet: (actor: Actor, input: DaySheetInput): Promise<PaperFile> => daySheet(deps, actor, input),
    slip: (actor: Actor, input: SlipInput): Promise<PaperFile> => slip(deps, actor, input),
    cardCode: async (actor: Actor, id: AppointmentId): Promise<CardCode> => {
      const { appointment } = await deps.appointments.get(actor, id);
      return { code: visitCodeOf(deps.seal, appointment.id) };
    },
    keptSheet: async (actor: Actor): Promise<KeptSheet> => {
      authorize(actor, 'appointment.count');
      return { folder: deps.sheetFolder ?? null, writtenAt: await sheets.writtenAt() };
    },
    keepToday: sheets.keepToday,
    /** Whether sheets lie on a disk of the clinic's. */
    keepsSheets: typeof deps.sheetFolder === 'string',
    renewSheets: sheets.renew,
  };
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
