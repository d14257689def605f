import type { ErasureCheck } from '../../../shared/contracts/privacy.ts';
import { chartKeptUntil } from '../../../shared/domain/retention.ts';
import { AppError } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { civilDateOf, dayBounds } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { closedChartsOf } from '../../db/merged-charts.ts';
import type { PersonalData } from '../../db/personal-data.ts';
import { erasePersonalRows, readKeptColumns } from '../../db/personal-rows.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Seal } from '../../lib/seal.ts';
import { recordAudit, type Who } from '../audit/audit.repo.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { LeftoversService } from '../leftovers/leftovers.service.ts';
import type { PaperService } from '../paper/paper.service.ts';
import type { RetentionSettingsService } from '../retention/retention-settings.ts';
import * as repo from './erasure.repo.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly clinic: Pick<ClinicService, 'current'>;
  readonly retention: Pick<RetentionSettingsService, 'current'>;
  /** Closes what the law wants kept: without the folder's key nobody reads it. */
  readonly seal: Seal;
  readonly personalData: PersonalData;
  /** What lies on the disk for a power cut, with names. */
  readonly paper: Pick<PaperService, 'keepsSheets' | 'renewSheets'>;
  /** What lies beside the database from imports and updates, with names. */
  readonly leftovers: Pick<LeftoversService, 'count' | 'dropAll'>;
};
export type ErasureService = ReturnType<typeof createErasure>;

/**
 * How a person becomes nobody. The chart and the visits stay as rows, so that every count stays true, but
 * say nothing of anybody; what the law wants kept goes into a sealed record that no screen and no search
 * reads, until its day. Whether somebody may ask for it is decided by the caller.
 */
export function createErasure(deps: Deps) {
  return {
    check: async (q: Query, patientId: PatientId): Promise<RowsCheck> =>
      describe(deps, q, await getFacts(deps, q, patientId)),
    /** Which files would go with anybody who is erased: no query, so no part of a transaction. */
    checkFiles: async (): Promise<FilesCheck> => {
      const { total: importReportCount } = await deps.leftovers.count('importReports');
      const { newestAt: migrationCopyAt } = await deps.leftovers.count('migrationCopies');
      return { importReportCount, migrationCopyAt };
    },
    /** In the caller's transaction; refused where something stands in the way. Answers until when a rest is kept. */
    erase: (tx: Transaction, what: Erase): Promise<{ keepUntil: Instant | null }> => erase(deps, tx, what),
    /**
     * After the commit: the files of the data folder name nobody who was erased. The day sheets are made anew; reports
     * of imports and copies made before an update, which are good for a while after those alone, go.
     */
    renewFiles: async (who: Who): Promise<void> => {
      await deps.leftovers.dropAll(who);
      await deps.paper.renewSheets();
    },
    /** After the commit: puts the log, which still holds what was written before, into the file and empties it. */
    wipeLog: (): Promise<void> =>
      deps.db.read(async () => {
        if (!deps.db.file.memory) deps.db.file.pragma('wal_checkpoint(TRUNCATE)');
      }),
  };
}

type FilesCheck = Pick<ErasureCheck, 'importReportCount' | 'migrationCopyAt'>;
type RowsCheck = Omit<ErasureCheck, keyof FilesCheck>;

async function getFacts(deps: Deps, q: Query, patientId: PatientId): Promise<repo.PersonFacts> {
  const facts = await repo.findPersonFacts(q, patientId, deps.clock.now());
  if (facts === undefined) throw new AppError('not_found');
  return facts;
}

async function describe(
  deps: Deps,
  q: Query,
  facts: repo.PersonFacts,
): Promise<RowsCheck & { keepUntil: Instant | null }> {
  const obstacles: ErasureCheck['obstacles'] = [];
  if (facts.holdReason !== null) obstacles.push('hold');
  if (facts.openVisitCount > 0) obstacles.push('open_visits');
  if (facts.openRequestCount > 0) obstacles.push('open_requests');
  const { visitCount, openVisitCount, openRequestCount, lastVisitAt } = facts;
  return {
    canErase: obstacles.length === 0,
    obstacles,
    hold: holdOf(facts),
    visitCount,
    openVisitCount,
    openRequestCount,
    lastVisitAt,
    keepUntil: await keptUntil(deps, q, facts),
    hasAccount: facts.userId !== null,
    renewsSheets: deps.paper.keepsSheets,
  };
}

function holdOf({ holdReason, holdPlacedAt, holdByName }: repo.PersonFacts): ErasureCheck['hold'] {
  if (holdReason === null || holdPlacedAt === null) return null;
  return { reason: holdReason, placedAt: holdPlacedAt, byName: holdByName ?? '' };
}

/** Null where there was no visit, or the law's time is over. */
async function keptUntil(deps: Deps, q: Query, facts: repo.PersonFacts): Promise<Instant | null> {
  if (facts.lastVisitAt === null) return null;
  const { timeZone } = (await deps.clinic.current(q)).settings;
  const lastVisitOn = civilDateOf(facts.lastVisitAt, timeZone);
  const day = chartKeptUntil({ lastVisitOn, birthDate: facts.birthDate }, await deps.retention.current(q));
  const until = dayBounds(day, timeZone).start;
  return until > deps.clock.now() ? until : null;
}

type Erase = {
  readonly patientId: PatientId;
  readonly who: Who;
  /** `privacy.erase` for one who asked, `retention.erase` when the time is over. */
  readonly subtype: string;
};

async function erase(deps: Deps, tx: Transaction, what: Erase): Promise<{ keepUntil: Instant | null }> {
  const { keepUntil, ...open } = await getErasable(deps, tx.q, what.patientId);
  for (const patientId of await closedChartsOf(tx.q, what.patientId)) {
    const closed = await getErasable(deps, tx.q, patientId);
    // The law's day is that of the visits, which went along to the open chart.
    await eraseChart(deps, tx, { ...what, ...closed, patientId, keepUntil: keepUntil ?? closed.keepUntil });
  }
  await eraseChart(deps, tx, { ...what, ...open, keepUntil });
  return { keepUntil };
}

type Erasable = { readonly facts: repo.PersonFacts; readonly keepUntil: Instant | null };

async function getErasable(deps: Deps, q: Query, patientId: PatientId): Promise<Erasable> {
  const facts = await getFacts(deps, q, patientId);
  const { canErase, obstacles, keepUntil } = await describe(deps, q, facts);
  if (!canErase) throw new AppError('erasure_blocked', { obstacles });
  return { facts, keepUntil };
}

async function eraseChart(deps: Deps, tx: Transaction, what: Erase & Erasable): Promise<void> {
  const { q } = tx;
  const { patientId, who, subtype, facts, keepUntil } = what;
  const at = deps.clock.now();
  const { userId } = facts;
  const of = { patientId, userId };
  if (keepUntil !== null) {
    const kept = JSON.stringify(await readKeptColumns(q, deps.personalData, of));
    const content = JSON.stringify({ sealed: deps.seal.close(kept, patientId) });
    await repo.insertSealedRecord(q, { patientId, sealedAt: at, keepUntil, content });
  }
  const sessions = userId === null ? [] : await repo.listLiveSessions(q, userId);
  await erasePersonalRows(q, deps.personalData, { of, at });
  const object = { patientId, objectType: 'patient', objectId: patientId } as const;
  await recordAudit(q, { who, at }, { action: 'D', subtype, ...object });
  if (userId !== null) {
    for (const sessionId of sessions) tx.emit({ type: 'session.ended', sessionId, userId });
    tx.emit({ type: 'user.disabled', userId });
  }
  tx.emit({ type: 'patient.changed', id: patientId, version: facts.version + 1 });
  tx.emit({ type: 'privacy.changed', patientId });
}
