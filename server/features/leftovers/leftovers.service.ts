import { dirname } from 'node:path';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import type { Db } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { recordAudit, type Who } from '../audit/audit.repo.ts';
import type { RetentionSettingsService } from '../retention/retention-settings.ts';
import { lastErasure } from './last-erasure.repo.ts';
import { deleteLeftover, LEFTOVER_KINDS, type LeftoverKind, listLeftovers } from './leftover-files.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly retention: Pick<RetentionSettingsService, 'current'>;
};
export type LeftoversService = ReturnType<typeof createLeftovers>;

/** Of one kind: how many there are, and since when. */
export type LeftoverCount = {
  readonly total: number;
  readonly due: number;
  readonly oldestAt: Instant | null;
  readonly newestAt: Instant | null;
};

const DAY_MIN = 24 * 60;

/**
 * Reports of imports quote rows of people; the copy made before an update holds everybody as they were. Both serve for
 * a while after the import or the update, lie outside the database, and would outlive whoever is erased from it.
 * So they go with the first erasure, whatever their age, and else after a time. No copy is spared for being young: that
 * somebody can be erased shows that the update has worked, and who erases is told which way back goes with it.
 */
export function createLeftovers(deps: Deps) {
  const { db, clock } = deps;
  /** A clinic in memory has no folder. */
  const folder = db.file.memory ? null : dirname(db.file.name);

  const filesOf = (kind: LeftoverKind) => (folder === null ? [] : listLeftovers(folder, kind));
  const dueBefore = async () => {
    const { leftoverDays } = await db.read(deps.retention.current);
    return addMinutes(clock.now(), -leftoverDays * DAY_MIN);
  };

  /** The trail has how many, and no names of files: those are made of what was imported. */
  async function drop(who: Who, kind: LeftoverKind, before?: Instant): Promise<number> {
    const all = await filesOf(kind);
    const due = before === undefined ? all : all.filter(({ writtenAt }) => writtenAt <= before);
    for (const file of due) await deleteLeftover(file);
    if (due.length === 0) return 0;
    const object = { objectType: kind, reason: `${due.length}` };
    const line = { action: 'D', subtype: 'retention.delete', ...object } as const;
    await db.transact(({ q }) => recordAudit(q, { who, at: clock.now() }, line));
    return due.length;
  }

  return {
    async count(kind: LeftoverKind): Promise<LeftoverCount> {
      const [files, before] = [await filesOf(kind), await dueBefore()];
      const due = files.filter(({ writtenAt }) => writtenAt <= before).length;
      const [oldestAt, newestAt] = [files.at(0)?.writtenAt ?? null, files.at(-1)?.writtenAt ?? null];
      return { total: files.length, due, oldestAt, newestAt };
    },
    /** After the commit in which somebody was erased. */
    dropAll: async (who: Who): Promise<void> => {
      for (const kind of LEFTOVER_KINDS) await drop(who, kind);
    },
    dropOld: async (who: Who, kind: LeftoverKind): Promise<number> => drop(who, kind, await dueBefore()),
    /**
     * Whatever the clinic has chosen for the rest: these are files of the program's own. What is older than an erasure
     * should have gone with it, and is only there where the server died in between.
     */
    forgetOld: async (): Promise<void> => {
      for (const kind of LEFTOVER_KINDS) {
        const [oldest] = await filesOf(kind);
        if (oldest === undefined) continue;
        const [due, erased] = [await dueBefore(), await db.read((q) => lastErasure(q, clock.now()))];
        await drop(null, kind, erased !== null && erased > due ? erased : due);
      }
    },
  };
}
