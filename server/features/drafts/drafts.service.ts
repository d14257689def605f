import type { DraftList, KeepDraft, NamedDraft } from '../../../shared/contracts/drafts.ts';
import { isAllowed, mayEver } from '../../../shared/domain/policy.ts';
import { AppError } from '../../../shared/errors.ts';
import type { UserId } from '../../../shared/ids.ts';
import { addMinutes } from '../../../shared/time/instant.ts';
import type { Db, Query } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Actor } from '../../trpc/context.ts';
import * as repo from './drafts.repo.ts';

type Deps = { readonly db: Db; readonly clock: Clock };
export type DraftsService = ReturnType<typeof createDrafts>;

const MOST_DRAFTS = 50;
const DAY_MIN = 24 * 60;
const KEPT_MIN = 7 * DAY_MIN;
/** Parts of notes nobody has signed yet: many a day of a doctor, three or four to a visit. */
const MOST_NOTES = 600;
const NOTES_KEPT_MIN = 90 * DAY_MIN;

/**
 * What a person has typed and not sent. Kept here and not in the browser: the next person on a shared PC
 * can open every store of it, and a page on plain http has no cryptography to close them with. A draft is
 * no record: it leaves no line in the trail, and goes after a week; a note of a visit, which a doctor still has to
 * sign, after ninety days. Beside them, under `own:` names, stands
 * how a person likes the screens; that stays.
 */
export function createDrafts({ db, clock }: Deps) {
  return {
    async list(actor: Actor): Promise<DraftList['items']> {
      authorize(actor);
      return db.read((q) => repo.listDrafts(q, actor.userId, 2 * MOST_DRAFTS + MOST_NOTES));
    },
    async keep(actor: Actor, { name, content }: KeepDraft): Promise<void> {
      authorize(actor);
      const { userId } = actor;
      await db.transact(async ({ q }) => {
        await repo.saveDraft(q, { userId, name, content, updatedAt: clock.now() });
        const notes = mayEver(actor.role, 'note.write') ? MOST_NOTES : MOST_DRAFTS;
        await repo.dropOldestDrafts(q, userId, { drafts: MOST_DRAFTS, notes });
      });
    },
    async drop(actor: Actor, { name }: NamedDraft): Promise<void> {
      authorize(actor);
      await db.transact(({ q }) => repo.deleteDraft(q, actor.userId, name));
    },
    /** In the caller's transaction, for somebody whose role changes: what they had begun quotes what the old one saw. */
    dropBegun: (q: Query, userId: UserId): Promise<void> => repo.deleteBegun(q, userId),
    forgetOld: (): Promise<void> =>
      db.transact(({ q }) => {
        const now = clock.now();
        const before = { drafts: addMinutes(now, -KEPT_MIN), notes: addMinutes(now, -NOTES_KEPT_MIN) };
        return repo.deleteDraftsBefore(q, before);
      }),
  };
}

function authorize(actor: Actor): void {
  if (!isAllowed(actor.role, 'draft.own', ['self'])) throw new AppError('forbidden');
}
