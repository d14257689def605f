import type {
  AddedPasskey,
  BeginPasskey,
  FinishPasskey,
  PasskeyCreation,
  PasskeyDto,
  PasskeyList,
  RemovePasskey,
  RenamePasskey,
} from '../../../shared/contracts/passkeys.ts';
import { passkeyHostOf } from '../../../shared/domain/passkey-host.ts';
import { PASSKEYS_AT_MOST } from '../../../shared/domain/passkeys.ts';
import { AppError, denied, invalidField } from '../../../shared/errors.ts';
import type { PasskeyId } from '../../../shared/ids.ts';
import type { Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';
import type { Ids } from '../../lib/ids.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor, Caller } from '../../trpc/context.ts';
import { type AuditEntry, recordAudit } from '../audit/audit.repo.ts';
import { type Challenges, newChallenge } from './challenges.ts';
import { countRecoveryCodes } from './factors.repo.ts';
import { tellOfWayIn } from './new-way-in.ts';
import { toPasskeyDto } from './passkeys.presenter.ts';
import * as repo from './passkeys.repo.ts';
import {
  dropUselessCodes,
  type FactorDeps,
  isLastRequired,
  refuseShortAlone,
  withCode,
  writeCodes,
} from './second-factor.ts';
import { creationOptions, readNewKey } from './webauthn.ts';

export type PasskeyDeps = FactorDeps & { readonly ids: Ids; readonly challenges: Challenges };

type Where = Pick<Caller, 'origin'>;

/** Keys a person's devices hold, kept by themselves. */
export function createPasskeys(deps: PasskeyDeps) {
  return {
    listPasskeys: async (actor: Actor): Promise<PasskeyList> => {
      authorizeOwn(actor);
      const rows = await deps.db.read((q) => repo.listPasskeys(q, actor.userId, PASSKEYS_AT_MOST));
      return { items: rows.map(toPasskeyDto) };
    },
    beginPasskey: (actor: Actor, input: BeginPasskey, where: Where): Promise<PasskeyCreation> =>
      begin(deps, actor, { ...input, ...where }),
    finishPasskey: (actor: Actor, input: FinishPasskey): Promise<AddedPasskey> => finish(deps, actor, input),
    renamePasskey: (actor: Actor, input: RenamePasskey): Promise<PasskeyDto> => rename(deps, actor, input),
    removePasskey: (actor: Actor, input: RemovePasskey): Promise<void> => remove(deps, actor, input),
  };
}

/** The name passkeys are bound to where the page was loaded from. Throws `insecure_origin`. */
export function requirePasskeyHost(origin: string): string {
  const hostName = passkeyHostOf(origin);
  if (hostName === undefined) throw new AppError('insecure_origin');
  return hostName;
}

async function begin(deps: PasskeyDeps, actor: Actor, input: BeginPasskey & Where): Promise<PasskeyCreation> {
  authorizeOwn(actor);
  const { name, password, origin } = input;
  const hostName = requirePasskeyHost(origin);
  const confirmed = await deps.confirmPassword(actor, password);
  const { all, clinicName } = await confirmed.transact(async ({ q }) => ({
    all: await repo.listPasskeys(q, actor.userId, PASSKEYS_AT_MOST),
    clinicName: await deps.clinicName(q),
  }));
  refuseTooMany(all.length);
  // The device of one that was copied may make another.
  const known = all.filter(({ suspendedAt }) => suspendedAt === null);
  const bytes = newChallenge();
  const purpose = { to: 'add', sessionId: actor.sessionId, name } as const;
  const attempt = deps.challenges.put(actor.sessionId, { bytes, origin, hostName, purpose });
  const options = creationOptions({ challenge: bytes, hostName, clinicName, person: actor, known });
  return { attempt, options };
}

async function finish(deps: PasskeyDeps, actor: Actor, input: FinishPasskey): Promise<AddedPasskey> {
  authorizeOwn(actor);
  const asked = deps.challenges.take(input.attempt);
  if (asked?.purpose.to !== 'add' || asked.purpose.sessionId !== actor.sessionId) {
    throw new AppError('passkey_refused');
  }
  const { name } = asked.purpose;
  const key = await readNewKey(asked, input);
  if (key === undefined) throw new AppError('passkey_refused');
  const { userId } = actor;
  const added = await deps.db.transact(async ({ q, emit }) => {
    if ((await repo.findByCredential(q, key.credentialId)) !== undefined) throw new AppError('passkey_known');
    refuseTooMany(await repo.countPasskeys(q, userId));
    const row: Row<'passkey'> = {
      ...key,
      id: deps.ids.next<PasskeyId>(),
      userId,
      hostName: asked.hostName,
      transports: JSON.stringify(input.transports),
      name,
      createdAt: deps.clock.now(),
      lastUsedAt: null,
      suspendedAt: null,
      version: 1,
    };
    await repo.insertPasskey(q, row);
    await record(deps, q, { actor, row, action: 'C', subtype: 'user.addPasskey' });
    emit({ type: 'user.changed', id: userId });
    const hasCodes = (await countRecoveryCodes(q, userId)) > 0;
    const codes = hasCodes ? [] : (await writeCodes(deps, q, userId)).codes;
    return { passkey: toPasskeyDto(row), codes };
  });
  await tellOfWayIn(deps, actor, { kind: 'passkey', name });
  return added;
}

async function rename(deps: PasskeyDeps, actor: Actor, input: RenamePasskey): Promise<PasskeyDto> {
  authorizeOwn(actor);
  return deps.db.transact(async ({ q, emit }) => {
    const row = await getOwn(q, actor, input);
    const renamed = { ...row, name: input.name, version: row.version + 1 };
    await repo.renamePasskey(q, row.id, { name: renamed.name, version: renamed.version });
    const line = { action: 'U', subtype: 'user.renamePasskey', changedFields: ['name'] } as const;
    await record(deps, q, { actor, row: renamed, ...line });
    emit({ type: 'user.changed', id: actor.userId });
    return toPasskeyDto(renamed);
  });
}

async function remove(deps: PasskeyDeps, actor: Actor, input: RemovePasskey): Promise<void> {
  authorizeOwn(actor);
  const confirmed = await deps.confirmPassword(actor, input.password);
  await deps.db.read((q) => getOwn(q, actor, input));
  const proof = { actor, confirmed, code: input.code, subtype: 'user.removePasskey' };
  await withCode(deps, proof, async (tx) => {
    const { q, emit } = tx;
    const row = await getOwn(q, actor, input);
    // A device that was lost is signed in with it, perhaps. Who removes it stays, having typed the password.
    const opened = { passkeyId: row.id, by: actor, except: actor.sessionId };
    await deps.sessions.endOpenedBy(tx, { ...opened, subtype: 'session.passkeyRemoved' });
    await repo.deletePasskey(q, row.id);
    // The transaction takes it back where it was the one the clinic asks for.
    if (await isLastRequired(deps, q, actor)) throw new AppError('enrolment_needed');
    await refuseShortAlone(q, actor, input.password);
    await dropUselessCodes(q, actor.userId);
    await record(deps, q, { actor, row, action: 'D', subtype: 'user.removePasskey' });
    emit({ type: 'user.changed', id: actor.userId });
  });
}

async function getOwn(
  q: Query,
  { userId }: Actor,
  { id, expectedVersion }: { readonly id: PasskeyId; readonly expectedVersion: number },
): Promise<Row<'passkey'>> {
  const row = await repo.findOwn(q, { id, userId });
  if (row === undefined) {
    const thing = { objectType: 'passkey', objectId: id };
    throw (await repo.isPasskey(q, id)) ? denied('not_found', thing) : new AppError('not_found');
  }
  if (row.version !== expectedVersion) throw new AppError('stale_version', { current: toPasskeyDto(row) });
  return row;
}

function refuseTooMany(count: number): void {
  if (count >= PASSKEYS_AT_MOST) throw invalidField('name', 'is one too many: remove another passkey first');
}

type Line = Pick<AuditEntry, 'action' | 'subtype' | 'changedFields'> & {
  readonly actor: Actor;
  readonly row: Row<'passkey'>;
};

function record(deps: PasskeyDeps, q: Query, { actor, row, ...line }: Line): Promise<void> {
  const object = { objectType: 'passkey', objectId: row.id, objectVersion: row.version };
  return recordAudit(q, { who: actor, at: deps.clock.now() }, { ...line, ...object });
}

function authorizeOwn(actor: Actor): void {
  authorize(actor, 'factor.own', { userId: actor.userId });
}
