import type { DayColumn } from '../../../shared/contracts/appointments.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { civilDateOf, localTimeOf } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Db } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { AppointmentsService } from '../appointments/appointments.service.ts';
import { type AuditEntry, recordAudit } from '../audit/audit.repo.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import { daySheetPdf } from './day-sheet-pdf.ts';
import { dropSheets, keepSheet, keptAt } from './kept-sheet.ts';

export type KeptSheetDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly clinic: Pick<ClinicService, 'current'>;
  readonly appointments: Pick<AppointmentsService, 'wholeDay'>;
  /** Where today's sheet is kept for a power cut; null where the clinic keeps none. */
  readonly sheetFolder?: string | null;
};

type Written = { readonly day: CivilDate; readonly hour: string; readonly at: Instant };
type Now = Written;

/** Today's sheet on the disk, for a power cut. */
export function createKeptSheets(deps: KeptSheetDeps) {
  let kept: Written | undefined;
  const inTurn = createTurns();

  async function write(folder: string, { day, hour, at }: Now, columns: readonly DayColumn[]): Promise<void> {
    const { settings, closures } = await deps.db.read((q) => deps.clinic.current(q));
    const isClosure = closures.some((closure) => closure.startsOn <= day && day <= closure.endsOn);
    const pdf = await daySheetPdf({ clinic: settings, day, madeAt: at, isClosure, columns });
    await keepSheet(folder, day, pdf);
    kept = { day, hour, at };
    await note(deps, { action: 'R', subtype: 'board.keepSheet', objectType: 'day', objectId: day });
  }

  return {
    /** When today's was written; by the file itself where another process has, before a restart. */
    writtenAt: async (): Promise<Instant | null> => {
      const { day } = await clinicNow(deps);
      if (kept?.day === day) return kept.at;
      return deps.sheetFolder ? ((await keptAt(deps.sheetFolder, day)) ?? null) : null;
    },
    /** Once when the day begins, and in each hour in which somebody works. */
    keepToday: (): Promise<void> =>
      inTurn(async () => {
        if (!deps.sheetFolder) return;
        const now = await clinicNow(deps);
        if (kept?.day === now.day && kept.hour === now.hour) return;
        const columns = await deps.db.read((q) => deps.appointments.wholeDay(q, now.day));
        if (kept?.day === now.day && !isOpenAt(columns, now.at)) return;
        await write(deps.sheetFolder, now, columns);
      }),
    /** After somebody was erased: what names them goes first, and today's is made anew without them. */
    renew: (): Promise<void> =>
      inTurn(async () => {
        if (!deps.sheetFolder) return;
        const dropped = await dropSheets(deps.sheetFolder);
        if (dropped.length === 0) return;
        kept = undefined;
        const line = { action: 'D', subtype: 'board.dropSheet', reason: 'somebody was erased' } as const;
        for (const day of dropped) await note(deps, { ...line, objectType: 'day', objectId: day });
        const now = await clinicNow(deps);
        await write(deps.sheetFolder, now, await deps.db.read((q) => deps.appointments.wholeDay(q, now.day)));
      }),
  };
}

/** One after the other: a sheet that was read before an erasure must not be written after it. */
function createTurns(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
}

async function clinicNow({ db, clock, clinic }: KeptSheetDeps): Promise<Now> {
  const at = clock.now();
  const { timeZone } = (await db.read((q) => clinic.current(q))).settings;
  return { day: civilDateOf(at, timeZone), hour: localTimeOf(at, timeZone).slice(0, 2), at };
}

/** From the first doctor's opening to the last one's end. */
function isOpenAt(columns: readonly DayColumn[], at: Instant): boolean {
  const open = columns.flatMap((column) => column.open);
  return open.some(({ start }) => start <= at) && open.some(({ end }) => at < end);
}

function note({ db, clock }: KeptSheetDeps, entry: AuditEntry): Promise<void> {
  return db.transact(({ q }) => recordAudit(q, { who: null, at: clock.now() }, entry));
}
