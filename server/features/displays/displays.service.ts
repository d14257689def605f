import type {
  AddDisplay,
  AddedDisplay,
  DisplayDto,
  DisplayList,
  DisplayRef,
  PairDisplay,
  PairedDisplay,
} from '../../../shared/contracts/displays.ts';
import { DISPLAYS_AT_MOST, PAIRING_CODE_MIN } from '../../../shared/domain/displays.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { DisplayId } from '../../../shared/ids.ts';
import { addMinutes } from '../../../shared/time/instant.ts';
import type { Db } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { beginAttempt, createGuessTally } from '../../lib/guess-tally.ts';
import type { Ids } from '../../lib/ids.ts';
import { hashSecret, newCode, newLinkSecret, readCode, type Seal } from '../../lib/seal.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor, Caller } from '../../trpc/context.ts';
import { clientKey } from '../../wire/client-key.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import * as repo from './displays.repo.ts';

/** A code has 50 random bits; whoever mistypes it has tries enough. */
const GUESSES = { max: 30, windowSec: 600 };
const OF_DISPLAYS = 'display';

type Deps = {
  readonly db: Db;
  /** The one that never goes back. */
  readonly clock: Clock;
  readonly ids: Ids;
  readonly seal: Seal;
};
type Guarded = Deps & { readonly tally: ReturnType<typeof createGuessTally> };
/** A device that has shown its secret. */
export type PairedDevice = Pick<repo.DisplayRow, 'id' | 'kind' | 'name' | 'shows'>;
export type DisplaysService = ReturnType<typeof createDisplays>;

/** Devices on the wall: paired by a code, good for one thing, and gone as soon as somebody removes them. */
export function createDisplays(given: Deps) {
  const deps = { ...given, tally: createGuessTally(given.clock, [GUESSES]) };
  return {
    list: async (actor: Actor): Promise<DisplayList> => {
      authorize(actor, 'display.manage', {});
      return { items: (await deps.db.read(repo.listDisplays)).map(presentDisplay) };
    },
    add: (actor: Actor, input: AddDisplay): Promise<AddedDisplay> => addDisplay(deps, actor, input),
    remove: (actor: Actor, input: DisplayRef): Promise<void> => removeDisplay(deps, actor, input),
    /** By whoever stands at the device and has the code. Throws the same for a wrong and for an old one. */
    pair: (caller: Pick<Caller, 'address'>, input: PairDisplay): Promise<PairedDisplay> =>
      pairDisplay(deps, caller, input),
    /** Undefined as soon as it is removed. */
    findBySecret: (secret: string): Promise<PairedDevice | undefined> =>
      deps.db.read((q) => repo.findBySecret(q, hashSecret(secret))),
  };
}

async function addDisplay(
  { db, ids, clock, seal }: Deps,
  actor: Actor,
  input: AddDisplay,
): Promise<AddedDisplay> {
  authorize(actor, 'display.manage', {});
  const code = newCode();
  const at = clock.now();
  const row: repo.DisplayRow = {
    id: ids.next<DisplayId>(),
    ...input,
    createdBy: actor.userId,
    createdAt: at,
    codeHash: seal.fingerprint(readCode(code), OF_DISPLAYS),
    codeUntil: addMinutes(at, PAIRING_CODE_MIN),
    secretHash: null,
    pairedAt: null,
  };
  await db.transact(async ({ q, emit }) => {
    if ((await repo.listDisplays(q)).length >= DISPLAYS_AT_MOST) {
      throw invalidField('name', 'is one too many: remove another screen first');
    }
    await repo.insertDisplay(q, row);
    const object = { objectType: 'display', objectId: row.id };
    await recordAudit(q, { who: actor, at }, { action: 'C', subtype: 'display.add', ...object });
    emit({ type: 'display.changed', id: row.id });
  });
  return { display: presentDisplay(row), code };
}

async function removeDisplay({ db, clock }: Deps, actor: Actor, { id }: DisplayRef): Promise<void> {
  authorize(actor, 'display.manage', {});
  const at = clock.now();
  await db.transact(async ({ q, emit }) => {
    if (!(await repo.deleteDisplay(q, id))) throw new AppError('not_found');
    const object = { objectType: 'display', objectId: id };
    await recordAudit(q, { who: actor, at }, { action: 'D', subtype: 'display.remove', ...object });
    emit({ type: 'display.changed', id });
  });
}

async function pairDisplay(
  { db, clock, seal, tally }: Guarded,
  { address }: Pick<Caller, 'address'>,
  { code, kind }: PairDisplay,
): Promise<PairedDisplay> {
  const attempt = beginAttempt([{ name: 'pairing', tally, key: clientKey(address) }]);
  const secret = newLinkSecret();
  const at = clock.now();
  const codeHash = seal.fingerprint(readCode(code), OF_DISPLAYS);
  const name = await db.transact(async ({ q, emit }) => {
    const found = await repo.findByCode(q, { codeHash, at });
    if (found === undefined || found.kind !== kind) {
      throw invalidField('code', 'is not right or too old', { objectType: 'display' });
    }
    await repo.pair(q, found.id, { secretHash: hashSecret(secret), pairedAt: at });
    const object = { objectType: 'display', objectId: found.id };
    await recordAudit(q, { who: null, at }, { action: 'U', subtype: 'display.pair', ...object });
    emit({ type: 'display.changed', id: found.id });
    return found.name;
  });
  attempt.succeed();
  return { name, secret };
}

function presentDisplay({ id, kind, name, shows, pairedAt, codeUntil }: repo.DisplayRow): DisplayDto {
  return { id, kind, name, shows, pairedAt, codeUntil };
}
